package yanzhen.app.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.dataformat.yaml.YAMLMapper;
import yanzhen.app.cluster.ScoreBasis;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.cluster.ScoreCard.Line;
import yanzhen.app.cluster.ScoreSheet;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Vocabulary;

/** What a score sheet of a pack comes to, and what may be wrong with one. */
class ScoreSheetTests {

    private static final int LAST = 2024;
    private static final IndustryCode ELECTRONICS = new IndustryCode("C3973");
    private static final IndustryCode BUILDING = new IndustryCode("E4710");

    private static final Vocabulary WORDS =
            new Vocabulary(
                    List.of(
                            datum("revenue", Kind.MONEY),
                            datum("rd", Kind.MONEY),
                            datum("debt", Kind.MONEY),
                            datum("assets", Kind.MONEY),
                            datum("patents", Kind.COUNT)));

    /** Weights 20 + 20 + 10 + 10 + 40 = 100. */
    private static final String SHEET =
            """
            basis: { document: 试验办法, place: 评分表, mark: to-be-confirmed }
            total: 100
            digits: 2
            rounding: HALF_UP
            coefficients: { standard: 1, divisions: [{ division: C39, value: 0.8 }] }
            heads:
              - key: spend
                name: { zh: 投入, en: Spend }
                items:
                  - { key: intensity, name: { zh: 强度, en: Intensity }, weight: 20, measure: "rd / revenue", zero: "1%", full: "5%", coefficient: TIMES }
                  - { key: rd, name: { zh: 研发, en: R&D }, weight: 20, steps: [{ when: "rd >= 500万元 or rd / revenue >= 10%", points: 20 }, { when: "rd >= 400万元 or rd / revenue >= 8%", points: 12 }, { when: "rd >= 100万元", points: 4 }] }
              - key: rest
                name: { zh: 其他, en: Rest }
                least: 30
                items:
                  - { key: patents, name: { zh: 专利, en: Patents }, weight: 10, measure: "patents", steps: [{ from: "10项", points: 10 }, { from: "5项", points: 6 }, { from: "1项", points: 1 }] }
                  - { key: debt, name: { zh: 负债率, en: Debt }, weight: 10, measure: "debt / assets", zero: "70%", full: "50%" }
                  - { key: plan, name: { zh: 规划, en: Plan }, weight: 40 }
            extras:
              - { key: award, part: BONUS, name: { zh: 奖励, en: Award }, weight: 5 }
              - { key: fault, part: DEDUCTION, name: { zh: 差错, en: Faults }, weight: 10 }
            """;

    private static Datum datum(String key, Kind kind) {
        return new Datum(key, kind, new Bilingual(key, key), true);
    }

    private static ScoreSheet sheet(String yaml) {
        var problems = new Problems();
        var sheet =
                SheetReader.read(
                        "procedures.yaml",
                        YAMLMapper.builder().build().readTree(yaml),
                        "/sheet",
                        WORDS,
                        problems);
        problems.mustBeNone();
        return sheet;
    }

    /** Pairs of a datum and its value. */
    private static ScoreBasis basis(@Nullable IndustryCode industry, String... pairs) {
        var values = new HashMap<String, Amount>();
        for (int at = 0; at < pairs.length; at += 2) {
            values.put(pairs[at], Amount.of(new BigDecimal(pairs[at + 1])));
        }
        return new ScoreBasis(new Known(values), industry, Map.of());
    }

    private record Known(Map<String, Amount> values) implements Facts {
        @Override
        public int lastYear() {
            return LAST;
        }

        @Override
        public @Nullable Amount value(Datum datum, int year) {
            return year == LAST ? values.get(datum.key()) : null;
        }
    }

    private static Line line(String item, ScoreBasis basis) {
        return ScoreCard.of(sheet(SHEET), basis).lines().stream()
                .filter(it -> it.item().key().equals(item))
                .findFirst()
                .orElseThrow();
    }

    /** None at 1 %, 20 at 5 %: 5 points for each percent. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "99, 0",
        "100, 0",
        "101, 0.05",
        "200, 5",
        "300, 10",
        "499, 19.95",
        "500, 20",
        "501, 20",
        "9999, 20"
    })
    void countsEvenlyBetweenTwoValues(String rd, BigDecimal points) {
        var line = line("intensity", basis(BUILDING, "rd", rd, "revenue", "10000"));

        assertThat(line.least()).isEqualByComparingTo(points);
        assertThat(line.open()).isFalse();
    }

    /** 1/3 of the way to 20 points is 6.666…: two digits, half up. */
    @Test
    void roundsAnItemAsTheSheetSays() {
        var line = line("intensity", basis(BUILDING, "rd", "7", "revenue", "300"));

        assertThat(line.least()).isEqualTo(new BigDecimal("6.67"));
    }

    /** The other way round: none from 70 % on, all up to 50 %. */
    @ParameterizedTest
    @CsvSource({"49, 10", "50, 10", "51, 9.5", "60, 5", "69, 0.5", "70, 0", "71, 0"})
    void countsDownwardsWhereLessIsBetter(String debt, BigDecimal points) {
        assertThat(line("debt", basis(null, "debt", debt, "assets", "100")).least())
                .isEqualByComparingTo(points);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "4, 1", "5, 6", "9, 6", "10, 10", "11, 10"})
    void countsByTheStepThatIsReached(String patents, BigDecimal points) {
        assertThat(line("patents", basis(null, "patents", patents)).least())
                .isEqualByComparingTo(points);
    }

    /** 万元: 500 or 10 %, 400 or 8 %, 100. */
    @ParameterizedTest
    @CsvSource({
        "4999999, 1000000000, 12",
        "5000000, 1000000000, 20",
        "1000000, 10000000, 20",
        "999999, 10000000, 12",
        "800000, 10000000, 12",
        "799999, 10000000, 0",
        "1000000, 100000000, 4",
        "999999, 100000000, 0"
    })
    void countsByTheFirstRuleThatIsMet(String rd, String revenue, BigDecimal points) {
        assertThat(line("rd", basis(null, "rd", rd, "revenue", revenue)).least())
                .isEqualByComparingTo(points);
    }

    /** 3 % × 0.8 = 2.4 %, which is 7 points; another industry counts as it is. */
    @Test
    void multipliesByTheCoefficientOfTheIndustry() {
        var three = new String[] {"rd", "300", "revenue", "10000"};

        assertThat(line("intensity", basis(ELECTRONICS, three)).least()).isEqualByComparingTo("7");
        assertThat(line("intensity", basis(ELECTRONICS, three)).coefficient())
                .isEqualByComparingTo("0.8");
        assertThat(line("intensity", basis(BUILDING, three)).least()).isEqualByComparingTo("10");
    }

    /** 3 % ÷ 0.8 = 3.75 %, which is 13.75 points. */
    @Test
    void dividesByTheCoefficientWhereTheSheetSaysSo() {
        var card =
                ScoreCard.of(
                        sheet(SHEET.replace("coefficient: TIMES", "coefficient: OVER")),
                        basis(ELECTRONICS, "rd", "300", "revenue", "10000"));

        assertThat(card.lines().getFirst().least()).isEqualByComparingTo("13.75");
    }

    @Test
    void isOpenWhereADatumIsMissingAndSaysWhich() {
        var line = line("intensity", basis(BUILDING, "rd", "300"));

        assertThat(line.open()).isTrue();
        assertThat(line.least()).isEqualByComparingTo("0");
        assertThat(line.most()).isEqualByComparingTo("20");
        assertThat(line.missing()).extracting(it -> it.datum().key()).containsExactly("revenue");
    }

    @Test
    void isOpenWhereTheIndustryIsMissingAndMakesADifference() {
        var line = line("intensity", basis(null, "rd", "300", "revenue", "10000"));

        assertThat(line.open()).isTrue();
        assertThat(line.missing()).extracting(it -> it.datum().key()).containsExactly("industry");
    }

    /** 450 万元 bring 12 whatever the revenue; with a low one it may be 20. */
    @Test
    void isOpenBetweenTheStepThatIsMetAndOneThatMayBe() {
        var line = line("rd", basis(null, "rd", "4500000"));

        assertThat(line.least()).isEqualByComparingTo("12");
        assertThat(line.most()).isEqualByComparingTo("20");
        assertThat(line("rd", basis(null, "rd", "5000000")).open()).isFalse();
    }

    private static final String[] ALL = {
        "rd", "300", "revenue", "10000", "patents", "5", "debt", "60", "assets", "100"
    };

    /** 10 + 0 + 6 + 5 = 21, and 0 to 40 of the plan, 0 to 5 more, 0 to 10 less. */
    @Test
    void knowsTheTotalBetweenBoundsUntilPeopleHaveSpoken() {
        var card = ScoreCard.of(sheet(SHEET), basis(BUILDING, ALL));

        assertThat(card.least()).isEqualByComparingTo("11");
        assertThat(card.most()).isEqualByComparingTo("66");
    }

    @Test
    void addsUpWhatIsComputedAndWhatIsGiven() {
        var card = ScoreCard.of(sheet(SHEET), basis(BUILDING, ALL));

        var points = card.completed(given("plan", "30.5", "award", "2", "fault", "1.5"));

        assertThat(points).containsEntry("intensity", new BigDecimal("10.00"));
        assertThat(card.total(points)).isEqualTo(new BigDecimal("52.00"));
    }

    /** 20 + 20 + 10 + 10 + 40 and 5 more are 105, and no more than 100. */
    @Test
    void isNeverAboveTheTotalNorBelowNothing() {
        var best =
                basis(
                        BUILDING,
                        "rd",
                        "5000000",
                        "revenue",
                        "50000000",
                        "patents",
                        "10",
                        "debt",
                        "1",
                        "assets",
                        "100");
        var worst =
                basis(
                        BUILDING, "rd", "0", "revenue", "100", "patents", "0", "debt", "100",
                        "assets", "100");
        var high = ScoreCard.of(sheet(SHEET), best);
        var low = ScoreCard.of(sheet(SHEET), worst);

        assertThat(high.total(high.completed(given("plan", "40", "award", "5", "fault", "0"))))
                .isEqualByComparingTo("100");
        assertThat(low.total(low.completed(given("plan", "0", "award", "0", "fault", "10"))))
                .isEqualByComparingTo("0");
    }

    private static Map<String, BigDecimal> given(String... pairs) {
        var given = new HashMap<String, BigDecimal>();
        for (int at = 0; at < pairs.length; at += 2) {
            given.put(pairs[at], new BigDecimal(pairs[at + 1]));
        }
        return given;
    }

    /** Above, below, too fine, forgotten, computed, unknown: all of it at once, by field. */
    @Test
    void refusesPointsThatAreNotToBeGiven() {
        var card = ScoreCard.of(sheet(SHEET), basis(BUILDING, ALL));

        var refused =
                catchThrowableOfType(
                        Problems.Refused.class,
                        () ->
                                card.completed(
                                        given(
                                                "plan", "40.01", "award", "0.125", "patents", "9",
                                                "nothing", "1")));

        assertThat(refused.problems().kept())
                .extracting(Problem::field, Problem::code)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("points-plan", "points-range"),
                        org.assertj.core.groups.Tuple.tuple("points-award", "points-range"),
                        org.assertj.core.groups.Tuple.tuple("points-fault", "required"),
                        org.assertj.core.groups.Tuple.tuple("points-patents", "points-computed"),
                        org.assertj.core.groups.Tuple.tuple("points-nothing", "unknown-reference"));
    }

    @ParameterizedTest
    @CsvSource({"-0.01, false", "0, true", "40, true", "40.01, false", "1e999999999, false"})
    void takesPointsAtTheirBoundsAndNoneBeyond(BigDecimal points, boolean taken) {
        var card = ScoreCard.of(sheet(SHEET), basis(BUILDING, ALL));
        var problems = new Problems();
        var given = given("award", "0", "fault", "0");
        given.put("plan", points);

        card.check(given, problems);

        assertThat(problems.none()).isEqualTo(taken);
    }

    /**
     * 4 patents have 1 point; one more brings 6. 3 % have 10; 2 points of a percent more all 20.
     */
    @Test
    void saysWhatWouldBringMore() {
        var step = Objects.requireNonNull(line("patents", basis(null, "patents", "4")).gain());
        assertThat(step.kind().lacking(step.by(), Locale.ENGLISH)).isEqualTo("1");
        assertThat(step.points()).isEqualByComparingTo("5");

        var full = Objects.requireNonNull(line("intensity", basis(BUILDING, ALL)).gain());
        assertThat(full.kind().lacking(full.by(), Locale.ENGLISH)).isEqualTo("2 percentage points");
        assertThat(full.points()).isEqualByComparingTo("10");

        var down = Objects.requireNonNull(line("debt", basis(BUILDING, ALL)).gain());
        assertThat(down.less()).isTrue();
        assertThat(down.kind().lacking(down.by(), Locale.ENGLISH))
                .isEqualTo("10 percentage points");

        assertThat(line("patents", basis(null, "patents", "10")).gain()).isNull();
    }

    /** In electronics 5 % are reached with 6.25 %: from 3 % it is 3.25 more. */
    @Test
    void countsTheWayToMoreByTheCoefficientToo() {
        var gain = Objects.requireNonNull(line("intensity", basis(ELECTRONICS, ALL)).gain());

        assertThat(gain.kind().lacking(gain.by(), Locale.ENGLISH))
                .isEqualTo("3.25 percentage points");
        assertThat(gain.points()).isEqualByComparingTo("13");
    }

    /** 90 万元 of 1 亿元: the nearest step asks for 10 万元 more. */
    @Test
    void saysHowFarTheNextRuleIs() {
        var gain =
                Objects.requireNonNull(
                        line("rd", basis(null, "rd", "900000", "revenue", "100000000")).gain());

        assertThat(gain.kind().lacking(gain.by(), Locale.CHINESE)).isEqualTo("10 万元");
        assertThat(gain.points()).isEqualByComparingTo("4");
    }

    /** Any firm: a datum more never takes the total out of the bounds that it was in. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void narrowsItsBoundsAsMoreBecomesKnown(long seed) {
        var random = new Random(seed);
        var sheet = sheet(SHEET);
        for (int time = 0; time < 200; time++) {
            var much = new HashMap<String, Amount>();
            var little = new HashMap<String, Amount>();
            for (var datum : WORDS.keys()) {
                var value = Amount.of(random.nextInt(12) * (random.nextBoolean() ? 1 : 500_000L));
                much.put(datum, value);
                if (random.nextBoolean()) {
                    little.put(datum, value);
                }
            }
            var before = ScoreCard.of(sheet, new ScoreBasis(new Known(little), null, Map.of()));
            var after = ScoreCard.of(sheet, new ScoreBasis(new Known(much), BUILDING, Map.of()));

            assertThat(after.least()).isGreaterThanOrEqualTo(before.least());
            assertThat(after.most()).isLessThanOrEqualTo(before.most());
            assertThat(after.least()).isBetween(BigDecimal.ZERO, new BigDecimal(100));
        }
    }

    /** A bad sheet is told all that is wrong with it, each with its place. */
    @Test
    void isToldEverythingThatIsWrongAtOnce() {
        var wrong =
                SHEET.replace("total: 100", "total: 99")
                        .replace("division: C39", "division: C99")
                        .replace("least: 30", "least: 61")
                        .replace("\"rd / revenue\", zero", "\"rd / turnover\", zero")
                        .replace("zero: \"70%\", full: \"50%\"", "zero: \"70%\", full: \"70%\"")
                        .replace("{ from: \"5项\", points: 6 }", "{ from: \"12项\", points: 6 }")
                        .replace("{ from: \"10项\", points: 10 }", "{ from: \"10人\", points: 10 }")
                        .replace("rd >= 100万元\", points: 4", "rd >= 100万元\", points: 12")
                        .replace("points: 20 }", "points: 19 }")
                        .replace("key: plan", "key: debt");

        var refused = catchThrowableOfType(Problems.Refused.class, () -> sheet(wrong));

        assertThat(refused.problems().kept())
                .extracting(it -> it.field() + " " + it.value() + " " + it.code())
                .containsExactlyInAnyOrder(
                        "/sheet/total 99 sheet-total",
                        "/sheet/coefficients/divisions/0/division C99 sheet-division",
                        "/sheet/heads/1/least 61 sheet-least",
                        "/sheet/heads/0/items/0/measure rd / turnover rule-datum",
                        "/sheet/heads/0/items/1/steps/0/points 19 sheet-steps-most",
                        "/sheet/heads/0/items/1/steps/2 rd >= 100万元 sheet-steps-order",
                        "/sheet/heads/1/items/0/steps/0/from 10人 rule-kinds",
                        "/sheet/heads/1/items/1/full 70% sheet-span",
                        "/sheet/heads/1/items/2/key debt duplicate");
        assertThat(refused.problems().kept())
                .extracting(Problem::file)
                .containsOnly("procedures.yaml");
    }

    @Test
    void isToldOfStepsThatOverlap() {
        var wrong = SHEET.replace("{ from: \"5项\", points: 6 }", "{ from: \"10项\", points: 6 }");

        var refused = catchThrowableOfType(Problems.Refused.class, () -> sheet(wrong));

        assertThat(refused.problems().kept())
                .extracting(it -> it.field() + " " + it.code())
                .containsExactly("/sheet/heads/1/items/0/steps/1 sheet-steps-order");
    }

    /** A coefficient without a table, without a measure; full without zero; steps of both sorts. */
    @Test
    void isToldOfScoringsThatAreNone() {
        var wrong =
                SHEET.replaceFirst("coefficients: .*\n", "")
                        .replace("weight: 40 }", "weight: 40, coefficient: OVER }")
                        .replace("zero: \"70%\", ", "")
                        .replace(
                                "{ from: \"5项\", points: 6 }",
                                "{ when: \"patents >= 5项\", points: 6 }");

        var refused = catchThrowableOfType(Problems.Refused.class, () -> sheet(wrong));

        assertThat(refused.problems().kept())
                .extracting(it -> it.field() + " " + it.code())
                .containsExactlyInAnyOrder(
                        "/sheet/coefficients sheet-coefficients",
                        "/sheet/heads/1/items/0/steps/1 sheet-step",
                        "/sheet/heads/1/items/1 sheet-scoring",
                        "/sheet/heads/1/items/2 sheet-scoring");
    }

    /** A round outlives the data of its pack: what cannot be read any more people judge. */
    @Test
    void leavesToPeopleWhatThePackNoLongerKnows() {
        var tree = YAMLMapper.builder().build().readTree(SHEET);
        var kept = SheetReader.kept(tree, new Vocabulary(List.of(datum("patents", Kind.COUNT))));

        assertThat(kept.items())
                .filteredOn(it -> it.scoring() instanceof ScoreSheet.Scoring.Judged)
                .extracting(ScoreSheet.Item::key)
                .containsExactly("intensity", "rd", "debt", "plan", "award", "fault");
    }
}
