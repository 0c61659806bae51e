package yanzhen.app.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;
import yanzhen.app.site.Cursor;

/** Challenges, projects and outcomes as a program uses them. */
@IntegrationTest
class ChallengesApiTests {

    private static final String CHALLENGES = "/api/v1/challenges";

    @Autowired PackLoader loader;
    @Autowired Organisations organisations;
    @Autowired ObjectMapper json;
    @Autowired Clock clock;
    @LocalServerPort int port;

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
    }

    @Test
    void namesEverythingWrongWithADraftAtOnce() {
        var answer =
                city().json(
                                "POST",
                                CHALLENGES,
                                key(),
                                """
                                {"title": "x", "category": "COLOUR", "reward": "1e999999",
                                 "bidDeadline": "2026-02-30T10:00", "weakLink": "%s",
                                 "targets": [{"metric": "良率", "value": "9e9"}]}
                                """
                                        .formatted(UUID.randomUUID()));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        var fields = new ArrayList<String>();
        read(answer).path("problems").forEach(it -> fields.add(it.path("field").asString()));
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "owner",
                        "title",
                        "category",
                        "reward",
                        "bidDeadline",
                        "weakLink",
                        "value",
                        "unit",
                        "testMethod");
    }

    @Test
    void draftsChangesPublishesAndWithdrawsEachOnceForItsKey() {
        var city = city();
        var key = key();
        var lacking = body("缺项", "");
        var first = city.json("POST", CHALLENGES, key, lacking);
        var again = city.json("POST", CHALLENGES, key, lacking);
        var id = read(first).path("id").asString();

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(read(again).path("id").asString()).isEqualTo(id);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(city.json("POST", CHALLENGES, key, body("另一份", "")).statusCode()).isEqualTo(422);

        var missing = city.json("POST", CHALLENGES + "/" + id + "/publication", key(), "");
        assertThat(missing.statusCode()).isEqualTo(422);
        assertThat(read(missing).path("problems").get(0).path("remedy").asString()).isNotBlank();

        city.json("PUT", CHALLENGES + "/" + id, key(), body("完整", complete()));
        var published = city.json("POST", CHALLENGES + "/" + id + "/publication", key(), "");
        assertThat(read(published).path("state").asString()).isEqualTo("OPEN");
        assertThat(city.json("PUT", CHALLENGES + "/" + id, key(), body("改", "")).statusCode())
                .isEqualTo(409);

        var gone =
                city.json(
                        "POST",
                        CHALLENGES + "/" + id + "/withdrawal",
                        key(),
                        "{\"reason\": \"需求已经改变\"}");
        assertThat(gone.statusCode()).isEqualTo(201);
        assertThat(read(visitor().get(CHALLENGES + "/" + id)).path("withdrawnBecause").asString())
                .isEqualTo("需求已经改变");
    }

    /** As on the pages: before the deadline a bid is its bidder's alone, and no number leaks. */
    @Test
    void keepsBidsSealed() {
        var id = published();
        var firm = firm();
        var bids = CHALLENGES + "/" + id + "/bids";
        var handedIn = firm.json("POST", bids, key(), bid("4800000"));
        var replaced = firm.json("POST", bids, key(), bid("4700000"));

        assertThat(handedIn.statusCode()).isEqualTo(201);
        assertThat(read(replaced).path("version").asInt()).isEqualTo(2);
        assertThat(read(replaced).path("digest").asString()).hasSize(64);
        assertThat(read(city().get(bids))).isEmpty();
        assertThat(visitor().get(bids).statusCode()).isEqualTo(401);
        assertThat(read(city().get(CHALLENGES + "/" + id)).has("bidsAtClosing")).isFalse();
        var early =
                city().json(
                                "POST",
                                CHALLENGES + "/" + id + "/award",
                                key(),
                                "{\"bid\": \"%s\", \"reason\": \"抢先\"}"
                                        .formatted(read(handedIn).path("id").asString()));
        assertThat(early.statusCode()).isEqualTo(404);

        var back =
                firm.json(
                        "POST",
                        bids + "/" + read(handedIn).path("id").asString() + "/withdrawal",
                        key(),
                        "");
        assertThat(back.statusCode()).isEqualTo(201);
        assertThat(read(back).get(0).has("withdrawnAt")).isTrue();
    }

    @Test
    void pagesThroughOutcomesAndFiltersThem() {
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = read(visitor().get("/api/v1/outcomes?limit=3&cursor=" + cursor));
            page.path("items").forEach(it -> seen.add(it.path("id").asString()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        var software =
                read(
                        visitor()
                                .get(
                                        "/api/v1/outcomes?category=INDUSTRIAL_SOFTWARE&year=2025&limit=500"));

        assertThat(seen).hasSizeGreaterThanOrEqualTo(8).doesNotHaveDuplicates();
        assertThat(software.path("items"))
                .allSatisfy(it -> assertThat(it.path("acceptedOn").asString()).startsWith("2025"));
        var one = read(visitor().get("/api/v1/outcomes/" + seen.getLast()));
        assertThat(one.path("measured"))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.path("met").asBoolean()).isTrue());
        assertThat(visitor().get("/api/v1/outcomes?cursor=nonsense").statusCode()).isEqualTo(400);
        assertThat(visitor().get("/api/v1/outcomes/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void hidesEvidenceOfProjectsFromVisitors() {
        var waiting = read(city().get("/api/v1/projects?state=WAITING"));
        var id = waiting.path("items").get(0).path("id").asString();
        var forCity = read(city().get("/api/v1/projects/" + id));
        var forVisitor = read(visitor().get("/api/v1/projects/" + id));

        assertThat(forCity.path("milestones").get(0).path("submissions")).isNotEmpty();
        assertThat(forVisitor.path("milestones").get(0).path("submissions")).isEmpty();
        assertThat(forVisitor.path("milestones").get(0).path("share").asInt()).isEqualTo(40);
    }

    /** What a page refuses, it refuses too: no file, nobody else's project, no decision. */
    @Test
    void refusesWhatIsNotTheCallersToDo() {
        var waiting = read(city().get("/api/v1/projects?state=WAITING"));
        var project = waiting.path("items").get(0).path("id").asString();
        var milestone =
                read(city().get("/api/v1/projects/" + project))
                        .path("milestones")
                        .get(0)
                        .path("id")
                        .asString();
        var path = "/api/v1/projects/" + project + "/milestones/" + milestone;

        assertThat(firm().json("POST", path + "/decision", key(), "{}").statusCode())
                .isEqualTo(403);
        var silent = city().json("POST", path + "/decision", key(), "{}");
        assertThat(silent.statusCode()).isEqualTo(422);
        assertThat(read(silent).path("problems")).hasSize(2);
        assertThat(
                        city().json(
                                        "POST",
                                        "/api/v1/projects/" + project + "/acceptance",
                                        key(),
                                        "{}")
                                .statusCode())
                .isEqualTo(422);
    }

    /**
     * A cursor of another list, or one that somebody made: the caller's fault, not the server's.
     */
    @Test
    void refusesACursorThatIsNotOfThisList() {
        var forged = Cursor.after("soon", "nobody").toString();

        for (var list : List.of("challenges", "projects", "outcomes")) {
            var answer = visitor().get("/api/v1/" + list + "?cursor=" + forged);
            assertThat(answer.statusCode()).as(list).isEqualTo(400);
            assertThat(read(answer).path("type").asString())
                    .isEqualTo("urn:yanzhen:problem:unfit-value");
            assertThat(visitor().get("/" + list + "?cursor=" + forged).statusCode())
                    .as(list)
                    .isEqualTo(400);
        }
    }

    private String published() {
        var city = city();
        var draft = city.json("POST", CHALLENGES, key(), body("密封", complete()));
        var id = read(draft).path("id").asString();
        city.json("POST", CHALLENGES + "/" + id + "/publication", key(), "");
        return id;
    }

    private String body(String title, String more) {
        return """
        {"title": "接口 %s %s", "category": "CORE_COMPONENT", "owner": "%s"%s}
        """
                .formatted(title, UUID.randomUUID(), organisation("11310120DEM000327K"), more);
    }

    private String complete() {
        var deadline = LocalDateTime.now(clock).plusHours(2).truncatedTo(ChronoUnit.SECONDS);
        return """
        , "description": "替代进口", "reward": "5,000,000.00", "payer": "需求单位", "ipRule": "归揭榜单位",
        "useCommitment": "采购 20 套", "bidDeadline": "%s", "deliverBy": "%s",
        "targets": [{"metric": "良率", "atLeast": true, "value": "92", "unit": "%%", "testMethod": "抽检"}]
        """
                .formatted(deadline, deadline.toLocalDate().plusYears(1));
    }

    private String bid(String price) {
        return """
        {"organisation": "%s", "approach": "自研工艺", "price": "%s", "promises": ["95"]}
        """
                .formatted(organisation("91310104DEM000002K"), price);
    }

    private UUID organisation(String code) {
        return Viewers.doAs(Viewer.SYSTEM, () -> organisations.findByCode(new CreditCode(code)))
                .map(Organisation::id)
                .orElseThrow();
    }

    private JsonNode read(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private Caller city() {
        return Caller.at(port).basic("city", Accounts.DEMONSTRATION_PASSWORD);
    }

    private Caller firm() {
        return Caller.at(port).basic("firm2", Accounts.DEMONSTRATION_PASSWORD);
    }

    private Caller visitor() {
        return Caller.at(port);
    }
}
