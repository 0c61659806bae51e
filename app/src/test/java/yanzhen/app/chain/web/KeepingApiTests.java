package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.chain.Provisions;
import yanzhen.app.chain.SmallChain;
import yanzhen.app.chain.UpdateRequests;
import yanzhen.app.chain.Visibility;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/**
 * Keeping chains alive, over the wire: a firm supplies 40 percent of ore, by a source gone stale.
 */
@IntegrationTest
class KeepingApiTests {

    @Autowired ApplicationContext application;
    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Provisions provisions;
    @Autowired UpdateRequests requests;
    @Autowired Visibility visibility;
    @Autowired Organisations organisations;
    @Autowired Clock clock;
    @LocalServerPort int port;

    private final Viewer officer = SmallChain.officer();
    private final String chain = SmallChain.unique();
    private UUID ore = new UUID(0, 0);
    private UUID firm = new UUID(0, 0);
    private UUID fact = new UUID(0, 0);

    @BeforeEach
    void aStaleFactOnAFirm() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true)));
        Viewers.doAs(
                officer,
                () ->
                        tables.store(
                                tables.keep(SmallChain.draft(chain)),
                                new ChainTables.How(false, null)));
        ore = Viewers.doAs(officer, () -> atlas.map(chain).orElseThrow().nodes().getFirst().id());
        firm = organisation("91310107DEM0000058");
        fact =
                Viewers.doAs(
                        officer,
                        () ->
                                provisions.state(
                                        ore,
                                        new Statement(
                                                firm,
                                                new Bilingual("甲", "Demo"),
                                                "CN",
                                                new BigDecimal(40),
                                                new SourceNote(
                                                        "旧来源",
                                                        null,
                                                        LocalDate.now(clock).minusDays(900),
                                                        Confidence.SYNTHETIC))));
    }

    @Test
    void takesAProposalOfTheFirmAloneAndMakesItAFactOnceAccepted() {
        var body =
                text(
                        Map.of(
                                "provision", fact,
                                "way", "CHANGE",
                                "share", "55",
                                "sourceTitle", "2026 年年报",
                                "asOf", LocalDate.now(clock).toString(),
                                "note", "扩产"));
        var rival = program(Role.ENTERPRISE, organisation("91310109DEM0000068"));
        assertThat(post(rival, "/api/v1/proposals", body).statusCode()).isEqualTo(403);

        var made = post(program(Role.ENTERPRISE, firm), "/api/v1/proposals", body);
        assertThat(made.statusCode()).isEqualTo(201);
        var keeper = program(Role.CHAIN_TASK_FORCE, null);
        var accepted =
                post(
                        keeper,
                        "/api/v1/proposals/acceptance",
                        text(Map.of("proposals", List.of(json(made).path("id").asString()))));

        assertThat(accepted.statusCode()).isEqualTo(200);
        var node = json(keeper.get("/api/v1/chains/" + chain + "/nodes/" + ore));
        assertThat(node.path("provisions").path(0).path("share").asDouble()).isEqualTo(55);
    }

    @Test
    void confirmsWhatIsAskedAndCountsItAsFresh() {
        Viewers.doAs(Viewer.SYSTEM, requests::ask);
        var keeper = program(Role.CHAIN_TASK_FORCE, null);
        var open = json(keeper.get("/api/v1/update-requests?chain=" + chain)).path("items");
        assertThat(open.path(0).path("state").asString()).isEqualTo("OVERDUE");

        var confirmed =
                post(
                        keeper,
                        "/api/v1/update-requests/confirmations",
                        text(
                                Map.of(
                                        "requests", List.of(open.path(0).path("id").asString()),
                                        "sourceTitle", "核实函",
                                        "asOf", LocalDate.now(clock).toString())));

        assertThat(json(confirmed).path("inForce").asBoolean()).isTrue();
        var counts =
                json(Caller.at(port).get("/api/v1/chains/" + chain + "/freshness"))
                        .path(0)
                        .path("counts");
        assertThat(counts.path("stale").asInt()).isZero();
    }

    /** One supplier: fewer than three, so not even their number is told. */
    @Test
    void tellsThePublicNothingOfAProtectedNodeWithOneSupplier() {
        Viewers.doAs(officer, () -> visibility.protect(ore, 2, "敏感"));

        var node = json(Caller.at(port).get("/api/v1/chains/" + chain + "/nodes/" + ore));

        assertThat(node.path("provisions").size()).isZero();
        assertThat(node.path("findings").size()).isZero();
        assertThat(node.path("aggregate").path("suppliers").isNumber()).isFalse();
        assertThat(node.path("aggregate").path("places").size()).isZero();
        var tables = Caller.at(port).get("/api/v1/chains/" + chain + "/tables").body();
        assertThat(tables).doesNotContain("旧来源");
    }

    private UUID organisation(String code) {
        return Viewers.doAs(Viewer.SYSTEM, () -> organisations.findByKey(code).orElseThrow().id());
    }

    private Caller program(Role role, @Nullable UUID body) {
        var account =
                TestAccounts.of(application)
                        .open(role, null, body == null ? Set.of() : Set.of(body));
        return Caller.at(port).basic(account.login(), TestAccounts.PASSWORD);
    }

    private static HttpResponse<String> post(Caller caller, String path, String body) {
        return caller.json("POST", path, UUID.randomUUID().toString(), body);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String text(Map<String, Object> fields) {
        return JsonMapper.shared().writeValueAsString(fields);
    }
}
