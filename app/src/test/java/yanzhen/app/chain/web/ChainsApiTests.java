package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.SmallChain;
import yanzhen.app.http.Caller;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Chains for programs, over the wire. */
@IntegrationTest
class ChainsApiTests {

    private static final String CHAINS = "/api/v1/chains";

    @Autowired ApplicationContext application;
    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @LocalServerPort int port;

    private Caller keeper = Caller.at(0);
    private String chain = "";
    private String node = "";

    @BeforeEach
    void aChainOfItsOwn() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true)));
        keeper = program(Role.CHAIN_TASK_FORCE);
        chain = SmallChain.unique();
        Viewers.doAs(
                SmallChain.officer(),
                () ->
                        tables.store(
                                tables.keep(SmallChain.draft(chain)),
                                new ChainTables.How(false, null)));
        var first = json(keeper.get(CHAINS + "/" + chain).body()).path("nodes").path(0);
        node = CHAINS + "/" + chain + "/nodes/" + first.path("id").asString();
    }

    @Test
    void answersUnchangedToWhoeverHasTheLatestRun() throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:" + port + CHAINS + "/integrated-circuits");
        try (var client = HttpClient.newHttpClient()) {
            var first =
                    client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            var tag = first.headers().firstValue("ETag").orElseThrow();
            var again =
                    client.send(
                            HttpRequest.newBuilder(address).header("If-None-Match", tag).build(),
                            BodyHandlers.ofString());

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(json(first.body()).path("edges").size()).isEqualTo(59);
            assertThat(again.statusCode()).isEqualTo(304);
        }
    }

    @Test
    void namesEverythingWrongWithAStatementAtOnce() {
        var answer =
                post("/provisions", Map.of("share", "140", "country", "ZZ", "asOf", "2021-02-30"));

        assertThat(answer.path("status").asInt()).isEqualTo(422);
        var fields = new ArrayList<String>();
        answer.path("problems").forEach(it -> fields.add(it.path("field").asString()));
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "supplierName", "country", "share", "sourceTitle", "asOf", "confidence");
    }

    @Test
    void givesTheVerdictThatAStatementLeadsToAndDoesItOnce() {
        var key = UUID.randomUUID().toString();
        var body = text(said("100", "JP"));

        var first = keeper.json("POST", node + "/provisions", key, body);
        var again = keeper.json("POST", node + "/provisions", key, body);
        var other = keeper.json("POST", node + "/provisions", UUID.randomUUID().toString(), body);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(json(first.body()).path("state").asString()).isEqualTo("weak");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(json(keeper.get(node).body()).path("provisions").size()).isEqualTo(1);
    }

    @Test
    void comparesTablesBeforeItStoresThem() {
        var nodes =
                """
                key,stage,kind,category,name_zh,name_en,essential
                ore,materials,material,BASIC_MATERIAL,矿,Ore,true
                wire,products,product,OTHER,线,Wire,true
                cable,products,product,OTHER,缆,Cable,false
                """;
        var files = Map.of("nodes.csv", nodes, "edges.csv", "supplier,consumer,kind\n");

        var handed = handIn(key(), files);
        var draft = json(handed.body());
        var place = handed.headers().firstValue("Location").orElse("");

        assertThat(handed.statusCode()).isEqualTo(201);
        assertThat(differences(draft))
                .containsEntry("nodes", "1/1/1")
                .containsEntry("edges", "0/0/0");
        assertThat(program(Role.CITY_OFFICER).get(place).statusCode())
                .as("a draft is its sender's alone")
                .isEqualTo(404);

        var key = UUID.randomUUID().toString();
        var stored = keeper.json("POST", place + "/storing", key, "{\"retire\":true}");
        var again = keeper.json("POST", place + "/storing", key, "{\"retire\":true}");

        assertThat(stored.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        var now = json(keeper.get(CHAINS + "/" + chain).body());
        assertThat(now.path("nodes").size()).isEqualTo(3);
        assertThat(now.path("edges").size()).as("left out and retired").isZero();
    }

    @Test
    void namesEverythingWrongWithTablesAtOnceAndKeepsNoDraft() {
        var nodes =
                """
                key,stage,kind,category,name_zh,name_en,essential
                ore,nowhere,material,BASIC_MATERIAL,矿,Ore,true
                ore,materials,thing,BASIC_MATERIAL,矿,Ore,perhaps
                """;

        var answer = handIn(key(), Map.of("nodes.csv", nodes));

        var places = new ArrayList<String>();
        json(answer.body())
                .path("problems")
                .forEach(it ->
                        places.add(it.path("line").asInt() + " " + it.path("field").asString()));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(places).contains("2 stage", "3 key", "3 kind", "3 essential");
    }

    /** Keys are looked at once all rows are read, and yet come where they belong. */
    @Test
    void listsProblemsByTableAndLineAndCountsThoseNotListed() {
        var nodes = new StringBuilder("key,stage,kind,category,name_zh,name_en,essential\n");
        nodes.append("Bad Key,materials,material,BASIC_MATERIAL,矿,Ore,true\n");
        for (int at = 0; at < 1_200; at++) {
            nodes.append("n%d,materials,material,BASIC_MATERIAL,,Ore,true\n".formatted(at));
        }

        var answer = handIn(key(), Map.of("nodes.csv", nodes.toString()));

        var problem = json(answer.body());
        var lines = new ArrayList<Integer>();
        problem.path("problems").forEach(it -> lines.add(it.path("line").asInt()));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(lines).hasSize(1_000).isSorted().startsWith(2, 3, 4);
        assertThat(problem.path("count").asInt()).isGreaterThanOrEqualTo(1_201);
        assertThat(problem.path("rows").asInt()).isEqualTo(1_201);
        assertThat(problem.path("detail").asString()).contains("涉及 1,201 行");
    }

    @Test
    void keepsOneDraftHoweverOftenItIsHandedInUnderOneKey() {
        var nodes =
                """
                key,stage,kind,category,name_zh,name_en,essential
                cable,products,product,OTHER,缆,Cable,false
                """;
        var key = key();

        var first = handIn(key, Map.of("nodes.csv", nodes));
        var again = handIn(key, Map.of("nodes.csv", nodes));
        var other = handIn(key, Map.of("nodes.csv", nodes.replace("缆", "光缆")));
        var without =
                keeper.upload(
                        "/api/v1/chain-imports",
                        Map.of("chain", chain),
                        "files",
                        Map.of("nodes.csv", nodes));

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("urn:yanzhen:problem:key-reused");
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("Idempotency-Key");
    }

    private HttpResponse<String> handIn(String key, Map<String, String> files) {
        return keeper.upload("/api/v1/chain-imports", key, Map.of("chain", chain), "files", files);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static Map<String, String> differences(JsonNode comparison) {
        var found = new HashMap<String, String>();
        comparison
                .path("differences")
                .forEach(it ->
                        found.put(
                                it.path("table").asString(),
                                "%d/%d/%d"
                                        .formatted(
                                                it.path("added").asInt(),
                                                it.path("changed").asInt(),
                                                it.path("same").asInt())));
        return found;
    }

    @Test
    void correctsAFactOnceAndKeepsTheOldOneInItsHistory() {
        var id = post("/provisions", said("100", "JP")).path("provision").path("id").asString();
        var correction = new HashMap<>(said("60", "JP"));
        correction.put("reason", "年报更新");

        var corrected = post("/provisions/" + id + "/correction", correction);
        var late = post("/provisions/" + id + "/correction", correction);

        assertThat(corrected.path("provision").path("share").asInt()).isEqualTo(60);
        assertThat(late.path("status").asInt()).isEqualTo(409);
        var history = json(keeper.get(node + "/provisions").body());
        assertThat(history.size()).isEqualTo(2);
        assertThat(history.path(1).path("end").path("reason").asString()).isEqualTo("年报更新");
        var before =
                json(
                        keeper.get(
                                        node
                                                + "?knownAt="
                                                + history.path(1).path("recordedAt").asString())
                                .body());
        assertThat(before.path("provisions").path(0).path("share").asInt()).isEqualTo(100);
    }

    @Test
    void withdrawsAFactAndLeavesTheNodeWithoutData() {
        var id = post("/provisions", said("100", "JP")).path("provision").path("id").asString();

        var gone = post("/provisions/" + id + "/withdrawal", Map.of("reason", "已停产"));

        assertThat(gone.path("state").asString()).isEqualTo("unknown");
        assertThat(gone.path("provision").path("end").path("kind").asString())
                .isEqualTo("WITHDRAWN");
    }

    @Test
    void givesWeakLinksPageByPageEachOnce() {
        post("/provisions", said("100", "JP"));
        var whole = json(keeper.get("/api/v1/weak-links?limit=500").body()).path("items");
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = json(keeper.get("/api/v1/weak-links?limit=7&cursor=" + cursor).body());
            page.path("items").forEach(it -> seen.add(it.path("id").asString()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());

        assertThat(seen).doesNotHaveDuplicates().hasSize(whole.size());
    }

    private JsonNode post(String path, Map<String, String> fields) {
        return json(
                keeper.json("POST", node + path, UUID.randomUUID().toString(), text(fields))
                        .body());
    }

    private static Map<String, String> said(String share, String country) {
        return Map.of(
                "supplierName", "甲（演示）",
                "country", country,
                "share", share,
                "sourceTitle", "测试",
                "asOf", "2026-01-31",
                "confidence", "SYNTHETIC");
    }

    private Caller program(Role role) {
        var account = TestAccounts.of(application).open(role);
        return Caller.at(port).basic(account.login(), TestAccounts.PASSWORD);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static String text(Map<String, String> fields) {
        return JsonMapper.shared().writeValueAsString(fields);
    }
}
