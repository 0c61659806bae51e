package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

/** Bodies that may be one, as programs and browsers meet them, over HTTP. */
@IntegrationTest
@Timeout(180)
class LikelySameHttpTests {

    private static final String ORGANISATIONS = "/api/v1/organisations";

    @LocalServerPort int port;
    @Autowired ApplicationContext application;
    @Autowired ObjectMapper json;
    @Autowired Duplicates duplicates;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void load() {
        FirmOfItsOwn.in(application);
    }

    private static Map<String, String> facts(String name) {
        return Map.of(
                "code",
                ImportsTests.code(),
                "name",
                name,
                "kind",
                "ENTERPRISE",
                "district",
                "310115",
                "address",
                "上海市浦东新区示例路31号");
    }

    @Test
    void saysBeforehandWhomABodyMayBeAndRegistersItAllTheSame() throws Exception {
        var first = body(post(ORGANISATIONS, facts("上海琢玉红外有限公司"))).path("id").asString();
        var again = facts("琢玉紅外（上海）有限公司");

        var asked = body(ask(again));
        var registered = post(ORGANISATIONS, again);
        var afterwards = body(ask(again));

        assertThat(asked.size()).isEqualTo(1);
        assertThat(asked.get(0).path("organisation").path("id").asString()).isEqualTo(first);
        assertThat(asked.get(0).path("organisation").path("address").asString())
                .isEqualTo("上海市浦东新区示例路31号");
        assertThat(asked.get(0).path("probability").asDouble()).isGreaterThan(0.9);
        assertThat(asked.get(0).path("reasons").valueStream().map(it -> it.path("says").asString()))
                .contains("地址相同", "字号和行业相同");
        assertThat(registered.statusCode()).isEqualTo(201);
        // Its code is held now: registering is refused as before, and there is nothing to ask.
        assertThat(afterwards.size()).isZero();
        assertThat(post(ORGANISATIONS, again).statusCode()).isEqualTo(409);
        assertThat(names("WAITING")).contains("琢玉紅外（上海）有限公司");
    }

    @Test
    void keepsThemAsDifferentWhenToldSo() throws Exception {
        post(ORGANISATIONS, facts("上海惊蛰射频有限公司"));

        var registered = post(ORGANISATIONS + "?likely=DIFFERENT", facts("惊蛰射频（上海）有限公司"));

        assertThat(registered.statusCode()).isEqualTo(201);
        assertThat(names("WAITING")).doesNotContain("惊蛰射频（上海）有限公司");
        assertThat(names("DIFFERENT")).contains("惊蛰射频（上海）有限公司");
    }

    @Test
    void namesTheProblemsOfWhatItIsAsked() throws Exception {
        var answer = ask(Map.of("name", "甲", "code", "1"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(post(ORGANISATIONS, withAddress("路")).statusCode()).isEqualTo(422);
    }

    private HttpResponse<String> ask(Map<String, String> facts) throws Exception {
        var asked =
                facts.entrySet().stream()
                        .filter(it -> !it.getKey().equals("kind"))
                        .map(it ->
                                it.getKey()
                                        + "="
                                        + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return client.send(
                asCity(ORGANISATIONS + "/likely-same?" + asked).build(), BodyHandlers.ofString());
    }

    /** Of all pairs in a state. */
    private List<String> names(String state) {
        var query = new Duplicates.Query(state, "310115", 0);
        return Viewers.doAs(Viewer.SYSTEM, () -> duplicates.search(query, null, 500))
                .items()
                .stream()
                .flatMap(it -> Stream.of(it.one(), it.other()))
                .map(it -> it.party().nameIn(Locale.CHINESE))
                .toList();
    }

    private static Map<String, String> withAddress(String address) {
        var facts = new java.util.HashMap<>(facts("上海小暑声呐有限公司"));
        facts.put("address", address);
        return facts;
    }

    private HttpResponse<String> post(String path, Map<String, String> body) throws Exception {
        return client.send(
                asCity(path)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder asCity(String path) {
        var login = "city:" + Accounts.DEMONSTRATION_PASSWORD;
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofMinutes(1))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    private URI uri(String path) {
        return URI.create("http://localhost:%d%s".formatted(port, path));
    }

    private JsonNode body(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }
}
