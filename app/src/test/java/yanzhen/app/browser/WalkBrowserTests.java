package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
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
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.plan.PlanThread;

/** The one thread that everything hangs on, walked from end to end and back. */
@BrowserTest
class WalkBrowserTests {

    /** Long enough for a firm to log in and to bid, since the server's clock decides. */
    private static final Duration OPEN = Duration.ofSeconds(12);

    /** Number of the indicator that registered contracts count for. */
    private static final int CONTRACTS = 15;

    private static final byte[] REPORT =
            """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
            trailer<</Root 1 0 R>>
            startxref
            0
            %%EOF
            """
                    .getBytes(StandardCharsets.US_ASCII);

    @Autowired ApplicationContext application;
    @Autowired Clock clock;

    @ParameterizedTest
    @EnumSource
    void leadsFromAWeakLinkToAReadingAndBack(Language language, Visits visits) {
        var demonstration = Demonstration.loaded(application);
        var officer = visits.in(language);
        var firm = visits.in(language);
        var title = said(language, "国产浸没光刻机双工件台 ", "A domestic wafer stage ") + unique();
        logIn(officer, demonstration.account(Role.CITY_OFFICER));
        logIn(firm, demonstration.account(Role.ENTERPRISE));
        var colleague = visits.in(language);
        logIn(colleague, demonstration.account("city2"));

        countClicks(officer);
        openTheWeakestLink(officer);
        startCounting(officer);
        draftFromIt(officer, title);
        refusedWhileSomethingIsMissing(officer);
        var closes = complete(officer);
        publish(officer);
        assertThatItTookFewClicks(officer);
        bid(firm, officer.page().url());
        waitUntil(closes);
        standAside(officer);
        colleague.open(pathOf(officer.page().url()));
        award(colleague);
        officer.open(pathOf(colleague.page().url()));
        handInAndAccept(officer, firm);
        acceptTheOutcome(officer, title);
        var outcome = pathOf(officer.page().url());
        listTheProduct(firm, outcome, title);
        var before = counted(officer, CONTRACTS);
        registerAContract(officer, firm, outcome, title);
        assertThatReadingMoved(officer, before);
        walkBack(officer, title);
    }

    private static void logIn(Visit visit, Account account) {
        visit.logIn(account.login(), Accounts.DEMONSTRATION_PASSWORD);
    }

    /** Chains → the chain → the node that its answer names → why it is weak. */
    private static void openTheWeakestLink(Visit officer) {
        officer.rail("chains").click();
        officer.linkOf(said(officer.language(), "集成电路", "Integrated circuits")).click();
        officer.sound();
        officer.main().locator("tbody").getByRole(AriaRole.LINK).first().click();
        assertThat(officer.heading()).containsText(officer.say("state.weak"));
        officer.reads(officer.say("node.why"));
        officer.sound();
    }

    /**
     * Every click that a person makes is counted in the browser itself, over all pages of the tab.
     * Fields are gone through with the keyboard.
     */
    private static void countClicks(Visit officer) {
        officer.page()
                .addInitScript(
                        """
                        addEventListener('click', event => {
                            if (event.isTrusted) {
                                sessionStorage.setItem('clicks', 1 + Number(sessionStorage.getItem('clicks')));
                            }
                        }, true);
                        """);
    }

    private static void startCounting(Visit officer) {
        officer.page().evaluate("sessionStorage.setItem('clicks', 0)");
    }

    /** From the red node, over its options and a refused try, to what hangs on the wall. */
    private static void assertThatItTookFewClicks(Visit officer) {
        var clicks = officer.page().evaluate("Number(sessionStorage.getItem('clicks'))");
        org.assertj.core.api.Assertions.assertThat(((Number) clicks).intValue()).isBetween(6, 9);
    }

    /**
     * Over what can be done about the node. The form knows the weak link, its base category and
     * whose need it is.
     */
    private static void draftFromIt(Visit officer, String title) {
        var node = officer.heading().innerText().split("\\s+", -1)[0];
        officer.link("options.link").click();
        officer.reads(officer.say("options.asked"));
        officer.reads(officer.say("options.firms.say"));
        officer.sound();
        officer.link("node.challenge").first().click();
        officer.reads(officer.say("challenge.weak-link"));
        officer.reads(node);
        officer.sound();
        officer.field("challenge.title").fill(title);
        officer.field("challenge.payer").fill("");
        officer.button("challenge.save").click();
        assertThat(officer.heading()).containsText(title);
    }

    /** All that is missing at once, and it stays a draft. */
    private static void refusedWhileSomethingIsMissing(Visit officer) {
        officer.meaning(422).button("challenge.publish").click();
        var said = officer.page().getByRole(AriaRole.ALERT);
        for (var field :
                new String[] {
                    "challenge.payer",
                    "challenge.reward",
                    "challenge.deadline",
                    "challenge.deliver",
                    "challenge.targets"
                }) {
            assertThat(said).containsText(officer.say(field));
        }
        officer.sound();
        officer.reads(officer.say("challenge.state.DRAFT"));
    }

    private LocalDateTime complete(Visit officer) {
        officer.link("site.edit").click();
        officer.field("challenge.description")
                .fill(
                        said(
                                officer.language(),
                                "300 毫米晶圆用双工件台，连续稳定运行 1000 小时",
                                "Tool for 300 mm wafers, stable for 1000 h"));
        officer.field("target.metric").fill("MTBF");
        officer.field("target.value").fill("1000");
        officer.field("target.unit").fill("h");
        officer.field("target.test").fill("GB/T 5080.7");
        officer.field("challenge.reward").fill("8000000");
        officer.field("challenge.payer").fill(said(officer.language(), "市级专项资金", "City fund"));
        officer.field("challenge.ip")
                .fill(
                        said(
                                officer.language(),
                                "归揭榜单位，需求单位免费使用",
                                "With the team; free use by the owner"));
        officer.field("challenge.use")
                .fill(said(officer.language(), "一年内采购两套", "Two units within a year"));
        officer.field("challenge.deliver").fill(LocalDate.now(clock).plusMonths(9).toString());
        var closes = LocalDateTime.now(clock).plus(OPEN).truncatedTo(ChronoUnit.SECONDS);
        officer.field("challenge.deadline").fill(closes.toString());
        officer.button("challenge.save").click();
        return closes;
    }

    private static void publish(Visit officer) {
        officer.button("challenge.publish").click();
        officer.reads(officer.say("done.published"));
    }

    /** Sealed: the firm has its receipt, the officer sees nothing yet. */
    private static void bid(Visit firm, String challenge) {
        firm.open(pathOf(challenge));
        firm.field("bid.price").fill("7600000");
        firm.field("bid.promise", "MTBF", "h").fill("1200");
        firm.field("bid.approach")
                .fill(said(firm.language(), "磁悬浮双工件台方案", "Twin stage with magnetic levitation"));
        firm.button("bid.do").click();
        firm.reads(firm.say("done.bid"));
        firm.reads(firm.say("bid.receipt"));
        firm.sound();
    }

    private void waitUntil(LocalDateTime closes) {
        var left = Duration.between(LocalDateTime.now(clock), closes).plusMillis(500);
        try {
            Thread.sleep(left.isNegative() ? Duration.ZERO : left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while bids were open.", e);
        }
    }

    /** The officer acts for the owner of the need, and so does not choose who meets it. */
    private static void standAside(Visit officer) {
        officer.page().reload();
        officer.reads(officer.say("challenge.next.CLOSED.aside"));
        assertThat(officer.button("award.do")).hasCount(0);
        officer.sound();
    }

    private static void award(Visit officer) {
        officer.reads(officer.say("challenge.state.CLOSED"));
        officer.sound();
        officer.main().getByRole(AriaRole.RADIO).first().check();
        officer.field("award.reason")
                .fill(said(officer.language(), "指标有余量，报价合理", "Meets the target with a margin"));
        officer.button("award.do").click();
        officer.reads(officer.say("done.awarded"));
    }

    /** As many rounds as the project has milestones. */
    private static void handInAndAccept(Visit officer, Visit firm) {
        var project = pathOf(officer.page().url());
        firm.open(project);
        int milestones = firm.button("milestone.submit").count();
        for (int i = 1; i <= milestones; i++) {
            firm.open(project);
            firm.fieldWithHint("milestone.file")
                    .setInputFiles(
                            new FilePayload("report-" + i + ".pdf", "application/pdf", REPORT));
            firm.button("milestone.submit").first().click();
            firm.reads(firm.say("done.submitted"));
            officer.open(project);
            assertThat(officer.linkOf("report-" + i + ".pdf")).isVisible();
            officer.field("milestone.reason")
                    .fill(said(officer.language(), "报告已审阅，数据可信", "Report read, values plausible"));
            officer.button("milestone.accept").first().click();
            officer.reads(officer.say("done.milestone-accepted"));
        }
        officer.sound();
    }

    /** The firm offers what it developed. */
    private static void listTheProduct(Visit firm, String outcome, String title) {
        firm.open(outcome);
        firm.link("outcome.list").click();
        firm.sound();
        firm.field("product.name").fill(title);
        firm.field("product.model").fill("W-1");
        firm.button("product.list.do").click();
        firm.reads(firm.say("done.product-listed"));
        firm.sound();
    }

    /** The seller hands it in, the registry decides. */
    private void registerAContract(Visit officer, Visit firm, String outcome, String title) {
        firm.open(outcome);
        firm.link("outcome.contract").click();
        firm.sound();
        firm.field("contract.number").fill("T-" + unique());
        firm.field("contract.name").fill(title);
        firm.field("contract.type").selectOption("TRANSFER");
        firm.field("contract.signed").fill(LocalDate.now(clock).toString());
        firm.fieldWithHint("contract.buyer-name")
                .fill(said(firm.language(), "杭州示例装备公司", "Hangzhou Sample Tools"));
        firm.fieldWithHint("contract.buyer-region").fill("330100");
        firm.fieldWithHint("contract.total.yuan").fill("5200000");
        firm.fieldWithHint("contract.technical.yuan").fill("4900000");
        firm.button("contract.submit.do").click();
        firm.reads(firm.say("done.contract-submitted"));
        officer.open(pathOf(firm.page().url()));
        officer.button("contract.register.do").click();
        officer.reads(officer.say("done.contract-registered"));
        officer.sound();
    }

    /** How many records of ours an indicator counts, as its page says it. */
    private static int counted(Visit visit, int indicator) {
        visit.open("/indicators/" + indicator + "/counted");
        return Integer.parseInt(
                visit.page().locator("[data-counted]").getAttribute("data-counted"));
    }

    private static void assertThatReadingMoved(Visit officer, int before) {
        org.assertj.core.api.Assertions.assertThat(counted(officer, CONTRACTS))
                .isEqualTo(before + 1);
        officer.sound();
    }

    /**
     * From the indicator: its latest contract, the thread that it is part of, and the weak link.
     */
    private static void walkBack(Visit officer, String title) {
        officer.linkOf(title).first().click();
        assertThat(officer.heading()).containsText(title);
        officer.link("loop.thread").click();
        officer.sound();
        var table = officer.main().getByRole(AriaRole.TABLE);
        for (var stage : PlanThread.Stage.values()) {
            assertThat(table).containsText(officer.say("thread.stage." + stage));
        }
        assertThat(table).containsText(officer.say("thread.stage.INDICATOR"));
        table.getByRole(AriaRole.LINK).first().click();
        assertThat(officer.heading()).containsText(officer.say("state.weak"));
        officer.reads(title);
    }

    private static void acceptTheOutcome(Visit officer, String title) {
        officer.field("acceptance.measured", "MTBF", "≥", "1000", "h").fill("1150");
        officer.field("acceptance.before").fill("4");
        officer.field("acceptance.after").fill("7");
        officer.field("milestone.reason")
                .fill(said(officer.language(), "验收测试达标", "Target met at the acceptance test"));
        officer.button("acceptance.do").click();
        officer.reads(officer.say("done.accepted"));
        officer.reads(officer.say("outcome.review"));
        assertThat(officer.heading()).containsText(title);
        officer.sound();
    }

    private static String said(Language language, String chinese, String english) {
        return language == Language.EN ? english : chinese;
    }

    private static String unique() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private static String pathOf(String url) {
        return java.net.URI.create(url).getPath();
    }
}
