package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Matrix.Verdict;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.http.Caller;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** The published description of the API, walked whole and held against the matrix and the wire. */
@IntegrationTest
class ApiDescriptionTests {

    @Autowired ApplicationContext application;
    @Autowired Matrix matrix;
    @LocalServerPort int port;

    /** Some endpoints answer only where a plan is loaded. */
    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> application.getBean(PackLoader.class).load(pack));
    }

    @Test
    void knowsEveryEndpointOfTheMatrixAndNoOther() {
        assertThat(operations().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        matrix.rows().stream()
                                .map(Matrix.Row::endpoint)
                                .filter(it -> it.contains(" /api/v1/") && !it.contains("openapi"))
                                .toList());
    }

    @Test
    void asksForAnAccountWhereTheMatrixDoes() {
        var wrong = new ArrayList<String>();
        for (var row : matrix.rows()) {
            var operation = operations().get(row.endpoint());
            if (operation == null) {
                continue;
            }
            var security = operation.path("security");
            boolean open = row.of(Role.PUBLIC) == Verdict.ALLOWED;
            boolean optional = security.path(0).isEmpty();
            boolean basic = security.path(security.size() - 1).has("basic");
            if (open != optional || !basic || open == answers(operation).containsKey("403")) {
                wrong.add(row.endpoint() + " " + security);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(document().at("/components/securitySchemes/basic/scheme").asString())
                .isEqualTo("basic");
    }

    @Test
    void namesTheMediaTypeOfEveryAnswer() {
        assertThat(document().toString()).doesNotContain("*/*");
        operations()
                .forEach((endpoint, operation) ->
                        answers(operation)
                                .forEach((status, answer) -> {
                                    var expected =
                                            isRefusal(status)
                                                    ? List.of("application/problem+json")
                                                    : status.startsWith("2")
                                                            ? List.of("application/json")
                                                            : List.<String>of();
                                    assertThat(answer.path("content").propertyNames())
                                            .as(endpoint + " " + status)
                                            .containsExactlyElementsOf(expected);
                                }));
    }

    @Test
    void tellsProblemsFromOtherAnswersByTheirSchema() {
        operations()
                .forEach((endpoint, operation) ->
                        answers(operation)
                                .forEach((status, answer) -> {
                                    var schema =
                                            answer.path("content").path("application/problem+json");
                                    if (isRefusal(status)) {
                                        assertThat(schema.at("/schema/$ref").asString())
                                                .as(endpoint + " " + status)
                                                .isEqualTo("#/components/schemas/Problem");
                                    }
                                }));
        assertThat(document().at("/components/schemas/Problem/properties").propertyNames())
                .contains("type", "title", "status", "detail", "instance", "problems");
    }

    private static boolean isRefusal(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    @Test
    void saysThatAnythingCanBreak() {
        assertThat(operations().values()).allMatch(it -> answers(it).containsKey("500"));
    }

    @Test
    void saysThatWhatIsPostedIsCreatedAndTakesAKey() {
        operations()
                .forEach((endpoint, operation) -> {
                    boolean command = !endpoint.startsWith("GET ");
                    assertThat(answers(operation).keySet())
                            .as(endpoint)
                            .contains(endpoint.startsWith("POST ") ? "201" : "200");
                    assertThat(keyed(operation)).as(endpoint).isEqualTo(command);
                    assertThat(answers(operation).containsKey("409")).isEqualTo(command);
                });
    }

    /** Four people at every endpoint, with what exists nowhere: whatever comes was foretold. */
    @Test
    void foretellsWhatTheWireAnswers() {
        var accounts = TestAccounts.of(application);
        var people = new ArrayList<>(List.of(Caller.at(port)));
        for (var role : List.of(Role.CITY_OFFICER, Role.ENTERPRISE, Role.SECURITY_ADMIN)) {
            people.add(Caller.at(port).basic(accounts.open(role).login(), TestAccounts.PASSWORD));
        }
        var wrong = new ArrayList<String>();
        var seen = new TreeMap<Integer, Integer>();

        operations()
                .forEach((endpoint, operation) -> {
                    for (var person : people) {
                        var answer = call(endpoint, person);
                        seen.merge(answer.statusCode(), 1, Integer::sum);
                        var foretold = answers(operation).get(String.valueOf(answer.statusCode()));
                        if (foretold == null || !foretold.path("content").has(type(answer))) {
                            wrong.add(
                                    "%s %d %s %s"
                                            .formatted(
                                                    endpoint,
                                                    answer.statusCode(),
                                                    type(answer),
                                                    answer.body()));
                        }
                    }
                });

        assertThat(wrong).isEmpty();
        assertThat(seen.keySet()).contains(200, 400, 401, 403, 404, 415, 422);
    }

    @Test
    void saysTheStatusOfAnAccountThatIsOpened() {
        var admin =
                Caller.at(port)
                        .basic(
                                TestAccounts.of(application).open(Role.SECURITY_ADMIN).login(),
                                TestAccounts.PASSWORD);
        var body =
                "{\"login\": \"described-%s\", \"name\": \"接口\", \"role\": \"AUDITOR\"}"
                        .formatted(UUID.randomUUID().toString().substring(0, 8));

        var answer = admin.json("POST", "/api/v1/accounts", UUID.randomUUID().toString(), body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).isPresent();
        var created = document().at("/paths/~1api~1v1~1accounts/post/responses/201");
        assertThat(created.path("headers").has("Location")).isTrue();
        assertThat(created.path("content").has(type(answer))).isTrue();
    }

    private HttpResponse<String> call(String endpoint, Caller person) {
        var parts = endpoint.split(" ", 2);
        var path =
                parts[1].replace("{number}", "9999")
                        .replaceAll("\\{[a-zA-Z]+}", UUID.randomUUID().toString());
        return parts[0].equals("GET")
                ? person.get(path)
                : person.json(parts[0], path, UUID.randomUUID().toString(), "{}");
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    }

    private static boolean keyed(JsonNode operation) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .anyMatch(it ->
                        it.path("name").asString("").equals("Idempotency-Key")
                                && it.path("in").asString("").equals("header")
                                && it.path("required").asBoolean());
    }

    private static Map<String, JsonNode> answers(JsonNode operation) {
        return operation.path("responses").properties().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new));
    }

    /** By method and path. */
    private Map<String, JsonNode> operations() {
        var all = new TreeMap<String, JsonNode>();
        for (var path : document().path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                all.put(
                        operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                        operation.getValue());
            }
        }
        return all;
    }

    private JsonNode document() {
        return JsonMapper.shared().readTree(Caller.at(port).get("/api/v1/openapi.json").body());
    }
}
