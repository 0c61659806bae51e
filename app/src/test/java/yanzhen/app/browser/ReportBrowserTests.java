package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;

/** A firm and its annual report. */
@BrowserTest
class ReportBrowserTests {

    @Autowired ApplicationContext application;

    /** Both languages meet the same firm: each has a year of its own. */
    private Visit atReport(Language language, Visits visits) {
        var firm = Demonstration.loaded(application).account(Role.ENTERPRISE);
        var visit = visits.in(language).logIn(firm.login(), Accounts.DEMONSTRATION_PASSWORD);
        visit.open("/organisations?q=91310101DEM0000015");
        visit.page().locator("table.data a[href^='/organisations/']").first().click();
        visit.page().locator("a[href$='/report']").click();
        var years = visit.page().locator("select[name=year] option");
        int back = language == Language.ZH ? 1 : 2;
        visit.page().locator("select[name=year]").selectOption(years.nth(back).textContent());
        assertThat(visit.page()).hasURL(Pattern.compile("year="));
        return visit;
    }

    private static Locator number(Visit visit, String datum) {
        return visit.page().locator("#n-" + datum);
    }

    /** It types, leaves, comes back, goes on, submits and sees what changed; all by keyboard. */
    @ParameterizedTest
    @EnumSource
    void letAFirmLeaveAndComeBack(Language language, Visits visits) {
        var visit = atReport(language, visits);
        var form = visit.page().url();
        number(visit, "rd_staff").fill("9000");
        visit.answerTo("/report/draft", () -> number(visit, "rd_staff").press("Tab"));
        assertThat(visit.page().locator("#draft-state"))
                .hasText(Pattern.compile(visit.say("report.draft.kept", "[0-2]\\d:[0-5]\\d")));

        visit.open("/organisations");
        visit.page().navigate(form);
        assertThat(visit.page().locator(".draft-offer")).isVisible();
        assertThat(number(visit, "rd_staff")).not().hasValue("9000");
        visit.sound();
        visit.link("report.draft.resume").press("Enter");
        assertThat(number(visit, "rd_staff")).hasValue("9000");
        assertThat(visit.page().locator(".doubts li")).hasCount(1);
        visit.sound();

        visit.answerTo(
                "/report/draft",
                () -> {
                    number(visit, "inventions").fill("77");
                    number(visit, "inventions").press("Tab");
                });
        visit.button("report.draft.compare").press("Enter");
        assertThat(visit.page().locator(".report-changes tbody tr")).hasCount(2);
        visit.reads("9000");
        visit.sound();
        visit.button("report.compare.do", 2).press("Enter");

        visit.reads(visit.say("report.doubt.contradiction"));
        assertThat(visit.page().locator(".notice.done")).hasText(visit.say("done.reported"));
        visit.sound();
        visit.link("report.history").press("Enter");
        var latest = visit.page().locator("details.submission").first();
        assertThat(latest.locator("tbody tr")).hasCount(2);
        assertThat(latest.locator("ins").first()).hasText("9000");
        visit.sound();
    }

    /** A table with two faults, then one without; and a paper that was the wrong one. */
    @ParameterizedTest
    @EnumSource
    void takeATableAndAPaper(Language language, Visits visits) {
        var visit = atReport(language, visits);
        var file = visit.page().waitForDownload(() -> visit.link("report.table.xlsx").click());
        org.assertj.core.api.Assertions.assertThat(file.suggestedFilename()).endsWith(".xlsx");

        visit.meaning(422);
        bring(visit, "report.table.upload", "/table", "a.csv", "code,name\n1,2\n");
        assertThat(visit.page().locator(".problems tbody tr")).not().hasCount(0);
        visit.sound();

        visit.page().locator("select[name=paper]").selectOption("audited-statement");
        bring(visit, "papers.add", "/papers", "statement.txt", "audited");
        assertThat(visit.linkOf("statement.txt").last()).isVisible();
        visit.page().locator(".papers summary").last().press("Enter");
        visit.page().locator(".papers input[name=reason]").last().fill("wrong year");
        visit.sound();
        visit.button("papers.withdraw.do").last().click();
        visit.reads("wrong year");
        visit.sound();
    }

    private static void bring(
            Visit visit, String button, String form, String name, String content) {
        visit.page()
                .locator("form[action$='" + form + "'] input[type=file]")
                .setInputFiles(
                        new FilePayload(
                                name, "text/plain", content.getBytes(StandardCharsets.UTF_8)));
        visit.button(button).click();
    }
}
