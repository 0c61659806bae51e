package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Casework;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Register;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;

/** From a round to a recognition, and from an evaluation to its results. */
@BrowserTest
class ApplyBrowserTests {

    private static final String XUHUI = "310104";

    @Autowired ApplicationContext application;
    @Autowired Accounts accounts;
    @Autowired Enrolment enrolment;
    @Autowired Register register;
    @Autowired Casework casework;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    @BeforeEach
    void load() {
        Demonstration.loaded(application);
    }

    private <T> T asSystem(Supplier<T> work) {
        return Viewers.doAs(
                Viewer.SYSTEM, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    /** A firm of its own, with somebody who acts for it. */
    private Firm firm(String name, String login, String body) {
        var code = CreditCode.completing("91%s%s".formatted(XUHUI, body));
        var facts =
                new Facts(
                        name,
                        null,
                        Organisation.Kind.ENTERPRISE,
                        XUHUI,
                        null,
                        null,
                        LocalDate.now(clock).minusYears(6));
        return asSystem(() -> {
            var id = enrolment.register(code, null, facts);
            var account =
                    accounts.open(
                            new Accounts.NewAccount(login, name, Role.ENTERPRISE, null, true),
                            Accounts.DEMONSTRATION_PASSWORD);
            accounts.mandate(account.id(), id);
            return new Firm(id, name, login);
        });
    }

    private record Firm(UUID id, String name, String login) {}

    private Visit visit(Language language, Visits visits, String login) {
        return visits.in(language).logIn(login, Accounts.DEMONSTRATION_PASSWORD);
    }

    private static void decide(Visit visit, String verdict, String reason) {
        visit.page().locator("input[name=verdict][value=%s]".formatted(verdict)).check();
        visit.page()
                .locator("form:has(input[name=verdict]) input[name=reason]")
                .last()
                .fill(reason);
        visit.button("work.decide.do").click();
    }

    private static void attach(Visit visit) {
        var content = "材料".getBytes(StandardCharsets.UTF_8);
        for (var input : visit.page().locator("input[type=file]").all()) {
            input.setInputFiles(new FilePayload("paper.txt", "text/plain", content));
        }
    }

    /** The days of the publicity go by. */
    private void publicise() {
        asSystem(() ->
                jdbc.sql(
                                """
                                update cluster.application_step set due = current_date - 1
                                where step = 'PUBLICITY' and left_at is null
                                """)
                        .update());
        asSystem(() -> casework.byTheDay());
    }

    /**
     * The firm types one sentence and adds papers: all numbers are known. It is sent back once, and
     * everybody sees what changed; a visitor sees it while it is publicised.
     */
    @ParameterizedTest
    @EnumSource
    void letAFirmApplyWithFewerThanTenFields(Language language, Visits visits) {
        var firm =
                firm(
                        "上海申报试验有限公司" + language,
                        "apply-" + language.code(),
                        "APPLY000" + digit(language));
        var visit = visit(language, visits, firm.login);
        visit.open("/rounds").sound();
        visit.page().locator("table.data a:has-text('隐形冠军')").first().click();
        visit.sound();
        visit.button("round.apply").click();
        visit.sound();
        var address =
                visit.page().url().replaceFirst("https?://[^/]+", "").replaceFirst("\\?.*", "");

        visit.meaning(422).button("application.submit").click();
        visit.reads(visit.say("problem.paper-missing"));
        visit.reads(visit.say("problem.answer-missing"));
        assertThat(visit.page().locator(".problems tbody td").first())
                .hasText(language == Language.ZH ? "上年度审计报告" : "Audited statement of last year");
        assertThat(visit.page().locator(".fault")).hasCount(3);
        visit.sound();
        var fields = visit.page().locator("main textarea, main input[type=file]");
        org.assertj.core.api.Assertions.assertThat(fields.count()).isLessThan(10);
        visit.page().locator("main textarea").first().fill("开户行评级为 AA");
        attach(visit);
        visit.button("application.submit").click();
        visit.reads(visit.say("application.next.COMPLETENESS"));
        visit.sound();

        var district = visit(language, visits, "xuhui");
        district.open("/work").sound();
        district.page().locator("tr:has-text('%s') input".formatted(firm.name)).check();
        decide(district, "RETURNED", "评级证明不清晰");
        visit.open(address);
        visit.reads("评级证明不清晰");
        visit.page().locator("main textarea").first().fill("开户行评级为 AAA");
        visit.button("application.submit.again").click();
        district.open(address);
        assertThat(district.page().locator("ins")).hasText("开户行评级为 AAA");
        district.sound();
        decide(district, "PASSED", "材料齐全");
        decide(district, "PASSED", "同意推荐");

        var city = visit(language, visits, "city");
        review(language, visits, city, address, "84");
        assertThat(visits.in(language).open(address).sound().button("objection.do")).hasCount(1);

        publicise();
        city.open("/work?step=DECISION");
        city.page().locator("tr:has-text('%s') input".formatted(firm.name)).check();
        city.page().locator("input[name=document]").fill("演示〔2026〕9号");
        decide(city, "PASSED", "同意认定");
        city.open("/organisations/" + firm.id).sound();
        city.reads("演示〔2026〕9号");
    }

    /**
     * Everybody who is due is taken in; the officer takes one through the round, from its opening
     * to the result, which says when the next one is due.
     */
    @ParameterizedTest
    @EnumSource
    void letAnOfficerRunAnEvaluation(Language language, Visits visits) {
        var firm =
                firm(
                        "上海评价试验有限公司" + language,
                        "evaluate-" + language.code(),
                        "EXAM0000" + digit(language));
        var since = Period.since(LocalDate.now(clock).minusMonths(24));
        asSystem(() -> register.grant(firm.id, "etc-city", since, "演示〔2024〕1号"));
        endEvaluations();
        var city = visit(language, visits, "city");
        city.open("/rounds/new").sound();
        city.meaning(422).page().locator("input[name=kind][value=EVALUATION]").check();
        city.page().locator("select[name=scheme]").selectOption("etc-city");
        city.page().locator("input[name=title]").fill("评价批次" + language);
        city.page().locator("input[name=opens]").fill(LocalDate.now(clock).toString());
        city.page()
                .locator("input[name=lastDay]")
                .fill(LocalDate.now(clock).plusDays(20).toString());
        city.page().locator("input[name=places]").fill("many");
        city.button("rounds.new.do").click();
        assertThat(city.page().locator(".fault")).hasCount(2);
        city.sound();
        city.page().locator("input[name=places]").fill("");
        city.page().locator("input[name=dueBy]").fill(LocalDate.now(clock).toString());
        city.button("rounds.new.do").click();
        city.sound();

        var visit = visit(language, visits, firm.login);
        visit.open("/work").sound();
        visit.page().locator("table.data a").first().click();
        var address =
                visit.page().url().replaceFirst("https?://[^/]+", "").replaceFirst("\\?.*", "");
        for (var text : visit.page().locator("main textarea").all()) {
            text.fill("中心运行正常");
        }
        attach(visit);
        visit.button("application.submit").click();
        visit.reads(visit.say("application.next.COMPLETENESS"));

        var district = visit(language, visits, "xuhui");
        district.open(address);
        decide(district, "PASSED", "材料齐全");
        decide(district, "PASSED", "同意推荐");
        review(language, visits, city, address, "92");
        decide(city, "PASSED", "同意");
        publicise();
        city.open(address);
        city.page().locator("input[name=document]").fill("演示〔2026〕10号");
        decide(city, "PASSED", "同意专家意见");

        city.reads(LocalDate.now(clock).plusMonths(48).toString());
        var paper = city.page().waitForDownload(() -> city.linkOf("PDF").click());
        org.assertj.core.api.Assertions.assertThat(paper.suggestedFilename()).endsWith(".pdf");
        city.sound();
        visit.open(address);
        visit.reads("92");
        visit.open("/rounds").sound();
    }

    /** What another test left under way, so that all who are due take part. */
    private void endEvaluations() {
        asSystem(() ->
                jdbc.sql(
                                """
                                update cluster.application set state = 'WITHDRAWN', ended_at = now()
                                where scheme = 'etc-city' and state in ('DRAFT', 'UNDER_WAY', 'RETURNED')
                                """)
                        .update());
    }

    private static String digit(Language language) {
        return language == Language.EN ? "1" : "2";
    }

    /**
     * A score as a whole; by a sheet whose items are all open, all points of each but those of the
     * strategy, which are 8 of 100, and neither bonus nor deduction.
     */
    private static void give(Visit expert, String score) {
        var items = expert.page().locator("input[name^='points-']");
        if (items.count() == 0) {
            expert.page().locator("input[name=score]").fill(score);
            return;
        }
        var none = List.of("points-strategy", "points-awards", "points-doubts");
        for (var item : items.all()) {
            var most = item.getAttribute("data-most");
            item.fill(none.contains(item.getAttribute("name")) ? "0" : most);
        }
    }

    /** Two experts are appointed and give the score; then the city passes the review. */
    private static void review(
            Language language, Visits visits, Visit city, String address, String score) {
        for (var login : List.of("expert", "expert2")) {
            var expert = visits.in(language).logIn(login, Accounts.DEMONSTRATION_PASSWORD);
            var name = expert.page().locator(".top-who b").innerText();
            city.open(address);
            var choice =
                    city.page()
                            .locator("select[name=expert] option:has-text('%s')".formatted(name));
            city.page().locator("select[name=expert]").selectOption(choice.getAttribute("value"));
            city.button("review.appoint.do").click();
            expert.open("/work").sound();
            expert.open(address);
            give(expert, score);
            expert.page().locator("textarea[name=opinion]").fill("达到要求");
            expert.button("review.do").click();
            expert.sound();
        }
        city.open(address).sound();
        decide(city, "PASSED", "均分达标");
    }
}
