package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** The register as programs and browsers meet it, over HTTP. */
@IntegrationTest
@Timeout(180)
class RegisterHttpTests {

    private static final String BOUNDARY = "yanzhen-boundary";

    @LocalServerPort int port;
    @Autowired PackLoader loader;
    @Autowired ObjectMapper json;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
    }

    @Test
    void saysWhichConditionsTypedNumbersMeet() throws Exception {
        var plain = get("/recognitions/specialised-sme").body();
        var year = java.time.LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")).getYear() - 1;
        var typed =
                get("/recognitions/specialised-sme?rd-%d=100&revenue-%d=3,400&niche_years=1&sme_score-%d=abc"
                                .formatted(year, year, year))
                        .body();

        assertThat(plain).contains("优质中小企业梯度培育管理暂行办法").doesNotContain("数据不全");
        // Spend of 1 million is enough and 2.94 % of revenue is not; of four ways three are open.
        assertThat(typed)
                .contains("满足 1 条，不满足 2 条，数据不全 1 条。")
                .contains("现有 2.94%")
                .contains("“abc”不是数字");
        assertThat(get("/recognitions/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void registersCorrectsGrantsAndRevokes() throws Exception {
        var code = ImportsTests.code();
        var key = UUID.randomUUID().toString();
        var facts = Map.of("code", code, "name", "甲乙", "kind", "ENTERPRISE", "district", "310115");

        var first = post("/api/v1/organisations", key, facts);
        var again = post("/api/v1/organisations", key, facts);
        var id = body(first).path("id").asString();
        var grant =
                Map.of(
                        "scheme",
                        "high-tech-enterprise",
                        "from",
                        "2024-01-01",
                        "until",
                        "2027-01-01");
        var granted = post("/api/v1/organisations/" + id + "/recognitions", key(), grant);
        var overlapping = post("/api/v1/organisations/" + id + "/recognitions", key(), grant);
        var recognition = body(granted).path("recognition").asString();
        var revocation = "/api/v1/recognitions/" + recognition + "/revocation";
        var invented = Map.of("on", "2025-01-01", "reason", "不再符合条件", "ground", "看着不顺眼");
        var refused = post(revocation, key(), invented);
        var revoked =
                post(
                        revocation,
                        key(),
                        Map.of("on", "2025-01-01", "reason", "年报与审计不符", "ground", "提供虚假材料"));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(body(again).path("id").asString()).isEqualTo(id);
        assertThat(granted.statusCode()).isEqualTo(201);
        assertThat(overlapping.statusCode()).isEqualTo(409);
        assertThat(body(overlapping).path("type").asString())
                .isEqualTo("urn:yanzhen:problem:recognition-overlaps");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("unknown-ground");
        assertThat(revoked.statusCode()).isEqualTo(201);
        assertThat(get("/organisations/" + id).body()).contains("提供虚假材料：年报与审计不符");
        assertThat(holds(id, "2024-06-01")).isTrue();
        assertThat(holds(id, "2025-06-01")).isFalse();
    }

    private boolean holds(String organisation, String day) throws Exception {
        String cursor = "";
        while (true) {
            var page =
                    body(
                            get(
                                    "/api/v1/recognitions?scheme=high-tech-enterprise&limit=100&day="
                                            + day
                                            + "&cursor="
                                            + cursor));
            for (var item : page.path("items")) {
                if (item.path("organisation").asString().equals(organisation)) {
                    return true;
                }
            }
            if (!page.has("next")) {
                return false;
            }
            cursor = page.path("next").asString();
        }
    }

    @Test
    void supersedesFactsAndListsAllVersions() throws Exception {
        var facts =
                Map.of(
                        "code",
                        ImportsTests.code(),
                        "name",
                        "甲乙",
                        "kind",
                        "ENTERPRISE",
                        "district",
                        "310115");
        var id = body(post("/api/v1/organisations", key(), facts)).path("id").asString();
        var path = "/api/v1/organisations/" + id + "/facts";
        var corrected =
                Map.of("name", "甲乙丙", "kind", "ENTERPRISE", "district", "310115", "reason", "更名");

        var answer = send("PUT", path, key(), corrected);

        assertThat(answer.statusCode()).isEqualTo(200);
        var versions = body(get(path));
        assertThat(versions.size()).isEqualTo(2);
        assertThat(versions.get(0).path("name").asString()).isEqualTo("甲乙丙");
        assertThat(versions.get(1).has("supersededAt")).isTrue();
    }

    @Test
    void namesEveryProblemOfARequestAtOnce() throws Exception {
        var answer =
                post(
                        "/api/v1/organisations",
                        key(),
                        Map.of(
                                "code",
                                "1",
                                "name",
                                "甲",
                                "kind",
                                "FIRM",
                                "registered",
                                "2021-02-30"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(
                        body(answer)
                                .path("problems")
                                .valueStream()
                                .map(it -> it.path("field").asString()))
                .containsExactly("code", "name", "kind", "district", "registered");
    }

    @Test
    void triesAnImportAndStoresAllRowsOrNone() throws Exception {
        var code = ImportsTests.code();
        var good = "code,name,kind,district\n" + code + ",甲乙,ENTERPRISE,310115\n";
        var bad = good + ",丙丁,ENTERPRISE,310115\n";

        var tried = importing(good, key(), true);
        var refused = importing(bad, key(), false);
        var before = get("/api/v1/organisations?q=" + code);
        var stored = importing(good, key(), false);
        var after = get("/api/v1/organisations?q=" + code);

        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(body(tried).path("fresh").asInt()).isEqualTo(1);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(body(refused).path("problems").get(0).path("line").asInt()).isEqualTo(3);
        assertThat(body(before).path("items").size()).isZero();
        assertThat(stored.statusCode()).isEqualTo(201);
        assertThat(body(stored).path("stored").asInt()).isEqualTo(1);
        assertThat(body(after).path("items").size()).isEqualTo(1);
    }

    /** The law of export and import: what the register wrote, read again, changes nothing. */
    @ParameterizedTest
    @CsvSource({
        "organisations,ORGANISATIONS,csv,zh",
        "organisations,ORGANISATIONS,xlsx,en",
        "recognitions,RECOGNITIONS,csv,en",
        "recognitions,RECOGNITIONS,xlsx,zh"
    })
    void changeNothingWhenTheirExportIsImported(
            String list, String kind, String form, String language) throws Exception {
        post(
                "/api/v1/organisations",
                key(),
                Map.of(
                        "code",
                        ImportsTests.code(),
                        "name",
                        "'=甲,\"乙\"",
                        "nameEn",
                        "@home; +1",
                        "kind",
                        "ENTERPRISE",
                        "district",
                        "310115"));
        var request =
                HttpRequest.newBuilder(uri("/" + list + "/export/" + form + "?lang=" + language))
                        .build();
        var table = client.send(request, BodyHandlers.ofByteArray());
        assertThat(table.statusCode()).isEqualTo(200);

        var answer = body(importing(table.body(), kind, key(), true));

        assertThat(answer.path("problems").size()).as(answer.toString()).isZero();
        assertThat(answer.path("unchanged").asInt()).isGreaterThan(300);
        assertThat(answer.path("fresh").asInt() + answer.path("changed").asInt()).isZero();
    }

    /** Neither a trace nor a broken connection: the sender reads why. */
    @ParameterizedTest
    @CsvSource({
        "/organisations/imports,text/html,一次上传不超过 64 MB",
        "/api/v1/imports,application/problem+json,urn:yanzhen:problem:too-large"
    })
    void answers413ToAnUploadOf200Megabytes(String path, String type, String said)
            throws Exception {
        var megabyte = new byte[1 << 20];
        var request =
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .header("Accept", type)
                        .timeout(Duration.ofMinutes(2))
                        .POST(
                                BodyPublishers.fromPublisher(
                                        BodyPublishers.ofInputStream(() -> endless(megabyte)),
                                        200L << 20))
                        .build();

        var answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(answer.body()).doesNotContain("Exception").contains(said);
    }

    private static InputStream endless(byte[] megabyte) {
        var parts =
                Stream.generate(() -> (InputStream) new ByteArrayInputStream(megabyte))
                        .limit(200)
                        .toList();
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    @Test
    void saysHowManyProblemsATableHasAlthoughItListsTheFirstThousand() throws Exception {
        var csv = new StringBuilder("code,name,kind,district\n");
        for (int at = 0; at < 1_300; at++) {
            csv.append("9131,甲,ENTERPRISE,310115\n");
        }

        var answer = importing(csv.toString(), key(), false);

        var problem = body(answer);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(problem.path("problems").size()).isEqualTo(1_000);
        assertThat(problem.path("count").asInt()).isEqualTo(2_600);
        assertThat(problem.path("rows").asInt()).isEqualTo(1_300);
        assertThat(problem.path("detail").asString()).contains("2,600", "1,300 行");
    }

    private HttpResponse<String> importing(String csv, String key, boolean dryRun)
            throws Exception {
        return importing(csv.getBytes(StandardCharsets.UTF_8), "ORGANISATIONS", key, dryRun);
    }

    private HttpResponse<String> importing(byte[] table, String kind, String key, boolean dryRun)
            throws Exception {
        var bytes = new ByteArrayOutputStream();
        part(bytes, "kind", null, kind.getBytes(StandardCharsets.UTF_8));
        part(bytes, "source", null, "测试".getBytes(StandardCharsets.UTF_8));
        part(bytes, "dryRun", null, String.valueOf(dryRun).getBytes(StandardCharsets.UTF_8));
        part(bytes, "file", "table", table);
        bytes.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        var request =
                asCity("/api/v1/imports")
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.ofByteArray(bytes.toByteArray()))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static void part(
            ByteArrayOutputStream bytes,
            String name,
            @org.jspecify.annotations.Nullable String file,
            byte[] content)
            throws IOException {
        var head =
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n%s\r\n"
                        .formatted(
                                BOUNDARY,
                                name,
                                file == null ? "" : "; filename=\"" + file + "\"",
                                file == null
                                        ? "Content-Type: text/plain;charset=UTF-8\r\n"
                                        : "Content-Type: application/octet-stream\r\n");
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(content);
        bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private HttpResponse<String> post(String path, String key, Map<String, String> body)
            throws Exception {
        return send("POST", path, key, body);
    }

    private HttpResponse<String> send(
            String method, String path, String key, Map<String, String> body) throws Exception {
        var request =
                asCity(path)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json.writeValueAsString(body)))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(asCity(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder asCity(String path) {
        var login = "city:" + Accounts.DEMONSTRATION_PASSWORD;
        var basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Basic " + basic);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private JsonNode body(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }
}
