package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static yanzhen.app.cluster.FirmOfItsOwn.numbers;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.cluster.Checks.Doubt;
import yanzhen.app.rules.Judgement.Answer;

@IntegrationTest
class ReportChecksTests {

    private static final int YEAR = 2023;

    @Autowired ApplicationContext application;
    @Autowired Checks checks;

    private FirmOfItsOwn firm;

    @BeforeEach
    void load() {
        firm = FirmOfItsOwn.in(application);
    }

    private List<String> doubts(String... typed) {
        return firm.as(firm.own, () -> checks.of(firm.id, YEAR, numbers(typed))).stream()
                .map(it -> it.check().key())
                .toList();
    }

    /** Below, at and above the number that it must not exceed. */
    @ParameterizedTest
    @CsvSource({
        "rd-staff, rd_staff, staff",
        "tech-staff, tech_staff, staff",
        "main-products, main_products, revenue",
        "high-tech-revenue, high_tech_revenue, revenue",
        "rd-domestic, rd_domestic, rd",
        "maker-top, maker_top_50, maker_top_500",
        "market-places, china_place, world_place",
        "rd-revenue, rd, revenue",
        "debt-assets, debt, assets",
        "profit-revenue, profit, revenue"
    })
    void doubtAPartThatExceedsTheWhole(String check, String part, String whole) {
        assertThat(doubts(part, "119", whole, "120")).doesNotContain(check);
        assertThat(doubts(part, "120", whole, "120")).doesNotContain(check);
        assertThat(doubts(part, "121", whole, "120")).contains(check);
    }

    /** Three times 1,000 is 3,000: a growth of 200 %. */
    @ParameterizedTest
    @CsvSource({"revenue-jump, revenue", "rd-jump, rd", "staff-jump, staff"})
    void doubtMoreThanThreeTimesTheYearBefore(String check, String datum) {
        firm.reports(YEAR - 1, datum, "1000");

        assertThat(doubts(datum, "2999")).doesNotContain(check);
        assertThat(doubts(datum, "3000")).doesNotContain(check);
        assertThat(doubts(datum, "3001")).contains(check);
    }

    /** What is not known is no contradiction, and from nothing nothing grows. */
    @Test
    void staySilentWhereANumberIsMissing() {
        assertThat(doubts("rd_staff", "121", "revenue", "9000000")).isEmpty();
        firm.reports(YEAR - 1, "revenue", "0");
        assertThat(doubts("revenue", "9000000")).isEmpty();
    }

    @Test
    void lookAtWhatIsReportedWhereNothingElseIsTyped() {
        firm.reports(YEAR, "staff", "120", "rd_staff", "130");

        assertThat(doubts()).containsExactly("rd-staff");
        assertThat(doubts("rd_staff", "110")).isEmpty();
        assertThat(doubts("rd_staff", "")).isEmpty();
    }

    @Test
    void nameBothNumbersAndPutContradictionsBeforeHints() {
        firm.reports(YEAR - 1, "staff", "10");

        var found =
                firm.as(
                        firm.own,
                        () -> checks.of(firm.id, YEAR, numbers("staff", "120", "rd_staff", "130")));

        assertThat(found).extracting(it -> it.check().hint()).containsExactly(false, true);
        assertThat(figures(found.getFirst()))
                .containsExactly("rd_staff 2023 130", "staff 2023 120");
        assertThat(figures(found.getLast())).containsExactly("staff 2023 120", "staff 2022 10");
    }

    private static List<String> figures(Doubt doubt) {
        return doubt.figures().stream()
                .map(it ->
                        "%s %d %s"
                                .formatted(
                                        it.datum().key(),
                                        it.year(),
                                        it.value().stripTrailingZeros().toPlainString()))
                .toList();
    }

    /** Whoever reads one knows where it comes from, or that it is our own. */
    @Test
    void restOnADocumentOrSayThatTheyAreOurReading() {
        var all = firm.as(firm.own, checks::all);

        assertThat(all).hasSizeGreaterThan(10);
        assertThat(all).allMatch(it -> it.source() != null || it.reading() != null);
        assertThat(all).allMatch(it -> nothingKnown(it) == Answer.UNDECIDED);
    }

    private static Answer nothingKnown(Checks.Check check) {
        return check.rule()
                .judge(
                        new yanzhen.app.rules.Facts() {
                            @Override
                            public int lastYear() {
                                return YEAR;
                            }

                            @Override
                            public yanzhen.app.rules.@org.jspecify.annotations.Nullable Amount
                                    value(yanzhen.app.rules.Datum datum, int year) {
                                return null;
                            }
                        })
                .answer();
    }

    @Test
    void tellNobodyElseOfTheNumbers() {
        firm.reports(YEAR, "staff", "120", "rd_staff", "130");
        var stranger = FirmOfItsOwn.in(application).own;

        assertThat(firm.as(stranger, () -> checks.of(firm.id, YEAR, Map.of()))).isEmpty();
    }
}
