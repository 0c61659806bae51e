package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.http.Caller;

/** What the API refuses is said in the language that was asked for, whole, and plainly. */
@IntegrationTest
class ApiLanguageTests {

    private static final String ORGANISATIONS = "/api/v1/organisations";

    @Autowired ApplicationContext application;
    @LocalServerPort int port;

    private String officer = "";
    private String admin = "";

    /** One way to be refused; {@code says} is in the detail or in a problem, in both languages. */
    record Refusal(
            String name,
            int status,
            String path,
            String says,
            Function<Caller, HttpResponse<String>> call) {

        static Refusal of(String name, int status, String path, String says) {
            return new Refusal(name, status, path, says, it -> it.get(path));
        }

        static Refusal posted(
                String name, int status, String path, String says, String key, String body) {
            return new Refusal(name, status, path, says, it -> it.json("POST", path, key, body));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Refusal> refusals() {
        var key = UUID.randomUUID().toString();
        return Stream.of(
                Refusal.of("no endpoint", 404, "/api/v1/nothing", "/api/v1/nothing"),
                Refusal.of("no such thing", 404, ORGANISATIONS + "/" + key, key),
                Refusal.of("a day", 400, ORGANISATIONS + "?day=2021-02-30", "2021-02-30"),
                Refusal.of("a number", 400, "/api/v1/indicators/five", "five"),
                Refusal.of("an identity", 400, ORGANISATIONS + "/mine", "mine"),
                Refusal.of("a limit", 400, ORGANISATIONS + "?limit=501", "501"),
                Refusal.of("a cursor", 400, ORGANISATIONS + "?cursor=nonsense", "nonsense"),
                Refusal.of("a text", 400, "/api/v1/threads?q=%00", "U+0000"),
                Refusal.of("a role", 403, "/api/v1/accounts", ""),
                Refusal.posted(
                        "a short key",
                        400,
                        "/api/v1/challenges/%s/publication".formatted(key),
                        "short",
                        "short",
                        ""),
                Refusal.posted("broken JSON", 400, ORGANISATIONS, "3", key, "{\n\n  \"name\": }"),
                Refusal.posted("a wrong shape", 400, ORGANISATIONS, "name", key, "{\"name\": []}"),
                Refusal.posted("no content", 422, ORGANISATIONS, "name", key, "{}"),
                new Refusal(
                        "no key",
                        400,
                        ORGANISATIONS,
                        "Idempotency-Key",
                        it -> it.send("POST", ORGANISATIONS, Map.of())),
                new Refusal(
                        "another method",
                        405,
                        ORGANISATIONS,
                        "DELETE",
                        it -> it.json("DELETE", ORGANISATIONS, key, "")),
                Refusal.posted("a media type", 415, "/api/v1/imports", "", key, "{}"));
    }

    @BeforeEach
    void prepare() {
        var accounts = TestAccounts.of(application);
        officer = accounts.open(Role.CITY_OFFICER).login();
        admin = accounts.open(Role.SECURITY_ADMIN).login();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void isChineseThroughoutUnlessEnglishIsAskedFor(Refusal refusal) {
        for (var languages : new String[] {"", "fr", "zh-CN,zh;q=0.9,en;q=0.8", "?!"}) {
            var answer = refusal.call.apply(officer(languages));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(refusal.status);
            var problem = read(answer);
            sentences(problem)
                    .forEach(it -> assertThat(it).as(languages).matches(".*\\p{IsHan}.*"));
            holds(problem, refusal);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void isEnglishThroughoutWhereItIsAskedFor(Refusal refusal) {
        for (var languages :
                new String[] {"en", "en-GB,en;q=0.9", "zh;q=0.3, en;q=0.8", "fr, en"}) {
            var answer = refusal.call.apply(officer(languages));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(refusal.status);
            var problem = read(answer);
            sentences(problem).forEach(it -> assertThat(it).doesNotContainPattern("\\p{IsHan}"));
            holds(problem, refusal);
        }
    }

    private static void holds(JsonNode problem, Refusal refusal) {
        assertThat(problem.path("instance").asString())
                .isEqualTo(refusal.path.replaceFirst("\\?.*", ""));
        assertThat(problem.toString())
                .contains(refusal.says)
                .doesNotContain("Failed to", "Exception", "java.", "Required request", "/error");
    }

    /** What a program shows to people. */
    private static Stream<String> sentences(JsonNode problem) {
        var own = Stream.of(problem.path("title"), problem.path("detail"));
        var listed =
                problem.path("problems")
                        .valueStream()
                        .flatMap(it -> Stream.of(it.path("sentence"), it.path("remedy")));
        return Stream.concat(own, listed).map(JsonNode::asString);
    }

    @ParameterizedTest
    @CsvSource({"zh,没有停用", "en,is not disabled"})
    void tellsWhyAStateDoesNotAllowIt(String language, String says) {
        var path =
                "/api/v1/accounts/%s/enable"
                        .formatted(TestAccounts.of(application).open(Role.AUDITOR).id());

        var answer =
                Caller.at(port)
                        .basic(admin, TestAccounts.PASSWORD)
                        .speaking(language)
                        .json("POST", path, UUID.randomUUID().toString(), "{\"reason\":\"试试\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(read(answer).path("detail").asString()).contains(says);
        assertThat(read(answer).path("instance").asString()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"zh,请用 HTTP Basic,秒后再试", "en,by HTTP Basic,seconds"})
    void tellsAStrangerWhatToSendAndHowLongToWait(String language, String says, String waits) {
        var stranger = Caller.from("127.3.0." + (language.equals("zh") ? 1 : 2), port);
        stranger.speaking(language);
        var nameless = stranger.get("/api/v1/me");
        stranger.basic(officer, "wrong");
        for (int at = 0; at < 5; at++) {
            assertThat(stranger.get("/api/v1/me").statusCode()).isEqualTo(401);
        }

        var braked = stranger.get("/api/v1/me");

        assertThat(read(nameless).path("detail").asString()).contains(says);
        assertThat(read(nameless).path("instance").asString()).isEqualTo("/api/v1/me");
        assertThat(braked.statusCode()).isEqualTo(429);
        assertThat(read(braked).path("detail").asString()).contains(waits).doesNotContain("BRAKED");
    }

    /** A program keeps no cookies: that of a browser says nothing about it. */
    @Test
    void doesNotLookAtTheCookieOfThePages() {
        var answer =
                Caller.at(port)
                        .withCookie("lang", "en")
                        .speaking("zh")
                        .get(ORGANISATIONS + "?limit=0");

        assertThat(read(answer).path("detail").asString()).contains("每页");
    }

    private Caller officer(String languages) {
        var caller = Caller.at(port).basic(officer, TestAccounts.PASSWORD);
        return languages.isEmpty() ? caller : caller.speaking(languages);
    }

    private static JsonNode read(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .contains("application/problem+json");
        return JsonMapper.shared().readTree(answer.body());
    }
}
