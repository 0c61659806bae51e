package yanzhen.app.chain.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.SupplyNetworks;
import yanzhen.app.chain.SupplyNetworks.AllLeftOut;
import yanzhen.app.chain.SupplyNetworks.Draft;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.app.chain.SupplyNetworks.Head;
import yanzhen.app.chain.SupplyNetworks.LinkList;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;
import yanzhen.app.pack.PackSection;

/** 供应网络演示数据: in a demonstration, one synthetic data set of firms and links. */
@Component
class SupplySection implements PackSection {

    private static final String HEAD = "demo/supply/network.yaml";
    private static final String FIRMS = "demo/supply/firms.csv";
    private static final String LINKS = "demo/supply/links.csv";

    private final SupplyNetworks networks;

    SupplySection(SupplyNetworks networks) {
        this.networks = networks;
    }

    @Override
    public int floor() {
        return 2;
    }

    private static boolean isThere(Pack pack) {
        return pack.demonstration() && pack.has(HEAD);
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (!isThere(pack)) {
            return;
        }
        pack.yaml(HEAD, "supply-network", problems);
        var nodes = nodes(pack);
        var ids = new HashSet<String>();
        for (var row : pack.csv(FIRMS, "supply-firms.row", problems)) {
            if (!ids.add(row.text("id"))) {
                row.complain(problems, "id", "duplicate");
            }
            for (var node : nodesOf(row)) {
                if (!nodes.contains(node)) {
                    row.complain(problems, "nodes", "unknown-reference");
                }
            }
        }
        for (var row : pack.csv(LINKS, "supply-links.row", problems)) {
            row.known(problems, "supplier", ids);
            row.known(problems, "buyer", ids);
        }
    }

    private static Set<String> nodes(Pack pack) {
        var nodes = new HashSet<String>();
        for (var chain : pack.folders("chains")) {
            var file = "chains/" + chain + "/nodes.csv";
            if (pack.has(file)) {
                pack.csv(file, "chain-nodes.row", new Problems())
                        .forEach(it -> nodes.add(chain + "/" + it.find("key").orElse("")));
            }
        }
        return nodes;
    }

    private static List<String> nodesOf(PackRow row) {
        return row.find("nodes").map(it -> List.of(it.split(";", -1))).orElse(List.of());
    }

    @Override
    public void load(Pack pack) {
        if (!isThere(pack)) {
            return;
        }
        var nothing = new Problems();
        var yaml = pack.yaml(HEAD, "supply-network", nothing);
        var firms = new ArrayList<Firm>();
        var places = new HashMap<String, Integer>();
        for (var row : pack.csv(FIRMS, "supply-firms.row", nothing)) {
            places.put(row.text("id"), firms.size());
            firms.add(
                    new Firm(
                            row.text("id"),
                            row.text("name"),
                            row.orNull("name_en"),
                            row.orNull("code"),
                            row.text("sector"),
                            row.orNull("district"),
                            row.text("country"),
                            nodesOf(row)));
        }
        var head =
                new Head(
                        yaml.path("key").asString(),
                        new Bilingual(
                                yaml.path("name").path("zh").asString(),
                                yaml.path("name").path("en").asString()),
                        yaml.path("unit").asString(),
                        yaml.path("source").asString(),
                        java.time.LocalDate.parse(yaml.path("asOf").asString()),
                        true);
        networks.load(draft(head, firms, places, pack.csv(LINKS, "supply-links.row", nothing)));
    }

    private static Draft draft(
            Head head, List<Firm> firms, Map<String, Integer> places, List<PackRow> rows) {
        var links = new LinkList();
        for (var row : rows) {
            links.add(
                    places.getOrDefault(row.text("supplier"), 0),
                    places.getOrDefault(row.text("buyer"), 0),
                    row.decimal("volume").doubleValue());
        }
        return new Draft(head, firms, links, new AllLeftOut(0, List.of()));
    }
}
