package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
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

/** Identifiers, branches, groups and areas as programs and browsers meet them, over HTTP. */
@IntegrationTest
@Timeout(180)
class IdentityHttpTests {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String ORGANISATIONS = "/api/v1/organisations";

    @LocalServerPort int port;
    @Autowired ApplicationContext application;
    @Autowired ObjectMapper json;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void load() {
        FirmOfItsOwn.in(application);
    }

    @Test
    void registersAForeignBodyAndGivesItsCodeLater() throws Exception {
        var number = "TEST HTTP " + NUMBERS.incrementAndGet();
        var created = post(ORGANISATIONS, foreign(number));
        var id = body(created).path("id").asString();
        var code = ImportsTests.code();

        var path = ORGANISATIONS + "/" + id;
        var assigned = post(path + "/credit-code", Map.of("code", code, "reason", "领取执照"));
        var again = post(path + "/credit-code", Map.of("code", code, "reason", "领取执照"));
        var identifiers = body(get(path + "/identifiers"));

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(body(created).has("code")).isFalse();
        assertThat(body(created).path("identifier").path("value").asString()).isEqualTo(number);
        assertThat(assigned.statusCode()).isEqualTo(201);
        assertThat(body(assigned).path("code").asString()).isEqualTo(code);
        assertThat(body(assigned).path("id").asString()).isEqualTo(id);
        assertThat(body(assigned).has("identifier")).isFalse();
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(body(again).path("type").asString())
                .isEqualTo("urn:yanzhen:problem:code-assigned");
        assertThat(identifiers.get(0).path("leads").asBoolean()).isFalse();
    }

    @Test
    void refusesABodyWithNeitherACodeNorAnIdentifier() throws Exception {
        var answer =
                post(
                        ORGANISATIONS,
                        Map.of("name", "甲乙", "kind", "ENTERPRISE", "district", "310115"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(body(answer).path("problems").get(0).path("code").asString())
                .isEqualTo("code-or-identifier");
    }

    @Test
    void refusesACircleAndSaysWhomItGoesThrough() throws Exception {
        var head = registered("甲公司");
        var held = registered("乙公司");
        var link = post(ORGANISATIONS + "/" + held + "/links", link(head, "51"));
        var circle = post(ORGANISATIONS + "/" + head + "/links", link(held, "1"));
        var above = body(get(ORGANISATIONS + "/" + held + "/links/above"));
        var below = body(get(ORGANISATIONS + "/" + head + "/links/below"));

        assertThat(link.statusCode()).isEqualTo(201);
        assertThat(circle.statusCode()).isEqualTo(409);
        assertThat(body(circle).path("type").asString())
                .isEqualTo("urn:yanzhen:problem:control-circle");
        assertThat(body(circle).path("detail").asString()).contains("甲公司 → 乙公司 → 甲公司");
        assertThat(above.get(0).path("parent").asString()).isEqualTo(head);
        assertThat(below.path("items").get(0).path("child").asString()).isEqualTo(held);
    }

    @Test
    void namesEveryProblemOfALinkAtOnce() throws Exception {
        var id = registered("甲公司");

        var answer =
                post(
                        ORGANISATIONS + "/" + id + "/links",
                        Map.of(
                                "parent", id,
                                "kind", "BRANCH",
                                "share", "101",
                                "from", "2024-02-30",
                                "asOf", "2999-01-01"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(
                        body(answer)
                                .path("problems")
                                .valueStream()
                                .map(it -> it.path("field").asString()))
                .containsExactly("parent", "share", "from", "document", "asOf");
    }

    @Test
    void showsThePagesToAnybodyAndTheFormsToNone() throws Exception {
        var id = registered("甲公司");

        for (var page : new String[] {"", "/identity", "/group"}) {
            var shown = plain("/organisations/" + id + page);
            assertThat(shown.statusCode()).as(page).isEqualTo(200);
            assertThat(shown.body()).doesNotContain("method=\"post\" action=\"/organisations");
        }
        assertThat(plain("/organisations/" + id + "/group/export/csv").statusCode()).isEqualTo(200);
        assertThat(plain("/organisations?park=310115-DEMO").body()).contains("上海弘砺系统集成有限公司");
        assertThat(plain("/organisations?emerging=biology&q=系统集成").body()).contains("没有符合条件的机构");
    }

    private static Map<String, String> foreign(String number) {
        return Map.of(
                "identifierKind", "FOREIGN-REGISTER",
                "jurisdiction", "DE",
                "identifier", number,
                "name", "境外甲乙",
                "kind", "ENTERPRISE",
                "district", "310000");
    }

    private String registered(String name) throws Exception {
        var facts =
                Map.of(
                        "code",
                        ImportsTests.code(),
                        "name",
                        name,
                        "kind",
                        "ENTERPRISE",
                        "district",
                        "310115");
        return body(post(ORGANISATIONS, facts)).path("id").asString();
    }

    private static Map<String, String> link(String parent, String share) {
        return Map.of(
                "parent", parent,
                "kind", "SUBSIDIARY",
                "share", share,
                "from", "2020-01-01",
                "document", "工商登记",
                "asOf", "2024-01-31");
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

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(asCity(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> plain(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(1)).build(),
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
