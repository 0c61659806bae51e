package yanzhen.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Account;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.http.Caller;

/** The audit trail as pages and programs read it. */
@IntegrationTest
class AuditPageTests {

    record Named(String name, int price) {}

    @Autowired ApplicationContext application;
    @Autowired AuditTrail audit;
    @Autowired TransactionTemplate transaction;
    @LocalServerPort int port;

    private final String subject = UUID.randomUUID().toString();
    private TestAccounts accounts;

    @BeforeEach
    void prepare() {
        accounts = TestAccounts.of(application);
    }

    @Test
    void givesTheHistoryOfOneThingWithTheLatestFirstPageByPage() {
        var actor = accounts.open(Role.CITY_OFFICER);
        for (int at = 1; at <= 5; at++) {
            renamed(actor, at);
        }
        var auditor = program(Role.AUDITOR);
        var path = "/api/v1/audit?subjectType=test&subject=" + subject + "&limit=2";

        var first = json(auditor.get(path).body());
        var second = json(auditor.get(path + "&cursor=" + first.path("next").asString()).body());
        var third = json(auditor.get(path + "&cursor=" + second.path("next").asString()).body());

        assertThat(prices(first)).isEqualTo("5 4");
        assertThat(prices(second)).isEqualTo("3 2");
        assertThat(prices(third)).isEqualTo("1");
        assertThat(third.has("next")).isFalse();
    }

    @Test
    void showsWhatChangedFieldByField() {
        renamed(accounts.open(Role.CITY_OFFICER), 3);
        var auditor = person(Role.AUDITOR);
        var list = auditor.get("/audit?subjectType=test&subject=" + subject).body();
        var record = list.replaceAll("(?s).*href=\"(/audit/[0-9]+)\".*", "$1");

        var page = auditor.get(record).body();

        assertThat(page).contains("名称 2", "名称 3", "因为改名");
        assertThat(page).doesNotContain("??");
    }

    @Test
    void showsToEverybodyElseOnlyTheirOwn() {
        var actor = accounts.open(Role.EXPERT);
        renamed(actor, 1);
        var path = "/api/v1/audit?subjectType=test&subject=" + subject;

        assertThat(json(basic(actor).get(path).body()).path("items").size()).isEqualTo(1);
        for (var role :
                new Role[] {
                    Role.AUDITOR, Role.AUDIT_ADMIN, Role.CITY_OFFICER, Role.CHAIN_TASK_FORCE
                }) {
            assertThat(json(program(role).get(path).body()).path("items").size())
                    .as(role.name())
                    .isEqualTo(1);
        }
        for (var role :
                new Role[] {Role.EXPERT, Role.ENTERPRISE, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}) {
            assertThat(json(program(role).get(path).body()).path("items").size())
                    .as(role.name())
                    .isZero();
        }
    }

    @Test
    void findsByPersonActionAndDay() {
        var actor = accounts.open(Role.CITY_OFFICER);
        renamed(actor, 1);
        var auditor = program(Role.AUDITOR);

        assertThat(found(auditor, "account=" + actor.id())).isEqualTo(1);
        assertThat(found(auditor, "subject=" + subject + "&action=test.rename")).isEqualTo(1);
        assertThat(found(auditor, "subject=" + subject + "&action=test.other")).isZero();
        assertThat(found(auditor, "subject=" + subject + "&person=CITY_OFFICER")).isEqualTo(1);
        assertThat(found(auditor, "subject=" + subject + "&until=2001-01-01")).isZero();
        assertThat(found(auditor, "subject=" + subject + "&from=2001-01-01")).isEqualTo(1);
        assertThat(found(auditor, "subject=" + subject + "&organisation=" + UUID.randomUUID()))
                .isZero();
    }

    @Test
    void saysAllThatIsWrongWithAQuestion() {
        var answer = program(Role.AUDITOR).get("/api/v1/audit?from=2021-02-30&account=x");
        var page = person(Role.AUDITOR).get("/audit?from=2021-02-30&account=x");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer.body()).path("problems").size()).isEqualTo(2);
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("2021-02-30");
    }

    @Test
    void exportsWhatIsShown() {
        renamed(accounts.open(Role.CITY_OFFICER), 1);
        var auditor = person(Role.AUDITOR);

        var csv = auditor.get("/audit/export/csv?subjectType=test&subject=" + subject);
        var xlsx = auditor.get("/audit/export/xlsx?subjectType=test&subject=" + subject);

        assertThat(csv.body().lines().count()).isEqualTo(2);
        assertThat(csv.body()).contains("因为改名", subject);
        assertThat(xlsx.headers().firstValue("Content-Type"))
                .hasValueSatisfying(it -> assertThat(it).contains("spreadsheetml"));
    }

    /** The security administrator's road without pages, and the link that is given once. */
    @Test
    void recordsWhatAProgramDoesWithAccounts() {
        var administrator = program(Role.SECURITY_ADMIN);
        var login = "t-" + UUID.randomUUID();
        var key = UUID.randomUUID().toString();
        var body = json(Map.of("login", login, "name", "新人", "role", "ENTERPRISE"));

        var opened = administrator.json("POST", "/api/v1/accounts", key, body);
        var again = administrator.json("POST", "/api/v1/accounts", key, body);
        var taken =
                administrator.json("POST", "/api/v1/accounts", UUID.randomUUID().toString(), body);
        var id = json(opened.body()).path("account").asString();
        var disabled =
                administrator.json(
                        "POST",
                        "/api/v1/accounts/" + id + "/disable",
                        UUID.randomUUID().toString(),
                        json(Map.of("reason", "误开")));

        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(json(opened.body()).path("link").asString()).contains("/new-password/");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(json(again.body()).has("link")).isFalse();
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body()).contains("login-taken");
        assertThat(json(disabled.body()).path("state").asString()).isEqualTo("DISABLED");
        assertThat(found(administrator, "subjectType=account&subject=" + id)).isEqualTo(2);
        assertThat(administrator.get("/api/v1/accounts?q=" + login).body()).contains("误开");
    }

    private void renamed(Account actor, int price) {
        Viewers.doAs(
                actor.asViewer(),
                () ->
                        transaction.executeWithoutResult(_ ->
                                audit.record(
                                        Change.of(
                                                        "test.rename",
                                                        "test",
                                                        subject,
                                                        new Named("名称 " + (price - 1), price - 1),
                                                        new Named("名称 " + price, price))
                                                .because("因为改名"))));
    }

    private static long found(Caller caller, String query) {
        return json(caller.get("/api/v1/audit?" + query).body()).path("items").size();
    }

    private static String prices(JsonNode slice) {
        var prices = new StringBuilder();
        slice.path("items")
                .forEach(it -> prices.append(' ').append(it.path("after").path("price").asInt()));
        return prices.toString().strip();
    }

    private Caller person(Role role) {
        var caller = Caller.at(port);
        caller.logIn(accounts.open(role).login(), TestAccounts.PASSWORD);
        return caller;
    }

    private Caller program(Role role) {
        return basic(accounts.open(role));
    }

    private Caller basic(Account account) {
        return Caller.at(port).basic(account.login(), TestAccounts.PASSWORD);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static String json(Map<String, String> fields) {
        return JsonMapper.shared().writeValueAsString(fields);
    }
}
