package yanzhen.app.chain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.Head;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.StageRow;
import yanzhen.app.chain.ChainDraft.SupplyRow;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;

/**
 * Products of listed companies and what they are made from, read where they lie beside the project.
 *
 * @param products names, each once, in the order of the table
 * @param edges between places in that order, with doubles and products of themselves left out
 * @param makers of products, each company once for each
 * @param leftOut rows that say nothing new
 */
record ListedCompanies(List<String> products, List<Edge> edges, List<Maker> makers, int leftOut) {

    static final Path FOLDER = Path.of("../../shared/data/a-share-chain");

    /** What one product is to another, by their places. */
    record Edge(int supplier, int consumer, String kind) {}

    /**
     * A company that sells a product.
     *
     * @param share of the company's own revenue, 0 to 1; empty when not known
     */
    record Maker(String name, int product, String share) {}

    static ListedCompanies read() throws IOException {
        var places = new LinkedHashMap<String, Integer>();
        for (var row : rows("product")) {
            places.putIfAbsent(row.getFirst(), places.size());
        }
        int left = 0;
        var edges = new ArrayList<Edge>();
        var seen = new HashSet<Long>();
        for (var row : rows("product_product")) {
            int one = place(places, row.getFirst());
            int other = place(places, row.get(1));
            var edge =
                    switch (row.getLast()) {
                        case "上游材料" -> new Edge(other, one, "made-from");
                        case "下游产品" -> new Edge(one, other, "made-from");
                        case "产品小类" -> new Edge(other, one, "kind-of");
                        default -> throw new IllegalStateException(row.toString());
                    };
            if (one != other && seen.add((long) edge.supplier << 32 | edge.consumer)) {
                edges.add(edge);
            } else {
                left++;
            }
        }
        var names = new HashMap<String, String>();
        rows("company").forEach(it -> names.put(it.getFirst(), it.get(1)));
        var makers = new LinkedHashSet<Maker>();
        var told = new HashSet<String>();
        for (var row : rows("company_product")) {
            var code = row.getFirst().substring(0, 6);
            if (told.add(code + row.get(1))) {
                makers.add(
                        new Maker(
                                names.getOrDefault(code, code),
                                place(places, row.get(1)),
                                row.get(2)));
            } else {
                left++;
            }
        }
        return new ListedCompanies(List.copyOf(places.keySet()), edges, List.copyOf(makers), left);
    }

    /** Products that stand in relations alone come after those of the table. */
    private static int place(Map<String, Integer> places, String name) {
        return places.computeIfAbsent(name, _ -> places.size());
    }

    private static List<List<String>> rows(String table) throws IOException {
        var rows = new ArrayList<List<String>>();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(
                                        Files.newInputStream(FOLDER.resolve(table + ".csv.gz"))),
                                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(List.of(line.split(",", -1)));
            }
        }
        return rows;
    }

    /** As tables of one chain. */
    ChainDraft draft(String key) {
        var nodes = new ArrayList<NodeRow>();
        for (int at = 0; at < products.size(); at++) {
            var name = products.get(at);
            nodes.add(
                    new NodeRow(
                            "p" + at,
                            "products",
                            "component",
                            BaseCategory.OTHER,
                            new Bilingual(name, name),
                            true));
        }
        return new ChainDraft(
                key,
                new Head(
                        new Bilingual("上市公司产品", "Products of listed companies"),
                        "chain-3-a",
                        new Bilingual("测试组", "Testers"),
                        null),
                List.of(new StageRow("products", new Bilingual("产品", "Products"))),
                nodes,
                edges.stream()
                        .map(it -> new EdgeRow("p" + it.supplier, "p" + it.consumer, it.kind))
                        .toList(),
                makers.stream().map(ListedCompanies::supply).toList());
    }

    private static SupplyRow supply(Maker it) {
        return new SupplyRow(
                "p" + it.product,
                new Provision.Statement(
                        null,
                        new Bilingual(it.name, it.name),
                        "CN",
                        null,
                        new SourceNote(
                                "年报，占该公司收入 " + it.share,
                                null,
                                LocalDate.of(2021, 12, 31),
                                Confidence.GENERAL_KNOWLEDGE)),
                null);
    }

    /** Tiers of what a product is made from, by breadth-first search in memory. */
    Map<Integer, Integer> tiers(int product) {
        var suppliers = new HashMap<Integer, List<Integer>>();
        edges.forEach(it ->
                suppliers.computeIfAbsent(it.consumer, _ -> new ArrayList<>()).add(it.supplier));
        var tiers = new LinkedHashMap<Integer, Integer>();
        tiers.put(product, 0);
        var waiting = new ArrayList<>(List.of(product));
        for (int at = 0; at < waiting.size(); at++) {
            int from = waiting.get(at);
            for (int supplier : suppliers.getOrDefault(from, List.of())) {
                if (tiers.putIfAbsent(supplier, tiers.getOrDefault(from, 0) + 1) == null) {
                    waiting.add(supplier);
                }
            }
        }
        return tiers;
    }

    /** The one with the most behind it among those that are made from the most. */
    int deepest() {
        var direct = new HashMap<Integer, Integer>();
        edges.forEach(it -> direct.merge(it.consumer, 1, Integer::sum));
        return direct.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(50)
                .map(Map.Entry::getKey)
                .max((one, other) -> Integer.compare(tiers(one).size(), tiers(other).size()))
                .orElseThrow();
    }
}
