package yanzhen.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.http.Caller;

/** Log-in over real HTTP. Each test comes from addresses of its own. */
@IntegrationTest
class LogInTests {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @Autowired ApplicationContext application;
    @LocalServerPort int port;

    private TestAccounts accounts;

    @BeforeEach
    void prepare() {
        accounts = TestAccounts.of(application);
    }

    @Test
    void givesAFreshSessionIdSoThatAPlantedOneIsWorthNothing() {
        var attacker = elsewhere();
        attacker.get("/login");
        var planted = session(attacker);
        var victim = elsewhere().withCookie("yanzhen", planted);

        victim.logIn(accounts.open(Role.AUDITOR).login(), TestAccounts.PASSWORD);

        assertThat(session(victim)).isNotEqualTo(planted);
        assertThat(attacker.get("/me").statusCode()).isEqualTo(302);
        assertThat(victim.get("/me").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheSessionFromScriptsAndFromOtherSites() {
        var answer = elsewhere().get("/login");

        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(it ->
                        assertThat(it).startsWith("yanzhen=").contains("HttpOnly", "SameSite=Lax"));
    }

    @Test
    void endsWithLogOut() {
        var person = loggedIn(Role.AUDITOR);
        var before = session(person);

        var answer = person.post("/logout", Map.of());

        assertThat(location(answer)).endsWith("/login?goodbye");
        assertThat(elsewhere().withCookie("yanzhen", before).get("/me").statusCode())
                .isEqualTo(302);
    }

    @Test
    void locksAnAccountWithTheTenthFailureAndTellsHowLong() {
        var account = accounts.open(Role.AUDITOR);
        for (int at = 0; at < 9; at++) {
            assertThat(location(elsewhere().logIn(account.login(), "wrong " + at)))
                    .endsWith("/login?refused");
        }

        assertThat(location(elsewhere().logIn(account.login(), "wrong"))).contains("locked=");
        assertThat(location(elsewhere().logIn(account.login(), TestAccounts.PASSWORD)))
                .contains("locked=");
    }

    @Test
    void locksALoginThatNobodyHasInTheSameWay() {
        var nobody = "nobody-" + UUID.randomUUID();
        for (int at = 0; at < 9; at++) {
            assertThat(location(elsewhere().logIn(nobody, "wrong"))).endsWith("/login?refused");
        }

        assertThat(location(elsewhere().logIn(nobody, "wrong"))).contains("locked=");
    }

    @Test
    void brakesOneAddressWithoutLockingTheVictimOut() {
        var account = accounts.open(Role.ENTERPRISE);
        var attacker = elsewhere();
        for (int at = 0; at < 5; at++) {
            attacker.logIn(account.login(), "wrong " + at);
        }

        var braked = attacker.logIn(account.login(), "wrong");

        assertThat(location(braked)).contains("/login?braked=");
        assertThat(attacker.get("/login?braked=300").body()).contains("5 分钟");
        assertThat(location(elsewhere().logIn(account.login(), TestAccounts.PASSWORD)))
                .endsWith("/");
    }

    @Test
    void tellsAProgramHowLongToWait() {
        var account = accounts.open(Role.ENTERPRISE);
        var program = elsewhere().basic(account.login(), "wrong");
        for (int at = 0; at < 5; at++) {
            assertThat(program.get("/api/v1/me").statusCode()).isEqualTo(401);
        }

        var answer = program.get("/api/v1/me");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(answer.body()).contains("urn:yanzhen:problem:must-wait");
    }

    @Test
    void refusesADisabledAccountAsItRefusesAWrongPassword() {
        var account = accounts.open(Role.AUDITOR);
        accounts.update("update access.account set enabled = false where id = ?", account.id());

        assertThat(location(elsewhere().logIn(account.login(), TestAccounts.PASSWORD)))
                .endsWith("/login?refused");
    }

    @Test
    void letsNobodyInByAnOverlongPassword() {
        var account = accounts.open(Role.AUDITOR);

        assertThat(location(elsewhere().logIn(account.login(), "x".repeat(100_000))))
                .endsWith("/login?refused");
    }

    /** After a restart of the application a log-in page that stood open has a token of nobody. */
    @Test
    void asksToLogInAgainWhenAFormHasOutlivedItsSession() {
        var fields = Map.of("username", "x", "password", "y", "_csrf", "of another life");

        assertThat(location(elsewhere().send("POST", "/login", fields))).endsWith("/login?stale");
        assertThat(location(elsewhere().send("POST", "/accounts", fields)))
                .endsWith("/login?stale");
    }

    @Test
    void makesNoSessionForAProgram() {
        var account = accounts.open(Role.AUDITOR);
        var program = elsewhere().basic(account.login(), TestAccounts.PASSWORD);

        var answer = program.get("/api/v1/me");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.body()).contains(account.login());
    }

    @Test
    void doesNotTakeASessionForTheApi() {
        var person = loggedIn(Role.AUDITOR);

        var answer = person.get("/api/v1/me");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    private Caller loggedIn(Role role) {
        var person = elsewhere();
        person.logIn(accounts.open(role).login(), TestAccounts.PASSWORD);
        return person;
    }

    private Caller elsewhere() {
        int number = ADDRESSES.incrementAndGet();
        return Caller.from("127.1.%d.%d".formatted(number / 250, number % 250 + 1), port);
    }

    private static String session(Caller caller) {
        return String.valueOf(caller.cookie("yanzhen"));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("none: " + answer.statusCode());
    }
}
