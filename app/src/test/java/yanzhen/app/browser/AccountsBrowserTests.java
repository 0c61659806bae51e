package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;

/** An account from its opening to what the auditor reads of it. */
@BrowserTest
class AccountsBrowserTests {

    private static final String FIRST = "a first sentence of my own";
    private static final String SECOND = "and then another sentence";
    private static final String FIRM = "91310101DEM0000015";

    @Autowired ApplicationContext application;

    @ParameterizedTest
    @EnumSource
    void areOpenedUsedChangedAndAudited(Language language, Visits visits) {
        var demonstration = Demonstration.loaded(application);
        var administrator =
                visits.in(language)
                        .logIn(
                                demonstration.account(Role.SECURITY_ADMIN).login(),
                                Accounts.DEMONSTRATION_PASSWORD);
        var login = "b-" + UUID.randomUUID();

        var link = open(administrator, login);
        var holder = setPassword(visits.in(language), link);
        changePassword(holder, login);
        mandate(administrator);
        endedBy(holder);
        var auditor =
                visits.in(language)
                        .logIn(
                                demonstration.account(Role.AUDITOR).login(),
                                Accounts.DEMONSTRATION_PASSWORD);
        audit(auditor, administrator.page().url());
        disable(administrator);
        auditDisabling(auditor, administrator.page().url());
    }

    /** The link to hand on, as an address of this site. */
    private static String open(Visit administrator, String login) {
        administrator.rail("accounts").click();
        administrator.sound();
        administrator.link("account.new").click();
        administrator.sound();
        administrator.fieldWithHint("account.login").fill("Wrong Login");
        administrator.fieldWithHint("account.name").fill("申请人 王");
        administrator.fieldWithHint("account.role").selectOption("ENTERPRISE");
        administrator.meaning(422).button("account.new.do").click();
        administrator.reads(administrator.say("problem.login-form", "Wrong Login"));
        administrator.sound();
        administrator.fieldWithHint("account.login").fill(login);
        administrator.button("account.new.do").click();
        assertThat(administrator.heading()).containsText("申请人 王");
        administrator.sound();
        var link =
                administrator
                        .main()
                        .getByRole(
                                AriaRole.TEXTBOX,
                                new Locator.GetByRoleOptions()
                                        .setName(administrator.say("account.link.title")));
        return URI.create(link.inputValue()).getPath();
    }

    private static Visit setPassword(Visit holder, String link) {
        holder.open(link).sound();
        holder.fieldWithHint("new-password.password").fill(FIRST);
        holder.field("first.again").fill(FIRST);
        holder.button("new-password.do").click();
        holder.reads(holder.say("login.set"));
        holder.open(link, 410);
        holder.reads(holder.say("expired.password.say"));
        return holder;
    }

    private static void changePassword(Visit holder, String login) {
        holder.logIn(login, FIRST);
        holder.page().locator(".top-who").getByRole(AriaRole.LINK).click();
        assertThat(holder.heading()).hasText(holder.say("own.title"));
        holder.sound();
        holder.field("own.password.old").fill("not this one at all");
        holder.fieldWithHint("new-password.password").fill(SECOND);
        holder.field("first.again").fill(SECOND);
        holder.meaning(422).button("own.password.do").click();
        holder.reads(holder.say("problem.password-wrong"));
        holder.sound();
        holder.fieldWithHint("own.password.old").fill(FIRST);
        holder.fieldWithHint("new-password.password").fill(SECOND);
        holder.field("first.again").fill(SECOND);
        holder.button("own.password.do").click();
        holder.reads(holder.say("done.password-changed"));
        holder.logOut();
        holder.logIn(login, SECOND);
    }

    /** Part of a name fits several; the first that is offered, then another by its code. */
    private static void mandate(Visit administrator) {
        administrator.fieldWithHint("account.mandate.new").fill("上海");
        administrator.meaning(422).button("account.mandate.do").click();
        administrator.sound();
        administrator.main().getByRole(AriaRole.RADIO).last().check();
        administrator.button("account.mandate.do").click();
        administrator.reads(administrator.say("done.account-mandated"));
        administrator.fieldWithHint("account.mandate.new").fill(FIRM);
        administrator.button("account.mandate.do").click();
        administrator.reads(FIRM);
        administrator.sound();
    }

    private static void disable(Visit administrator) {
        administrator
                .main()
                .locator("summary")
                .getByText(administrator.say("account.disable"))
                .click();
        administrator.field("account.disable.reason").fill("调离岗位");
        administrator.button("account.disable.do").click();
        administrator.reads(administrator.say("account.answer.DISABLED", "调离岗位"));
        administrator.sound();
    }

    private static void auditDisabling(Visit auditor, String account) {
        var id = account.replaceAll(".*/accounts/([0-9a-f-]{36}).*", "$1");
        auditor.open("/audit?subjectType=account&subject=" + id);
        auditor.reads("调离岗位");
        auditor.link("action.access.disable").click();
        auditor.reads(auditor.say("audit.field.enabled"));
        auditor.reads(auditor.say("audit.value.true"));
        auditor.reads(auditor.say("audit.value.false"));
        auditor.sound();
    }

    private static void endedBy(Visit holder) {
        holder.open("/me");
        holder.reads(holder.say("login.ended"));
    }

    private static void audit(Visit auditor, String account) {
        var id = account.replaceAll(".*/accounts/([0-9a-f-]{36}).*", "$1");
        auditor.rail("audit").click();
        auditor.sound();
        auditor.open("/audit?subjectType=account&subject=" + id).sound();
        auditor.main()
                .getByRole(AriaRole.TABLE)
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions()
                                .setName(auditor.say("action.access.mandate"))
                                .setExact(true))
                .first()
                .click();
        assertThat(auditor.heading()).hasText(auditor.say("action.access.mandate"));
        auditor.reads(auditor.say("audit.field.organisation"));
        auditor.sound();
        auditor.open("/audit?action=challenge.redraft&from=2001-01-01&until=2001-01-02");
        auditor.reads(auditor.say("audit.none"));
        auditor.sound();
    }
}
