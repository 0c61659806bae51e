package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import yanzhen.app.chain.TinyNetwork;
import yanzhen.app.http.Caller;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;
import yanzhen.app.site.Sheet;

/** Supply networks and what-if over the wire: from the tables handed in to the losses read. */
@IntegrationTest
class SupplyNetworksApiTests {

    private static final String WHAT_IFS = "/api/v1/what-ifs";

    @Autowired ApplicationContext application;
    @Autowired PackLoader loader;
    @LocalServerPort int port;

    @BeforeEach
    void load() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true)));
    }

    @Test
    void namesEveryProblemOfBothTablesAtOnceAndStoresNothing() {
        var keeper = loggedIn();
        var firms = firms();
        firms.add("a", "甲", "C3985", "CN", "integrated-circuits/silicon-wafer");
        firms.add("a", "乙", "X1", "QQ", "integrated-circuits/nothing");
        var links = links();
        links.add("a", "ghost", "12");
        links.add("a", "a", "-3");

        var answer = handIn(keeper, TinyNetwork.unique(), firms, links, Map.of());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "<span>firms</span><span> 3</span>",
                        "<span>links</span><span> 2</span>",
                        "<span>links</span><span> 3</span>")
                .contains("ghost", "X1", "QQ", "integrated-circuits/nothing", "-3");
    }

    @Test
    void leavesOutWhatIsNoLinkWithItsReason() {
        var keeper = loggedIn();
        var links = links();
        links.add("a", "b", "10");
        links.add("a", "b", "5");
        links.add("b", "a", "0");
        links.add("a", "ghost", "7");

        var draft = handIn(keeper, TinyNetwork.unique(), two(), links, Map.of("leaveOut", "true"));
        var preview = keeper.get(location(draft));

        assertThat(draft.statusCode()).isEqualTo(302);
        assertThat(preview.body()).contains("交易额为 0", "企业不在企业表中", "ghost");
        var stored = keeper.post(location(draft) + "/storing", key());
        var id = location(stored).replaceFirst(".*/", "");
        var one = json(program(Role.AUDITOR).get("/api/v1/supply-networks/" + id).body());
        assertThat(one.path("links").asInt()).isEqualTo(1);
        assertThat(one.path("merged").asInt()).isEqualTo(1);
        assertThat(one.path("leftOut").path("count").asInt()).isEqualTo(2);
    }

    @Test
    void asksReadsAndPagesForPrograms() {
        var keeper = loggedIn();
        var links = links();
        links.add("a", "b", "10");
        links.add("b", "c", "20");
        var firms = two();
        firms.add("c", "丙", "C3911", "NL", "");
        var draft = handIn(keeper, TinyNetwork.unique(), firms, links, Map.of());
        var network =
                location(keeper.post(location(draft) + "/storing", key())).replaceFirst(".*/", "");
        var program = program(Role.CHAIN_TASK_FORCE);
        var body =
                """
                {"network":"%s","stops":[{"kind":"FIRM","what":"a"}],"inputs":"ALL","substitutes":"NOBODY"}
                """
                        .formatted(network);

        var asked = program.json("POST", WHAT_IFS, UUID.randomUUID().toString(), body);
        var again = program.json("POST", WHAT_IFS, UUID.randomUUID().toString(), body);
        var run = WHAT_IFS + "/" + json(asked.body()).path("id").asString();
        var first = json(program.get(run + "/losses?limit=2").body());
        var second =
                json(
                        program.get(run + "/losses?limit=2&cursor=" + first.path("next").asString())
                                .body());

        assertThat(asked.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        // By hand: a, b and c stop one after the other; they sell 10, 20 and 0 of 30.
        assertThat(json(asked.body()).path("total").path("down").asDouble()).isEqualTo(1.0);
        assertThat(first.path("items").size()).isEqualTo(2);
        assertThat(first.path("items").path(0).path("firm").path("id").asString()).isEqualTo("b");
        assertThat(second.path("items").size()).isEqualTo(1);
        assertThat(json(program.get(run + "/steps").body()).size()).isGreaterThanOrEqualTo(3);
        assertThat(json(program.get(run + "/firms/c").body()).path("way").size()).isEqualTo(3);
        assertThat(program(Role.ENTERPRISE).get(run).statusCode()).isEqualTo(403);
        assertThat(Caller.at(port).get(run).statusCode()).isIn(401, 403);
    }

    private static Sheet firms() {
        return new Sheet("firms", List.of("id", "name", "sector", "country", "nodes"));
    }

    private static Sheet two() {
        var firms = firms();
        firms.add("a", "甲", "C3985", "CN", "");
        firms.add("b", "乙", "C3973", "CN", "");
        return firms;
    }

    private static Sheet links() {
        return new Sheet("links", List.of("supplier", "buyer", "volume"));
    }

    private static java.net.http.HttpResponse<String> handIn(
            Caller keeper, String set, Sheet firms, Sheet links, Map<String, String> more) {
        var fields = new java.util.LinkedHashMap<>(more);
        fields.putAll(key());
        fields.put("setKey", set);
        fields.put("setName", "测试网络");
        fields.put("unit", "万元/年");
        fields.put("source", "测试");
        fields.put("asOf", "2026-01-01");
        fields.put("synthetic", "true");
        return keeper.upload(
                "/supply-networks",
                fields,
                "files",
                "network.xlsx",
                Objects.requireNonNull(Sheet.workbook("network", List.of(firms, links)).getBody()));
    }

    private static Map<String, String> key() {
        return Map.of("key", UUID.randomUUID().toString());
    }

    private static String location(java.net.http.HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceFirst("^http://[^/]*", "");
    }

    private Caller loggedIn() {
        var account = TestAccounts.of(application).open(Role.CITY_OFFICER);
        var caller = Caller.at(port);
        caller.logIn(account.login(), TestAccounts.PASSWORD);
        return caller;
    }

    private Caller program(Role role) {
        var account = TestAccounts.of(application).open(role);
        return Caller.at(port).basic(account.login(), TestAccounts.PASSWORD);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
