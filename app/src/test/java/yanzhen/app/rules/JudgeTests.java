package yanzhen.app.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import yanzhen.app.rules.Amount.Missing;
import yanzhen.app.rules.Judgement.Answer;

class JudgeTests {

    @ParameterizedTest
    @CsvSource({"999999.99, LACKING", "1000000, MET", "1000000.01, MET"})
    void decidesBelowAtAndAboveTheThreshold(String rd, Answer answer) {
        assertThat(Firm.rule("rd >= 100万元").judge(new Firm().with("rd", rd)).answer())
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "revenue < 100万元, 1000000, LACKING",
        "revenue < 100万元, 999999.99, MET",
        "revenue <= 100万元, 1000000, MET",
        "revenue <= 100万元, 1000000.01, LACKING",
        "revenue > 100万元, 1000000, LACKING",
        "revenue = 100万元, 1000000.00, MET",
        "revenue = 100万元, 1000000.01, LACKING"
    })
    void holdsEachSignToItsWord(String rule, String revenue, Answer answer) {
        assertThat(Firm.rule(rule).judge(new Firm().with("revenue", revenue)).answer())
                .isEqualTo(answer);
    }

    /** One third of three is one: no rounding decides. */
    @Test
    void countsExactly() {
        var firm = new Firm().with("rd", "1").with("revenue", "3");

        assertThat(Firm.rule("rd / revenue * 300% = 100%").judge(firm).answer())
                .isEqualTo(Answer.MET);
        assertThat(Firm.rule("(rd / revenue) * revenue >= 1元").judge(firm).answer())
                .isEqualTo(Answer.MET);
        assertThat(Firm.rule("revenue * (rd / revenue) <= 1元").judge(firm).answer())
                .isEqualTo(Answer.MET);
    }

    @Test
    void saysWhatWasFoundAndWhatIsLacking() {
        var judgement =
                Firm.rule("rd / revenue >= 3%")
                        .judge(new Firm().with("rd", "200").with("revenue", "10000"));

        assertThat(judgement.answer()).isEqualTo(Answer.LACKING);
        assertThat(judgement.found()).isEqualTo(BigFraction.of(2, 100));
        assertThat(judgement.lacking()).isEqualTo(BigFraction.of(1, 100));
    }

    @Test
    void saysWhichDatumOfWhichYearIsMissing() {
        var judgement = Firm.rule("mean(rd, 2年) >= 1000万元").judge(new Firm().with("rd", "9"));

        assertThat(judgement.answer()).isEqualTo(Answer.UNDECIDED);
        assertThat(judgement.missing())
                .containsExactly(new Missing(Firm.WORDS.find("rd").orElseThrow(), 2023, false));
    }

    @Test
    void doesNotDivideByNothing() {
        var judgement =
                Firm.rule("rd / revenue >= 3%")
                        .judge(new Firm().with("rd", "9").with("revenue", "0"));

        assertThat(judgement.answer()).isEqualTo(Answer.UNDECIDED);
        assertThat(judgement.missing())
                .containsExactly(new Missing(Firm.WORDS.find("revenue").orElseThrow(), 2024, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mean(rd, 2年) = 15元; MET",
                "sum(rd, 3年) = 35元; MET",
                "least(rd, 3年) = 5元; MET",
                "most(rd, 3年) = 20元; MET",
                // 20 after 10 is 100 %, 10 after 5 is 100 %.
                "growth(rd, 2年) = 100%; MET",
                "growth(rd, 1年) = 100%; MET",
                "growth(rd, 3年) >= 1%; UNDECIDED"
            })
    void countsOverYears(String rule, Answer answer) {
        assertThat(Firm.rule(rule).judge(new Firm().with("rd", "20", "10", "5")).answer())
                .isEqualTo(answer);
    }

    @Test
    void meansEachYearByTheLeastOfThem() {
        var rule = Firm.rule("least(rd / revenue, 2年) >= 3%");

        assertThat(
                        rule.judge(new Firm().with("rd", "3", "3").with("revenue", "100", "100"))
                                .answer())
                .isEqualTo(Answer.MET);
        assertThat(
                        rule.judge(new Firm().with("rd", "9", "2").with("revenue", "100", "100"))
                                .answer())
                .isEqualTo(Answer.LACKING);
    }

    /** 优质中小企业梯度培育管理暂行办法: revenue, or less and new equity of two years. */
    @Test
    void takesOneOfTwoWaysAndAsksForNothingMore() {
        var rule = Firm.rule("revenue >= 1000万元 or sum(equity, 2年) >= 2000万元");

        assertThat(rule.judge(new Firm().with("revenue", "10000000")).answer())
                .isEqualTo(Answer.MET);
        assertThat(rule.judge(new Firm().with("equity", "15000000", "5000000")).answer())
                .isEqualTo(Answer.MET);
        assertThat(rule.judge(new Firm().with("revenue", "9999999")).answer())
                .isEqualTo(Answer.UNDECIDED);
        assertThat(
                        rule.judge(
                                        new Firm()
                                                .with("revenue", "9999999")
                                                .with("equity", "19999999", "0"))
                                .answer())
                .isEqualTo(Answer.LACKING);
    }

    @Test
    void isLackingWhereOneOfAllIsThoughOtherThingsAreNotKnown() {
        var judgement =
                Firm.rule("patents >= 2项 and niche_years >= 3年")
                        .judge(new Firm().with("patents", "1"));

        assertThat(judgement.answer()).isEqualTo(Answer.LACKING);
        assertThat(judgement.missing()).isEmpty();
        assertThat(judgement.parts().get(1).answer()).isEqualTo(Answer.UNDECIDED);
    }

    @ParameterizedTest
    @CsvSource({"60, 80, MET", "40, 59, LACKING", "40, 60, UNDECIDED", "60, 60, MET"})
    void decidesByAScoreThatIsKnownInPartWhereItCan(long least, long most, Answer answer) {
        var between = new Amount.Between(BigFraction.of(least), BigFraction.of(most), List.of());

        assertThat(Firm.rule("score >= 60分").judge(new Firm().with("score", between)).answer())
                .isEqualTo(answer);
    }

    @Test
    void knowsTheDataThatARuleNeeds() {
        assertThat(
                        Firm.rule(
                                        "growth(revenue, 2年) >= 5% and rd / revenue >= 3% and niche_years >= 3年")
                                .needs())
                .isEqualTo(
                        Map.of(
                                Firm.WORDS.find("revenue").orElseThrow(),
                                3,
                                Firm.WORDS.find("rd").orElseThrow(),
                                1,
                                Firm.WORDS.find("niche_years").orElseThrow(),
                                1));
    }

    /** Any rule, any firm: a datum more never turns a decision round. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keepsADecisionWhenMoreBecomesKnown(long seed) {
        var random = new Random(seed);
        for (int time = 0; time < 200; time++) {
            var rule = Firm.rule(text(random, 3));
            var little = new Firm();
            var much = new Firm();
            for (var datum : List.of("rd", "revenue", "equity")) {
                for (int back = 0; back < 3; back++) {
                    var value = Amount.of(random.nextInt(5));
                    put(much, datum, back, value);
                    if (random.nextBoolean()) {
                        put(little, datum, back, value);
                    }
                }
            }

            var before = rule.judge(little);
            var after = rule.judge(much);

            assertThat(before.answer() == Answer.UNDECIDED).isEqualTo(!before.missing().isEmpty());
            if (before.answer() != Answer.UNDECIDED) {
                assertThat(after.answer()).isEqualTo(before.answer());
            }
        }
    }

    private static void put(Firm firm, String datum, int back, Amount value) {
        firm.put(datum, Firm.LAST - back, value);
    }

    private static String text(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            var data =
                    List.of(
                            "rd",
                            "revenue",
                            "equity",
                            "mean(rd, 2年)",
                            "sum(equity, 3年)",
                            "rd + revenue");
            return data.get(random.nextInt(data.size()))
                    + List.of(" >= ", " < ", " = ").get(random.nextInt(3))
                    + random.nextInt(8)
                    + "元";
        }
        return "("
                + text(random, depth - 1)
                + (random.nextBoolean() ? " and " : " or ")
                + text(random, depth - 1)
                + ")";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "MONEY; 12345; 1.23 万元; CNY 12345",
                "MONEY; 250000000; 2.5 亿元; CNY 250 million",
                "MONEY; 12; 12 元; CNY 12",
                "SHARE; 0.0333; 3.33%; 3.33%",
                "PEOPLE; 30; 30 人; 30 people",
                "PLACE; 3; 第 3 名; place 3",
                "COUNT; 2; 2 项; 2"
            })
    void saysNumbersAsPeopleDo(Kind kind, String number, String zh, String en) {
        var exactly = Decimal.exactly(new java.math.BigDecimal(number));

        assertThat(kind.said(exactly, Locale.CHINESE)).isEqualTo(zh);
        assertThat(kind.said(exactly, Locale.ENGLISH)).isEqualTo(en);
    }
}
