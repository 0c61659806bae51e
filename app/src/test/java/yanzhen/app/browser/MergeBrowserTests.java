package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Duplicates;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Register;
import yanzhen.app.cluster.Reports;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;

/** Two records that are found to be one body, merged, and taken apart again. */
@BrowserTest
class MergeBrowserTests {

    private static final String DISTRICT = "310105";

    @Autowired ApplicationContext application;
    @Autowired Enrolment enrolment;
    @Autowired Register register;
    @Autowired Reports reports;
    @Autowired Duplicates duplicates;
    @Autowired TransactionTemplate transaction;

    @BeforeEach
    void load() {
        Demonstration.loaded(application);
    }

    private <T> T asSystem(Supplier<T> work) {
        return Viewers.doAs(
                Viewer.SYSTEM, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private UUID firm(String name, String body) {
        var code = CreditCode.completing("91%s%s".formatted(DISTRICT, body));
        var facts =
                new Facts(
                        name,
                        null,
                        Organisation.Kind.ENTERPRISE,
                        DISTRICT,
                        null,
                        null,
                        LocalDate.of(2012, 5, 1));
        return asSystem(() -> enrolment.register(code, null, facts));
    }

    private static String digit(Language language) {
        return language == Language.ZH ? "1" : "2";
    }

    private void grant(UUID firm, String scheme) {
        var valid = new Period(LocalDate.of(2025, 1, 1), LocalDate.of(2028, 1, 1));
        asSystem(() -> register.grant(firm, scheme, valid, "演示"));
    }

    private void report(UUID firm, String datum, String value) {
        asSystem(() -> reports.report(firm, 2024, Map.of(datum, new java.math.BigDecimal(value))));
    }

    private static Visit city(Language language, Visits visits) {
        return visits.in(language).logIn("city", Accounts.DEMONSTRATION_PASSWORD);
    }

    /** From the queue of pairs over the questions to the merged record, and back by its undo. */
    @ParameterizedTest
    @EnumSource
    void letTheCityMergeAndUndo(Language language, Visits visits) {
        var mark = language == Language.ZH ? "沅芷" : "澧兰";
        var stays = firm("上海%s电子材料有限公司".formatted(mark), "MERGE00" + digit(language) + "A");
        var goes = firm("%s电子材料（上海）有限公司".formatted(mark), "MERGE00" + digit(language) + "B");
        grant(stays, "gazelle");
        grant(goes, "gazelle");
        grant(goes, "chain-leader");
        report(stays, "revenue", "100000000");
        report(goes, "revenue", "90000000");
        report(goes, "staff", "85");

        var visit = city(language, visits);
        visit.open("/organisations/duplicates").sound();
        visit.button("duplicates.compare").click();
        visit.sound();
        duplicates.await(Duration.ofMinutes(1));
        visit.open("/organisations/duplicates").sound();
        visit.reads(mark + "电子材料");

        visit.open("/organisations/%s/merge?with=%s".formatted(goes, stays)).sound();
        visit.reads(visit.say("merge.choices", 2));
        visit.meaning(422);
        visit.page().locator("input[name=reason]").evaluate("it => it.required = false");
        visit.page().locator("input[value=GIVER]").last().check();
        visit.page().locator("form[action$=merge] .actions button").click();
        visit.reads(visit.say("problem.required"));
        assertThat(visit.page().locator("input[value=GIVER]").last()).isChecked();
        visit.sound();
        visit.page().locator("input[name=reason]").fill("营业执照变更通知，同一家");
        visit.page().locator("form[action$=merge] .actions button").click();
        visit.reads(visit.say("done.merged"));
        visit.sound();
        var step = visit.page().url().replaceFirst("https?://[^/]+", "").replaceFirst("\\?.*", "");

        // Whoever comes by the old address is led to the record that stays, and told so.
        visit.open("/organisations/" + goes).sound();
        assertThat(visit.page()).hasURL(java.util.regex.Pattern.compile(".*/" + stays + ".*"));
        assertThat(visit.page().locator("section.card").first().locator("tbody tr")).hasCount(2);
        visit.open("/organisations/%s/report?year=2024".formatted(stays)).sound();

        visit.open(step);
        visit.page().locator("input[name=reason]").fill("核对后是两家");
        visit.button("identity.undo.do").click();
        visit.reads(visit.say("done.identity-undone"));
        visit.reads(visit.say("identity.returned.yes"));
        visit.sound();
        visit.open("/organisations/" + goes).sound();
        assertThat(visit.page()).hasURL(java.util.regex.Pattern.compile(".*/" + goes + ".*"));
        assertThat(visit.page().locator("section.card").first().locator("tbody tr")).hasCount(2);
        visit.open("/organisations/" + stays).sound();
        assertThat(visit.page().locator("section.card").first().locator("tbody tr")).hasCount(1);
    }

    @ParameterizedTest
    @EnumSource
    void letTheCitySplitARecord(Language language, Visits visits) {
        var mark = language == Language.ZH ? "蘅皋" : "芷汀";
        var one = firm("上海%s传动件有限公司".formatted(mark), "PARTED0" + digit(language) + "A");
        var other = firm("上海%s汽车电子有限公司".formatted(mark), "PARTED0" + digit(language) + "B");
        grant(one, "gazelle");
        grant(one, "chain-leader");
        var visit = city(language, visits);
        visit.open("/organisations/%s/split".formatted(one)).sound();
        visit.page().locator("input[name=item]").first().check();
        visit.page()
                .locator("input[name=code]")
                .fill(
                        CreditCode.completing("91%sPARTED0%sB".formatted(DISTRICT, digit(language)))
                                .value());
        visit.page().locator("input[name=reason]").fill("原是两家");
        visit.button("split.do").click();
        visit.reads(visit.say("done.split"));
        visit.sound();
        visit.open("/organisations/" + other).sound();
        assertThat(visit.page().locator("section.card").first().locator("tbody tr")).hasCount(1);
    }
}
