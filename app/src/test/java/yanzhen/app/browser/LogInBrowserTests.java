package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Accounts.NewAccount;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

@BrowserTest
class LogInBrowserTests {

    private static final String PASSWORD = "a long walk along the Huangpu";

    @Autowired Accounts accounts;

    @ParameterizedTest
    @EnumSource
    void saysThatAccountOrPasswordIsWrongAndNeverWhich(Language language, Visits visits) {
        var visit = visits.in(language).open("/login");

        visit.field("login.login").fill("nobody-" + UUID.randomUUID());
        visit.field("login.password").fill("wrong");
        visit.page().keyboard().press("Enter");

        visit.reads(visit.say("login.refused"));
        visit.sound();
    }

    @ParameterizedTest
    @EnumSource
    void letsTheKeyboardAloneLogInAndOut(Language language, Visits visits) {
        var login = opened(Role.AUDITOR);
        var visit = visits.in(language).open("/login").sound();
        var keys = visit.page().keyboard();

        // The first field has the focus.
        keys.type(login);
        keys.press("Tab");
        keys.type(PASSWORD);
        keys.press("Enter");
        assertThat(visit.button("site.logout")).isVisible();

        visit.button("site.logout").focus();
        keys.press("Enter");
        visit.reads(visit.say("login.goodbye"));
    }

    private String opened(Role role) {
        var login = "walk-" + UUID.randomUUID();
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> accounts.open(new NewAccount(login, "试用账号", role, null, false), PASSWORD));
        return login;
    }
}
