package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;

/** From a need with gaps over its judgement to a challenge on the wall. */
@BrowserTest
class NeedsBrowserTests {

    @Autowired ApplicationContext application;
    @Autowired Clock clock;

    @ParameterizedTest
    @EnumSource
    void leadsFromANeedWithGapsToAPublishedChallenge(Language language, Visits visits) {
        var demonstration = Demonstration.loaded(application);
        var firm = visits.in(language);
        var name = (language == Language.ZH ? "试验需求" : "A need ") + UUID.randomUUID();
        firm.logIn(demonstration.account(Role.ENTERPRISE).login(), Accounts.DEMONSTRATION_PASSWORD);

        draftWithGaps(firm, name);
        handIn(firm);
        var address = path(firm);
        var officer = visits.in(language);
        officer.logIn(
                demonstration.account(Role.CITY_OFFICER).login(), Accounts.DEMONSTRATION_PASSWORD);
        judge(officer, name);
        firm.open(address);
        firm.reads(firm.say("need.state.PUBLISHABLE"));
        publish(firm);

        firm.open(address);
        firm.reads(firm.say("need.state.IN_CALL"));
        firm.reads(firm.say("need.calls"));
        firm.sound();
    }

    @ParameterizedTest
    @EnumSource
    void showsWhatIsAlikeAndWhatAnOfficerMayNotJudge(Language language, Visits visits) {
        var demonstration = Demonstration.loaded(application);
        var officer = visits.in(language);
        officer.logIn(
                demonstration.account(Role.CITY_OFFICER).login(), Accounts.DEMONSTRATION_PASSWORD);

        officer.open("/needs?q=刻蚀设备用全氟醚密封圈");
        officer.linkOf("刻蚀设备用全氟醚密封圈").first().click();
        officer.sound();
        officer.link("need.merge").first().click();
        officer.reads("全氟醚密封圈");
        officer.reads(officer.say("need.merge.this"));
        officer.sound();
        officer.open("/needs?q=辅助动力装置高速起动发电机");
        officer.linkOf("辅助动力装置高速起动发电机").first().click();
        officer.reads(officer.say("need.next.own"));
        officer.open(path(officer) + "/judgement");
        officer.reads(officer.say("need.judge.own"));
        officer.sound();
        officer.open("/needs/imports").sound();
        officer.open("/needs?q=洁净室");
        officer.linkOf("封测车间洁净室扩建").first().click();
        officer.reads(officer.say("need.page.rounds"));
        officer.sound();
    }

    private static String path(Visit visit) {
        return visit.page().url().replaceFirst("https?://[^/]+", "").replaceFirst("\\?.*", "");
    }

    private static void draftWithGaps(Visit firm, String name) {
        firm.rail("needs").click();
        firm.sound();
        firm.link("needs.new").click();
        firm.sound();
        firm.field("field.need.title").fill(name);
        firm.button("need.form.save").click();
        firm.reads(firm.say("done.need-saved"));
        firm.reads(firm.say("need.next.DRAFT.missing", 6));
        firm.sound();
    }

    private void handIn(Visit firm) {
        firm.link("site.edit").click();
        firm.meaning(422).button("need.form.submit").click();
        firm.reads(firm.say("problem.need-targets-none"));
        firm.sound();
        firm.page().locator("textarea[name=problem]").fill("没有第二来源");
        firm.page().locator("select[name=category]").selectOption("OTHER");
        firm.page().locator("input[name=budget]").fill("800000");
        firm.page().locator("select[name=payer]").selectOption("OWNER");
        firm.page().locator("input[name=metric]").first().fill("MTBF");
        firm.page().locator("input[name=value]").first().fill("1000");
        firm.page().locator("input[name=unit]").first().fill("h");
        firm.page().locator("input[name=testMethod]").first().fill("GB/T 5080.7");
        firm.page().locator("input[name=ipRule]").fill("归揭榜单位");
        firm.page().locator("select[name=commitment]").selectOption("BUY");
        firm.page().locator("input[name=commitmentText]").fill("一年内采购 20 套");
        firm.page()
                .locator("input[name=wantedBy]")
                .fill(LocalDate.now(clock).plusMonths(9).toString());
        firm.button("need.form.submit").click();
        firm.reads(firm.say("done.need-submitted"));
        firm.sound();
    }

    private static void judge(Visit officer, String name) {
        officer.open("/needs?state=SUBMITTED");
        officer.linkOf(name).click();
        officer.link("need.judge").click();
        officer.sound();
        for (var no : officer.page().locator("input[type=radio][value=no]").all()) {
            no.check();
        }
        for (var ground : officer.page().locator("input[name^=ground-]").all()) {
            ground.fill("查过了");
        }
        officer.page().locator("input[name=verdict][value=PUBLISHABLE]").check();
        officer.page().locator("textarea[name=reason]").fill("内容齐全");
        officer.button("need.judge.do").click();
        officer.reads(officer.say("done.need-judged"));
        officer.sound();
    }

    /** The form is filled in; only the deadline is missing. */
    private void publish(Visit firm) {
        firm.link("need.call").click();
        firm.reads(firm.say("need.from-need"));
        firm.sound();
        firm.field("challenge.deadline")
                .fill(
                        LocalDateTime.now(clock)
                                .plus(Duration.ofDays(3))
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        firm.button("challenge.save").click();
        firm.button("challenge.publish").click();
        firm.reads(firm.say("done.published"));
        firm.reads(firm.say("need.from-need"));
        assertThat(firm.heading()).isVisible();
        firm.sound();
    }
}
