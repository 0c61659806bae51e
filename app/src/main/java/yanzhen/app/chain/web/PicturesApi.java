package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.Makers;
import yanzhen.app.chain.Makers.Maker;
import yanzhen.app.chain.Tiers;
import yanzhen.app.chain.Visibility;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.NotFound;

/** What the pictures of a chain show, for programs. */
@RestController
@Tag(name = "chains")
class PicturesApi {

    /**
     * A place in which something is made.
     *
     * @param key six digits of a region or district, or two letters of a country
     */
    record PlaceBody(String key, Bilingual name) {}

    /**
     * Nodes by places.
     *
     * @param places the home region first, then the rest of the home country, then other countries
     */
    record HeatBody(
            String chain, LocalDate day, String by, List<PlaceBody> places, List<HeatRow> rows) {}

    /**
     * One node.
     *
     * @param known whether there is any fact on who makes it
     * @param withheld whether its suppliers are protected from the account
     * @param cells places without a maker are left out
     */
    record HeatRow(
            UUID node,
            String key,
            Bilingual name,
            String stage,
            String state,
            boolean known,
            boolean withheld,
            int makers,
            List<HeatCell> cells) {}

    /**
     * One node at one place.
     *
     * @param share sum of the known shares in percent; null when none is known
     * @param unshared facts without a known share
     * @param totals whether the share is the total of a country as its source gives it
     */
    record HeatCell(
            String place,
            @Nullable BigDecimal share,
            int makers,
            int unshared,
            boolean negligible,
            boolean totals) {}

    /**
     * Makers by places.
     *
     * @param node null for all nodes of the chain
     */
    record DistrictsBody(
            String chain, @Nullable UUID node, LocalDate day, List<DistrictBody> places) {}

    /**
     * One place.
     *
     * @param makers single makers that sit there, each once
     * @param weak how many of them make a weak node
     * @param tile place in the schematic map of the pack; null when it has none
     */
    record DistrictBody(
            String key, Bilingual name, int makers, int weak, Makers.@Nullable Tile tile) {}

    /** What a product is made from or goes into, tier by tier. */
    record TiersBody(
            UUID node, String way, boolean cut, List<PartBody> parts, List<Atlas.Edge> edges) {}

    /**
     * One node in its tier.
     *
     * @param tier steps from the product; 0 for itself
     */
    record PartBody(
            UUID id,
            int tier,
            String chain,
            Bilingual chainName,
            List<Bilingual> otherChains,
            String key,
            Bilingual name,
            String kind,
            String state,
            int weight,
            @Nullable Bilingual reason,
            boolean synthetic) {

        static PartBody of(Tiers.Part it, @Nullable Bilingual reason) {
            return new PartBody(
                    it.id(),
                    it.tier(),
                    it.chain(),
                    it.chainName(),
                    it.others(),
                    it.key(),
                    it.name(),
                    it.kind(),
                    it.state().key(),
                    it.weight(),
                    reason,
                    it.synthetic());
        }
    }

    private final Atlas atlas;
    private final Makers makers;
    private final Tiers tiers;
    private final Visibility visibility;
    private final Looks looks;
    private final Spots spots;

    PicturesApi(
            Atlas atlas,
            Makers makers,
            Tiers tiers,
            Visibility visibility,
            Looks looks,
            Spots spots) {
        this.visibility = visibility;
        this.looks = looks;
        this.atlas = atlas;
        this.makers = makers;
        this.tiers = tiers;
        this.spots = spots;
    }

    @GetMapping("/api/v1/chains/{key}/heat")
    @Operation(
            summary = "Which share of each node comes from where, and from how many makers",
            description =
                    "A place without a maker has no cell; a cell without a share has makers whose share nobody knows; a node that is not known has no fact on any maker.")
    HeatBody heat(
            @PathVariable String key,
            @RequestParam(defaultValue = "region")
                    @Parameter(
                            description =
                                    "region: the home country by provinces; district: by districts, as far as data say")
                    String by) {
        var map = map(key);
        looks.atSuppliers(Looks.What.API, map);
        var withheld = visibility.withheld();
        var fine = Spots.By.of(by);
        var table = HeatTable.of(makers.of(key), fine);
        var names = spots.names();
        return new HeatBody(
                key,
                map.run().day(),
                fine.key(),
                table.places().stream().map(it -> new PlaceBody(it, names.of(it))).toList(),
                map.nodes().stream()
                        .map(it -> row(it, withheld.contains(it.id()), table))
                        .toList());
    }

    private static HeatRow row(Atlas.Node node, boolean withheld, HeatTable table) {
        var row = table.row(node.id());
        var cells = new ArrayList<HeatCell>();
        for (var place : table.places()) {
            row.at(place)
                    .ifPresent(it ->
                            cells.add(
                                    new HeatCell(
                                            place,
                                            it.share(),
                                            it.makers(),
                                            it.unshared(),
                                            it.negligible(),
                                            it.totals())));
        }
        return new HeatRow(
                node.id(),
                node.key(),
                node.name(),
                node.stage(),
                node.state().key(),
                !row.unknown(),
                withheld,
                row.makers(),
                cells);
    }

    @GetMapping("/api/v1/chains/{key}/districts")
    @Operation(
            summary = "How many known makers of a chain or a node sit in which district or country",
            description =
                    "Tiles are places in a schematic map of the pack; nothing can be measured on them.")
    DistrictsBody districts(
            @PathVariable String key,
            @RequestParam(required = false)
                    @Parameter(description = "identity of a node; without it all nodes count")
                    @Nullable UUID node) {
        var map = map(key);
        if (node != null && map.node(node).isEmpty()) {
            throw new NotFound("node", node);
        }
        looks.atSuppliers(Looks.What.API, map);
        var weak =
                map.nodes().stream()
                        .filter(it -> it.state().key().equals("weak"))
                        .map(Atlas.Node::id)
                        .collect(Collectors.toSet());
        var facts =
                makers.of(key).stream()
                        .filter(it -> !it.total() && (node == null || node.equals(it.node())))
                        .toList();
        return new DistrictsBody(key, node, map.run().day(), places(facts, weak));
    }

    private List<DistrictBody> places(List<Maker> facts, Set<UUID> weak) {
        var all = new HashMap<String, Set<String>>();
        var ofWeak = new HashMap<String, Set<String>>();
        var tiles = new HashMap<String, Makers.Tile>();
        for (var tile : makers.tiles()) {
            tiles.put(tile.district(), tile);
            all.put(tile.district(), new HashSet<>());
        }
        for (var fact : facts) {
            var place = Spots.of(fact, Spots.By.DISTRICT);
            count(all, place, fact);
            if (weak.contains(fact.node())) {
                count(ofWeak, place, fact);
            }
        }
        var names = spots.names();
        return all.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(it ->
                        new DistrictBody(
                                it.getKey(),
                                names.of(it.getKey()),
                                it.getValue().size(),
                                ofWeak.getOrDefault(it.getKey(), Set.of()).size(),
                                tiles.get(it.getKey())))
                .toList();
    }

    private static void count(Map<String, Set<String>> counts, String place, Maker maker) {
        counts.computeIfAbsent(place, _ -> new HashSet<>()).add(maker.identity());
    }

    @GetMapping("/api/v1/chains/{key}/nodes/{id}/tiers")
    @Operation(
            summary = "What a node is made from, or goes into, tier by tier over all chains",
            description = "Each node once, in the tier of the fewest steps to it.")
    TiersBody tiers(
            @PathVariable String key,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "up")
                    @Parameter(description = "up: what it is made from; down: what it goes into")
                    String way,
            @RequestParam(required = false)
                    @Parameter(description = "kinds of edges to follow; without it all")
                    @Nullable Set<String> kind) {
        if (map(key).node(id).isEmpty()) {
            throw new NotFound("node", id);
        }
        var tree =
                tiers.of(
                        id,
                        way.equals("down") ? Tiers.Way.DOWN : Tiers.Way.UP,
                        kind == null || kind.isEmpty() ? ChainReading.JOINS : kind);
        var reasons = tiers.reasons(tree.parts());
        return new TiersBody(
                id,
                way.equals("down") ? "down" : "up",
                tree.cut(),
                tree.parts().stream().map(it -> PartBody.of(it, reasons.get(it.id()))).toList(),
                tree.edges());
    }

    private Atlas.Map map(String key) {
        return atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
    }
}
