package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yanzhen.app.chain.Finding.Severity;
import yanzhen.app.chain.NodeDiagnosis.Ground;
import yanzhen.app.chain.NodeDiagnosis.Known;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.NodeDiagnosis.Supply;
import yanzhen.app.chain.NodeDiagnosis.Sureness;
import yanzhen.app.chain.Rule.Measure;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;

class NodeDiagnosisTests {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final UUID ID = new UUID(0, 1);
    private static final LocalDate FRESH = LocalDate.of(2027, 1, 1);

    private static final Rule SINGLE = rule("single-source", Measure.PROVIDERS, false, null, "1");
    private static final Rule HHI = rule("concentration", Measure.HHI, true, "2500", "5000");
    private static final Rule FOREIGN =
            rule("foreign-share", Measure.FOREIGN_SHARE, true, "50", "70");
    private static final Rule HOME =
            rule("no-domestic", Measure.DOMESTIC_PROVIDERS, false, null, "0");
    private static final Rule STALE = rule("stale", Measure.STALE_FACTS, true, "1", null);
    private static final Rule NO_DATA =
            new Rule(
                    "no-data",
                    Measure.FACTS,
                    new Rule.Steps(false, null, null, BigDecimal.ZERO, null),
                    0,
                    new Bilingual("", ""),
                    new Bilingual("", ""),
                    null);
    private static final List<Rule> ALL = List.of(SINGLE, HOME, FOREIGN, HHI, NO_DATA, STALE);

    @Test
    void callsANodeOfOneForeignSupplierWeakOnFourGrounds() {
        var findings = NodeDiagnosis.of(Known.of(List.of(supply("NL", "100"))), ALL, DAY);

        assertThat(findings)
                .extracting(Finding::rule)
                .containsExactly("single-source", "no-domestic", "foreign-share", "concentration");
        assertThat(NodeDiagnosis.state(findings)).isEqualTo(State.WEAK);
    }

    /** Below, at and above each threshold; what is not known says nothing. */
    @ParameterizedTest
    @CsvSource({
        "READINESS, 3, WEAK",
        "READINESS, 4, WATCH",
        "READINESS, 6, WATCH",
        "READINESS, 7, SOUND",
        "FOREIGN_DEPENDENCE, 49.99, SOUND",
        "FOREIGN_DEPENDENCE, 50, WATCH",
        "FOREIGN_DEPENDENCE, 69.99, WATCH",
        "FOREIGN_DEPENDENCE, 70, WEAK",
        "SUBSTITUTABLE, true, SOUND",
        "SUBSTITUTABLE, false, WATCH",
        "PATENTS, 0, SOUND"
    })
    void asksTheFactsOnTheNodeItself(NodeFact.Kind kind, String value, State state) {
        var rules =
                List.of(
                        rule("readiness", Measure.READINESS, false, "6", "3"),
                        rule("dependence", Measure.FOREIGN_DEPENDENCE, true, "50", "70"),
                        rule("no-substitute", Measure.SUBSTITUTES, false, "0", null));
        var facts = List.of(said(kind, value, DAY, null));

        var known = Known.of(List.of(), facts, DAY, null, null);
        assertThat(NodeDiagnosis.state(NodeDiagnosis.of(known, rules, DAY))).isEqualTo(state);
        var before = Known.of(List.of(), facts, DAY.minusDays(1), null, null);
        assertThat(NodeDiagnosis.of(before, rules, DAY)).isEmpty();
    }

    private static NodeFact said(
            NodeFact.Kind kind, String value, LocalDate from, @Nullable LocalDate until) {
        var said =
                new NodeFact.Statement(
                        kind,
                        value,
                        null,
                        new Bilingual("专班", "Task force"),
                        new SourceNote("调研", null, DAY, Confidence.VERIFIED),
                        from,
                        until);
        return new NodeFact(ID, ID, said, FRESH, Instant.EPOCH, null, null);
    }

    @Test
    void addsTheSquaresOfTheShares() {
        // 50² + 30² + 20² = 2500 + 900 + 400 = 3800: to be watched, not weak.
        var supplies = List.of(supply("CN", "50"), supply("CN", "30"), supply("CN", "20"));

        var findings = NodeDiagnosis.of(Known.of(supplies), List.of(HHI), DAY);

        assertThat(findings)
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.measure()).isEqualByComparingTo("3800");
                    assertThat(it.threshold()).isEqualByComparingTo("2500");
                    assertThat(it.severity()).isEqualTo(Severity.WATCH);
                    assertThat(it.sentence().en()).isEqualTo("3800 against 2500");
                });
    }

    @ParameterizedTest(name = "{0} % from abroad: {1}")
    @CsvSource({"49.99, SOUND", "50, WATCH", "69.99, WATCH", "70, WEAK", "100, WEAK"})
    void judgesTheForeignShareAtBelowAndAboveItsThresholds(BigDecimal abroad, State state) {
        var home = new BigDecimal(100).subtract(abroad).toPlainString();
        var supplies = List.of(supply("JP", abroad.toPlainString()), supply("CN", home));

        assertThat(NodeDiagnosis.state(NodeDiagnosis.of(Known.of(supplies), List.of(FOREIGN), DAY)))
                .isEqualTo(state);
    }

    @Test
    void saysThatItCannotTellWithoutAnyFact() {
        var findings = NodeDiagnosis.of(Known.of(List.of()), ALL, DAY);

        assertThat(findings).extracting(Finding::rule).containsExactly("no-data");
        assertThat(NodeDiagnosis.state(findings)).isEqualTo(State.UNKNOWN);
    }

    @Test
    void neverTakesAnUnknownShareForNought() {
        var supplies = List.of(supply("JP", "80"), supply("CN", null));

        var findings = NodeDiagnosis.of(Known.of(supplies), List.of(HHI, FOREIGN), DAY);

        assertThat(findings).isEmpty();
    }

    @Test
    void countsAFactAsStaleFromTheDayAfterItsLast() {
        var last = new Supply("CN", number("40"), false, false, ground(DAY));
        var past = new Supply("CN", number("40"), false, false, ground(DAY.minusDays(1)));

        assertThat(NodeDiagnosis.of(Known.of(List.of(last)), List.of(STALE), DAY)).isEmpty();
        assertThat(NodeDiagnosis.of(Known.of(List.of(past)), List.of(STALE), DAY)).hasSize(1);
    }

    /**
     * 100 of one firm and a negligible one at home: one source, concentrated, but not all abroad.
     */
    @Test
    void countsANegligibleSupplierAtHomeButNotAsASecondSource() {
        var supplies =
                List.of(supply("NL", "100"), new Supply("CN", null, true, false, ground(FRESH)));

        assertThat(NodeDiagnosis.of(Known.of(supplies), ALL, DAY))
                .extracting(Finding::rule)
                .containsExactly("single-source", "foreign-share", "concentration");
    }

    /** NL 90 + US 10 as totals: 100 from abroad; the firms beside them are not added. */
    @Test
    void takesTheForeignShareFromTheTotalsOfCountriesAlone() {
        var supplies =
                List.of(
                        total("NL", "90"),
                        total("US", "10"),
                        supply("NL", "90"),
                        supply("US", null));

        assertThat(NodeDiagnosis.of(Known.of(supplies), List.of(FOREIGN, SINGLE, HHI), DAY))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.rule()).isEqualTo("foreign-share");
                    assertThat(it.measure()).isEqualByComparingTo("100");
                });
    }

    /**
     * Several countries together may or may not be abroad: 60 is the least that comes from there.
     */
    @Test
    void countsATotalOfSeveralCountriesNeitherAsForeignNorAsDomestic() {
        var supplies = List.of(total("JP", "60"), total("ZZ", "40"));

        assertThat(NodeDiagnosis.of(Known.of(supplies), List.of(FOREIGN), DAY))
                .singleElement()
                .satisfies(it -> assertThat(it.measure()).isEqualByComparingTo("60"));
    }

    /** Below, at and above: shares of one country abroad, the home country never counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "US 49.99, JP 40 | 49.99",
                "US 30, US 25, JP 45 | 55",
                "CN 80, US 12, JP 8 | 12",
                "NL - | 100",
                "NL -, NL - | 100",
                "CN -, CN - | 0",
                "NL -, JP 10 | -",
                "ZZ 70, NL 30 | 30",
                "ZZ - | -"
            })
    void weighsTheOneCountryAbroadFromWhichMostComes(String supplies, @Nullable BigDecimal share) {
        assertThat(measured(Measure.LARGEST_COUNTRY, suppliers(supplies))).isEqualTo(share);
    }

    /** 50² + 50² = 5000 by country though four firms share it; a total of several tells nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "US 25, US 25, CN 30, CN 20 | 5000",
                "US 100 | 10000",
                "US 50, JP - | -",
                "ZZ 50, JP 50 | -"
            })
    void addsTheSquaresOfTheSharesOfCountries(String supplies, @Nullable BigDecimal index) {
        assertThat(measured(Measure.COUNTRY_HHI, suppliers(supplies))).isEqualTo(index);
    }

    @ParameterizedTest
    @CsvSource({"30, 119, 89, WATCH", "30, 120, 90, WEAK", "30, 30, 0, SOUND", "31, 30, -1, SOUND"})
    void comparesRecoveryWithStocks(int survives, int recovers, BigDecimal gap, State state) {
        var facts =
                List.of(
                        said(NodeFact.Kind.SURVIVAL_DAYS, "" + survives, DAY, null),
                        said(NodeFact.Kind.RECOVERY_DAYS, "" + recovers, DAY, null));
        var known = Known.of(List.of(), facts, DAY, null, null);
        var rule = rule("recovery", Measure.RECOVERY_GAP, true, "1", "90");

        assertThat(measured(Measure.RECOVERY_GAP, known)).isEqualTo(gap);
        assertThat(NodeDiagnosis.state(NodeDiagnosis.of(known, List.of(rule), DAY)))
                .isEqualTo(state);
        assertThat(
                        measured(
                                Measure.RECOVERY_GAP,
                                Known.of(List.of(), facts.subList(0, 1), DAY, null, null)))
                .as("one of the two alone says nothing")
                .isNull();
    }

    @Test
    void readsWhatHangsOnItFromItsPlace() {
        var known = new Known(List.of(), List.of(), new Position(3, 2, 1, 4), null);

        assertThat(measured(Measure.PRODUCTS_STOPPED, known)).isEqualByComparingTo("66.7");
        assertThat(measured(Measure.CHOKE_POINT, known)).isEqualByComparingTo("1");
        assertThat(measured(Measure.TIERS_BEHIND, known)).isEqualByComparingTo("4");
        assertThat(measured(Measure.TIERS_BEHIND, Known.of(List.of()))).isNull();
    }

    /** Nobody has looked since the youngest record: 35 whole months, and 36 a day later. */
    @Test
    void agesByTheYoungestRecord() {
        var old = new Supply("CN", null, false, false, made(DAY.minusMonths(60)));
        var young = new Supply("CN", null, false, false, made(DAY.minusMonths(36).plusDays(1)));
        var known = Known.of(List.of(old, young));

        assertThat(measured(Measure.DATA_AGE, known)).isEqualByComparingTo("35");
        assertThat(
                        NodeDiagnosis.judge(
                                        known,
                                        List.of(rule("age", Measure.DATA_AGE, true, "36", null)),
                                        DAY.plusDays(1))
                                .getFirst()
                                .finding())
                .isNotNull();
        assertThat(measured(Measure.DATA_AGE, Known.of(List.of()))).isNull();
    }

    /**
     * Of four rules two are answered; the others could add 10 each, of which one has no weak step.
     */
    @Test
    void tellsHowSureItIs() {
        var rules =
                List.of(
                        SINGLE,
                        HHI,
                        rule("readiness", Measure.READINESS, false, "6", "3"),
                        rule("no-substitute", Measure.SUBSTITUTES, false, "0", null));
        var known =
                Known.of(
                        List.of(
                                supply("NL", "100"),
                                new Supply(
                                        "CN",
                                        null,
                                        true,
                                        false,
                                        new Ground(DAY, FRESH, Confidence.GENERAL_KNOWLEDGE))));

        assertThat(NodeDiagnosis.sureness(known, NodeDiagnosis.judge(known, rules, DAY)))
                .isEqualTo(new Sureness(4, 2, 10, Confidence.GENERAL_KNOWLEDGE));
    }

    private static @Nullable BigDecimal measured(Measure measure, Known known) {
        return NodeDiagnosis.judge(known, List.of(rule("x", measure, true, null, null)), DAY)
                .getFirst()
                .measure();
    }

    /** For example {@code NL 60, JP -}. */
    private static Known suppliers(String written) {
        return Known.of(
                Arrays.stream(written.split(", ", -1))
                        .map(it -> it.split(" ", -1))
                        .map(it -> supply(it[0], it[1].equals("-") ? null : it[1]))
                        .toList());
    }

    private static Ground made(LocalDate asOf) {
        return new Ground(asOf, FRESH, Confidence.VERIFIED);
    }

    private static Supply supply(String country, @Nullable String share) {
        return new Supply(country, number(share), false, false, ground(FRESH));
    }

    private static Supply total(String country, String share) {
        return new Supply(country, number(share), false, true, ground(FRESH));
    }

    private static Ground ground(LocalDate staleAfter) {
        return new Ground(DAY, staleAfter, Confidence.VERIFIED);
    }

    private static Rule rule(
            String key,
            Measure measure,
            boolean upwards,
            @Nullable String watch,
            @Nullable String weak) {
        return new Rule(
                key,
                measure,
                new Rule.Steps(upwards, number(watch), number(weak), null, null),
                10,
                new Bilingual(key, key),
                new Bilingual("{0} 对 {1}", "{0} against {1}"),
                null);
    }

    private static @Nullable BigDecimal number(@Nullable String written) {
        return written == null ? null : new BigDecimal(written);
    }
}
