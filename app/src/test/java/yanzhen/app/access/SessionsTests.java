package yanzhen.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** What the security administrator changes ends real sessions with their next request. */
@IntegrationTest
class SessionsTests {

    @Autowired ApplicationContext application;
    @Autowired PackLoader loader;
    @Autowired Organisations organisations;
    @LocalServerPort int port;

    private TestAccounts accounts;
    private Caller administrator;
    private UUID firm = new UUID(0, 0);

    @BeforeEach
    void prepare() {
        accounts = TestAccounts.of(application);
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> {
                    loader.load(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true));
                    firm =
                            organisations
                                    .findByCode(new CreditCode("91310101DEM0000015"))
                                    .orElseThrow()
                                    .id();
                });
        administrator = Caller.at(port);
        administrator.logIn(accounts.open(Role.SECURITY_ADMIN).login(), TestAccounts.PASSWORD);
    }

    @Test
    void endWhenTheAccountIsDisabled() {
        var account = accounts.open(Role.AUDITOR);
        var person = loggedIn(account);

        command("/accounts/" + account.id() + "/disable", Map.of("reason", "离职"));

        assertEnded(person);
    }

    @Test
    void endWhenAMandateIsGrantedAndWhenItIsRevoked() {
        var account = accounts.open(Role.ENTERPRISE);
        var before = loggedIn(account);

        command("/accounts/" + account.id() + "/mandates", Map.of("words", "91310101DEM0000015"));
        assertEnded(before);

        var with = loggedIn(account);
        assertThat(with.get("/me").body()).contains(firm.toString());
        command(
                "/accounts/" + account.id() + "/mandates/" + firm + "/revoke",
                Map.of("reason", "授权到期"));
        assertEnded(with);
        assertThat(loggedIn(account).get("/me").body()).doesNotContain(firm.toString());
    }

    @Test
    void endEverywhereElseWhenTheirOwnerChangesThePassword() {
        var account = accounts.open(Role.AUDITOR);
        var here = loggedIn(account);
        var elsewhere = loggedIn(account);
        var before = here.cookie("yanzhen");

        var answer =
                here.post(
                        "/me/password",
                        Map.of(
                                "old", TestAccounts.PASSWORD,
                                "password", "another long walk, this time westward",
                                "again", "another long walk, this time westward"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertEnded(elsewhere);
        assertThat(here.get("/me").statusCode()).isEqualTo(200);
        assertThat(here.cookie("yanzhen")).isNotEqualTo(before);
        assertThat(loggedInWith(account, TestAccounts.PASSWORD)).isFalse();
        assertThat(loggedInWith(account, "another long walk, this time westward")).isTrue();
    }

    @Test
    void keepThePasswordWhenTheOldOneIsWrong() {
        var account = accounts.open(Role.AUDITOR);
        var person = loggedIn(account);

        var answer =
                person.post(
                        "/me/password",
                        Map.of(
                                "old", "not the old one",
                                "password", "another long walk, this time westward",
                                "again", "another long walk, this time westward"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("现在的密码不对");
        assertThat(loggedInWith(account, TestAccounts.PASSWORD)).isTrue();
    }

    @Test
    void beginWithAOneTimeLinkThatWorksOnce() {
        var login = "t-" + UUID.randomUUID();
        var opened =
                administrator.post(
                        "/accounts",
                        Map.of(
                                "key",
                                UUID.randomUUID().toString(),
                                "login",
                                login,
                                "name",
                                "新人",
                                "role",
                                "AUDITOR"));
        var path = opened.headers().firstValue("Location").orElseThrow();
        var page = administrator.get(path).body();
        var link = page.replaceAll("(?s).*value=\"[^\"]*(/new-password/[^\"]+)\".*", "$1");
        var holder = Caller.at(port);

        assertThat(administrator.get(path).body()).doesNotContain("/new-password/");
        assertThat(holder.get(link).body()).contains(login);
        assertThat(set(holder, link, "short").statusCode()).isEqualTo(422);
        assertThat(set(holder, link, "a first sentence of my own").statusCode()).isEqualTo(302);
        assertThat(set(holder, link, "and then another sentence").statusCode()).isEqualTo(410);
        assertThat(holder.get(link).statusCode()).isEqualTo(410);
        assertThat(
                        holder.logIn(login, "a first sentence of my own")
                                .headers()
                                .firstValue("Location"))
                .hasValueSatisfying(it -> assertThat(it).endsWith("/"));
    }

    /** 三权分立: of the three, no account can ever hold two, not even by SQL. */
    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"})
    void belongToOneOfTheThreeAdministratorsAtMost(Role role) {
        var account = accounts.open(role);

        for (var other : Set.of("SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN")) {
            if (!other.equals(role.name())) {
                assertThatThrownBy(() ->
                                accounts.update(
                                        "update access.account set role = ? where id = ?",
                                        other,
                                        account.id()))
                        .hasStackTraceContaining("An account keeps its login and its role");
            }
        }
        assertThatThrownBy(() ->
                        accounts.update(
                                "insert into access.mandate (account, organisation, granted_at) values (?, ?, now())",
                                account.id(),
                                firm))
                .hasStackTraceContaining("acts for no organisation");
    }

    @Test
    void ofTheLastSecurityAdministratorCannotBeEndedByDisablingIt() {
        var own = administrator.get("/api/v1/me");
        assertThat(own.statusCode()).isEqualTo(401);
        var account = accounts.open(Role.SECURITY_ADMIN);
        var other = loggedIn(account);

        var answer =
                other.post(
                        "/accounts/" + account.id() + "/disable",
                        Map.of("key", UUID.randomUUID().toString(), "reason", "试一试"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(other.get("/me").statusCode()).isEqualTo(200);
    }

    private void command(String path, Map<String, String> fields) {
        var all = new java.util.HashMap<>(fields);
        all.put("key", UUID.randomUUID().toString());
        var answer = administrator.post(path, all);
        assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(302);
    }

    private static java.net.http.HttpResponse<String> set(
            Caller holder, String link, String password) {
        return holder.post(link, Map.of("password", password, "again", password));
    }

    private Caller loggedIn(Account account) {
        var person = Caller.at(port);
        person.logIn(account.login(), TestAccounts.PASSWORD);
        assertThat(person.get("/me").statusCode()).isEqualTo(200);
        return person;
    }

    private boolean loggedInWith(Account account, String password) {
        var person = Caller.at(port);
        person.logIn(account.login(), password);
        return person.get("/me").statusCode() == 200;
    }

    private static void assertEnded(Caller person) {
        var answer = person.get("/me");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(it -> assertThat(it).endsWith("/login?ended"));
        assertThat(person.get("/me").headers().firstValue("Location"))
                .hasValueSatisfying(it -> assertThat(it).endsWith("/login"));
    }
}
