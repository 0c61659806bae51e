package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Account;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.notice.Followed;
import yanzhen.app.notice.Message;
import yanzhen.app.notice.Notices;
import yanzhen.app.notice.Subscriptions;

/** From the bell to the notice, and how notices come. */
@BrowserTest
class NoticesBrowserTests {

    @Autowired ApplicationContext application;
    @Autowired Notices notices;
    @Autowired Subscriptions subscriptions;
    @Autowired TransactionTemplate transaction;

    @ParameterizedTest
    @EnumSource
    void leadFromTheBellToWhatHasChanged(Language language, Visits visits) {
        Demonstration.loaded(application);
        var firm = told();
        var visit = visits.in(language).logIn(firm.login(), TestAccounts.PASSWORD);

        bell(visit, "bell.notices.some", 2).click();
        visit.reads(language == Language.ZH ? "截止日期改为 6 月 1 日" : "The deadline is now 1 June");
        visit.sound();
        // By keyboard: the first notice is reached and opened without a mouse.
        var first = visit.main().locator("table.notices a").first();
        first.focus();
        visit.page().keyboard().press("Enter");
        visit.page().waitForURL("**/challenges");
        bell(visit, "bell.notices.some", 1).click();
        visit.button("notices.mark-all").click();
        visit.reads(visit.say("done.notices-read"));
        assertThat(bell(visit, "bell.notices")).hasCount(1);
        visit.sound();
    }

    @ParameterizedTest
    @EnumSource
    void areEmptyForWhoeverWasToldNothing(Language language, Visits visits) {
        Demonstration.loaded(application);
        var auditor = TestAccounts.of(application).open(Role.AUDITOR);
        var visit = visits.in(language).logIn(auditor.login(), TestAccounts.PASSWORD);

        visit.open("/notices").sound();
        visit.reads(visit.say("notices.none"));
        visit.open("/notices/settings").sound();
        visit.reads(visit.say("notice-settings.lack.SERVER"));
        visit.reads(visit.say("notice-settings.following.none"));
    }

    @ParameterizedTest
    @EnumSource
    void giveAnAddressOfTheCalendarOnceAndEndWhatIsFollowed(Language language, Visits visits) {
        Demonstration.loaded(application);
        var firm = told();
        var visit = visits.in(language).logIn(firm.login(), TestAccounts.PASSWORD);

        visit.open("/notices/settings").sound();
        visit.button("notice-settings.feed.do").click();
        visit.reads(visit.say("done.feed-made"));
        assertThat(visit.main().locator(".handed input"))
                .hasValue(java.util.regex.Pattern.compile(".*/calendar/.{43}\\.ics"));
        visit.sound();
        visit.open("/notices/settings");
        assertThat(visit.main().locator(".handed")).hasCount(0);
        visit.main().locator("form[action$='/end'] button").click();
        visit.reads(visit.say("done.subscription-ended"));
        visit.main().locator("form[action$='/revoke'] button").click();
        visit.reads(visit.say("done.feed-revoked"));
        visit.sound();
        visit.page().setViewportSize(390, 844);
        for (var path : List.of("/notices", "/notices/settings")) {
            visit.open(path);
            org.assertj.core.api.Assertions.assertThat(
                            visit.page()
                                    .evaluate(
                                            "document.documentElement.scrollWidth > window.innerWidth"))
                    .as(path)
                    .isEqualTo(false);
        }
    }

    /** The bell stands in the head of the page. */
    private static Locator bell(Visit visit, String key, Object... arguments) {
        return visit.page()
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions()
                                .setName(visit.say(key, arguments))
                                .setExact(true));
    }

    private Account told() {
        var firm = TestAccounts.of(application).open(Role.ENTERPRISE);
        Viewers.doAs(
                firm.asViewer(),
                () ->
                        transaction.executeWithoutResult(_ -> {
                            subscriptions.follow(
                                    new Followed(
                                            "call",
                                            "7",
                                            new Bilingual("高端芯片揭榜", "A call for chips"),
                                            "/challenges"));
                            notices.tell(
                                    List.of(firm.id()),
                                    message("k1", "里程碑三天后到期", "A milestone is due in three days"));
                            notices.tell(
                                    List.of(firm.id()),
                                    message("k2", "截止日期改为 6 月 1 日", "The deadline is now 1 June"));
                        }));
        return firm;
    }

    private static Message message(String key, String zh, String en) {
        return new Message(
                key + UUID.randomUUID(),
                "changed",
                "call",
                key,
                "/challenges",
                new Bilingual(zh, en),
                Instant.parse("2031-06-01T09:00:00Z"));
    }
}
