package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.SmallChain;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Heat table, districts and tiers, over the wire. */
@IntegrationTest
class PicturesApiTests {

    private static final String CHIPS = "/api/v1/chains/integrated-circuits";
    private static final String AIRCRAFT = "/api/v1/chains/civil-aircraft";

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @LocalServerPort int port;

    @BeforeEach
    void theDemonstration() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true)));
    }

    /** demo/chains/integrated-circuits.csv: photoresist JP 48, US 32, DE 20; wafer 28 + 23 here. */
    @Test
    void sayWhichShareOfANodeComesFromWhere() {
        var heat = get(CHIPS + "/heat");

        assertThat(shares(row(heat, "photoresist")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("JP", 48.0, "US", 32.0, "DE", 20.0));
        assertThat(shares(row(heat, "silicon-wafer")))
                .containsEntry("310000", 51.0)
                .containsEntry("CN", 32.0)
                .containsEntry("JP", 17.0);
        assertThat(heat.path("rows").size()).isEqualTo(47);
        assertThat(heat.path("places").path(0).path("key").asString()).isEqualTo("310000");
        assertThat(heat.path("places").path(0).path("name").path("en").asString())
                .isEqualTo("Shanghai");
        assertThat(shares(row(get(CHIPS + "/heat?by=district"), "silicon-wafer")))
                .containsEntry("310104", 28.0)
                .containsEntry("310115", 23.0);
    }

    /** The two makers of wafers here, and every maker of the chain once. */
    @Test
    void countEveryMakerOnceInItsDistrict() {
        var wafer = row(get(CHIPS + "/heat"), "silicon-wafer").path("node").asString();

        var all = counts(get(CHIPS + "/districts"));
        var ofWafers = counts(get(CHIPS + "/districts?node=" + wafer));

        assertThat(ofWafers)
                .containsEntry("310104", 1)
                .containsEntry("310115", 1)
                .containsEntry("310151", 0)
                .containsEntry("CN", 2)
                .containsEntry("JP", 1)
                .hasSize(18);
        assertThat(all.keySet()).containsAll(ofWafers.keySet());
        assertThat(all.get("310115")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void placeEveryDistrictOfTheCityOnATileOfItsOwn() {
        var seen = new HashSet<String>();
        for (var place : get(CHIPS + "/districts").path("places")) {
            var tile = place.path("tile");
            if (tile.isObject()) {
                seen.add(tile.path("column").asInt() + "|" + tile.path("row").asInt());
            }
        }

        assertThat(seen).hasSize(16);
    }

    /** The avionics are made from the processor, which another chain answers for and makes. */
    @Test
    void followTiersThroughSharedNodesIntoOtherChains() {
        var nodes = get(AIRCRAFT).path("nodes");
        var avionics = id(nodes, "avionics");

        var tiers = get(AIRCRAFT + "/nodes/" + avionics + "/tiers");

        var processor = part(tiers, id(nodes, "cpu"));
        assertThat(processor.path("tier").asInt()).isEqualTo(1);
        assertThat(processor.path("chain").asString()).isEqualTo("integrated-circuits");
        assertThat(processor.path("otherChains").size()).isEqualTo(1);
        assertThat(parts(tiers))
                .filteredOn(it -> it.path("tier").asInt() == 2)
                .extracting(it -> it.path("chain").asString())
                .contains("integrated-circuits");
        var down = get(AIRCRAFT + "/nodes/" + id(nodes, "cpu") + "/tiers?way=down");
        assertThat(parts(down).toString()).contains("avionics");
    }

    /** Ore goes into wire and, by wire, into cable; it also goes into cable straight. */
    @Test
    void placeEachNodeOnceInItsNearestTier() {
        var key = SmallChain.unique();
        var small = SmallChain.draft(key);
        var cable =
                new NodeRow(
                        "cable",
                        "products",
                        "product",
                        yanzhen.app.chain.BaseCategory.OTHER,
                        new Bilingual("缆", "Cable"),
                        true);
        var nodes = new ArrayList<>(small.nodes());
        nodes.add(cable);
        store(
                new ChainDraft(
                        key,
                        small.head(),
                        small.stages(),
                        nodes,
                        List.of(
                                new EdgeRow("ore", "wire", "made-from"),
                                new EdgeRow("wire", "cable", "made-from"),
                                new EdgeRow("ore", "cable", "equipment-for")),
                        List.of()));
        var chain = "/api/v1/chains/" + key;
        var map = get(chain).path("nodes");
        var address = chain + "/nodes/" + id(map, "cable") + "/tiers";

        var all = get(address);
        var made = get(address + "?kind=made-from");

        assertThat(parts(all)).hasSize(3);
        assertThat(part(all, id(map, "ore")).path("tier").asInt()).isEqualTo(1);
        assertThat(part(made, id(map, "ore")).path("tier").asInt()).isEqualTo(2);
        assertThat(all.path("edges").size()).isEqualTo(3);
        assertThat(made.path("edges").size()).isEqualTo(2);
    }

    private void store(ChainDraft draft) {
        Viewers.doAs(
                SmallChain.officer(),
                () -> tables.store(tables.keep(draft), new ChainTables.How(false, null)));
    }

    private JsonNode get(String path) {
        var answer = Caller.at(port).get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static JsonNode row(JsonNode heat, String key) {
        return StreamSupport.stream(heat.path("rows").spliterator(), false)
                .filter(it -> it.path("key").asString().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Double> shares(JsonNode row) {
        var shares = new HashMap<String, Double>();
        for (var cell : row.path("cells")) {
            shares.put(cell.path("place").asString(), cell.path("share").asDouble());
        }
        return shares;
    }

    private static Map<String, Integer> counts(JsonNode districts) {
        var counts = new HashMap<String, Integer>();
        for (var place : districts.path("places")) {
            counts.put(place.path("key").asString(), place.path("makers").asInt());
        }
        return counts;
    }

    private static String id(JsonNode nodes, String key) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .filter(it -> it.path("key").asString().equals(key))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    private static List<JsonNode> parts(JsonNode tiers) {
        return StreamSupport.stream(tiers.path("parts").spliterator(), false).toList();
    }

    private static JsonNode part(JsonNode tiers, String id) {
        return parts(tiers).stream()
                .filter(it -> it.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
