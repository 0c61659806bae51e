package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.Period;

/** Adjustments as programs meet them, over HTTP. */
@IntegrationTest
@Timeout(180)
class AdjustmentsHttpTests {

    private static final String XUHUI = "310104";

    @LocalServerPort int port;
    @Autowired ApplicationContext application;
    @Autowired Accounts accounts;
    @Autowired ObjectMapper json;
    @Autowired Clock clock;
    private Applicants by;

    @BeforeEach
    void load() {
        by = Applicants.of(application);
    }

    private Caller caller(String login) {
        return Caller.at(port).basic(login, Accounts.DEMONSTRATION_PASSWORD);
    }

    private JsonNode post(Caller caller, String path, int status, Object body) {
        return post(caller, path, UUID.randomUUID().toString(), status, body);
    }

    private JsonNode post(Caller caller, String path, String key, int status, Object body) {
        var answer = caller.json("POST", path, key, json.writeValueAsString(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readTree(answer.body());
    }

    /** A firm with a recognition, and the login of somebody who acts for it. */
    private String firm(Viewer firm) {
        var login = "adjusts-" + UUID.randomUUID().toString().substring(0, 8);
        by.run(
                Viewer.SYSTEM,
                () -> {
                    var account =
                            accounts.open(
                                    new Accounts.NewAccount(
                                            login, "企", Role.ENTERPRISE, null, true),
                                    Accounts.DEMONSTRATION_PASSWORD);
                    accounts.mandate(account.id(), firm.onlyOrganisation());
                    by.register.grant(
                            firm.onlyOrganisation(),
                            "etc-city",
                            Period.since(LocalDate.now(clock).minusYears(1)),
                            "演示〔2025〕1号");
                });
        return login;
    }

    @Test
    void areFiledFollowedAndDecided() {
        var firm = by.firm(XUHUI);
        var own = caller(firm(firm));
        var path = "/api/v1/organisations/%s/adjustments".formatted(firm.onlyOrganisation());
        var paper = Base64.getEncoder().encodeToString("通知书".getBytes(StandardCharsets.UTF_8));
        var filing =
                Map.of(
                        "kind",
                        "NAME",
                        "effective",
                        LocalDate.now(clock).toString(),
                        "name",
                        "上海接口更名有限公司",
                        "statement",
                        "公司更名",
                        "papers",
                        List.of(
                                Map.of(
                                        "paper",
                                        "change-notice",
                                        "name",
                                        "通知书.txt",
                                        "content",
                                        paper)));

        var faults = post(own, path, 422, Map.of("kind", "SUCCESSION", "effective", "昨天"));
        assertThat(faults.toString()).contains("effective", "statement", "touched");
        var key = UUID.randomUUID().toString();
        var filed = post(own, path, key, 201, filing);
        assertThat(post(own, path, key, 201, filing)).isEqualTo(filed);
        var one = "/api/v1/adjustments/" + filed.path("adjustment").asString();

        var seen = json.readTree(own.get(one).body());
        assertThat(seen.path("state").asString()).isEqualTo("UNDER_WAY");
        assertThat(seen.path("wish").path("touched")).hasSize(1);
        assertThat(caller("pudong").get(one).statusCode()).isEqualTo(404);
        assertThat(Caller.at(port).get(one).statusCode()).isEqualTo(401);
        assertThat(own.get("/api/v1/adjustments").body())
                .contains(filed.path("adjustment").asString());

        decide(caller("xuhui"), one, seen, 200, Map.of());
        var next = json.readTree(own.get(one).body());
        decide(caller("xuhui"), one, next, 403, Map.of("document", "演示〔2026〕调20号"));
        decide(caller("city"), one, next, 422, Map.of());
        decide(caller("city"), one, next, 200, Map.of("document", "演示〔2026〕调20号"));
        assertThat(json.readTree(own.get(one).body()).path("state").asString()).isEqualTo("DONE");
    }

    private void decide(
            Caller caller, String one, JsonNode seen, int status, Map<String, String> more) {
        var body = new java.util.HashMap<String, String>(more);
        body.put("step", Objects.requireNonNull(seen.path("way").get(0)).path("id").asString());
        body.put("verdict", "PASSED");
        body.put("reason", "同意");
        post(caller, one + "/decision", status, body);
    }
}
