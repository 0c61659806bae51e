package yanzhen.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class PlanApiTests {

    @Autowired PackLoader loader;
    @Autowired ObjectMapper json;

    @Value("${local.server.port}")
    int port;

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
    }

    @Test
    void givesTheSixteenIndicatorsWithQualifierAndPublicFigures()
            throws IOException, InterruptedException {
        var items = read("/api/v1/indicators?day=2025-12-31").path("items");

        assertThat(items).hasSize(16);
        var first = items.get(0);
        assertThat(first.path("targets").get(0).path("kind").asString()).isEqualTo("about");
        assertThat(first.path("targets").get(1).path("kind").asString()).isEqualTo("more-than");
        assertThat(first.path("latest").path("value").decimalValue())
                .isEqualByComparingTo(new BigDecimal("1015"));
        assertThat(first.path("latest").path("how").asString()).isEqualTo("raw-sum");
        // Nothing is public about platforms: that is no value, not zero.
        assertThat(items.get(3).has("latest")).isFalse();
        assertThat(items.get(3).path("progress").path("state").asString()).isEqualTo("no-data");
    }

    @Test
    void givesWhatAnIndicatorCountsPageByPage() throws IOException, InterruptedException {
        long rows = 0;
        long adding = 0;
        var cursor = "";
        do {
            var page = read("/api/v1/indicators/1/counted?limit=20&cursor=" + cursor);
            for (var item : page.path("items")) {
                rows++;
                adding += item.path("adds").asBoolean() ? 1 : 0;
            }
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());

        var own = read("/api/v1/indicators/1").path("own");
        assertThat(adding).isEqualTo(own.path("value").asLong());
        assertThat(rows).isGreaterThan(adding);
    }

    @Test
    void answersFaultsAsProblemDetails() throws IOException, InterruptedException {
        for (var path :
                new String[] {
                    "/api/v1/indicators/99",
                    "/api/v1/threads/outcome/00000000-0000-0000-0000-000000000000",
                    "/api/v1/threads/nowhere/00000000-0000-0000-0000-000000000000"
                }) {
            var answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("application/problem+json");
        }
        for (var path :
                new String[] {
                    "/api/v1/indicators?day=2021-02-30",
                    "/api/v1/indicators/five",
                    "/api/v1/indicators/1/counted?limit=0",
                    "/api/v1/indicators/1/counted?cursor=nonsense",
                    "/api/v1/threads?cursor=nonsense"
                }) {
            var answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(path)
                    .startsWith("application/problem+json");
        }
    }

    /** No keyboard makes U+0000 and PostgreSQL holds none: the sender hears it, page and API. */
    @Test
    void takesATextThatCannotBeStoredForAFaultOfTheSender()
            throws IOException, InterruptedException {
        for (var path : new String[] {"/threads?q=%00", "/api/v1/threads?q=%00"}) {
            var answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).as(path).contains("U+0000").doesNotContain("Exception");
        }
    }

    @Test
    void describesItselfAsOpenApi() throws IOException, InterruptedException {
        var api = read("/api/v1/openapi.json");

        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(api.path("paths").has("/api/v1/indicators/{number}/counted")).isTrue();
        assertThat(api.path("paths").has("/api/v1/threads/{stage}/{id}")).isTrue();
    }

    private JsonNode read(String path) throws IOException, InterruptedException {
        var answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                    BodyHandlers.ofString());
        }
    }
}
