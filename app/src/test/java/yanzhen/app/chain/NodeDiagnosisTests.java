package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yanzhen.app.chain.Finding.Severity;
import yanzhen.app.chain.NodeDiagnosis.Known;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.NodeDiagnosis.Supply;
import yanzhen.app.chain.Rule.Measure;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;

class NodeDiagnosisTests {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
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
                    false,
                    null,
                    null,
                    BigDecimal.ZERO,
                    0,
                    new Bilingual("", ""),
                    new Bilingual("", ""));
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

        var known = Known.of(List.of(), facts, DAY);
        assertThat(NodeDiagnosis.state(NodeDiagnosis.of(known, rules, DAY))).isEqualTo(state);
        var before = Known.of(List.of(), facts, DAY.minusDays(1));
        assertThat(NodeDiagnosis.of(before, rules, DAY)).isEmpty();
    }

    private static NodeFact.Statement said(
            NodeFact.Kind kind, String value, LocalDate from, @Nullable LocalDate until) {
        return new NodeFact.Statement(
                kind,
                value,
                null,
                new Bilingual("专班", "Task force"),
                new SourceNote("调研", null, DAY, SourceNote.Confidence.VERIFIED),
                from,
                until);
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
        var last = new Supply("CN", new BigDecimal("40"), DAY);
        var past = new Supply("CN", new BigDecimal("40"), DAY.minusDays(1));

        assertThat(NodeDiagnosis.of(Known.of(List.of(last)), List.of(STALE), DAY)).isEmpty();
        assertThat(NodeDiagnosis.of(Known.of(List.of(past)), List.of(STALE), DAY)).hasSize(1);
    }

    /**
     * 100 of one firm and a negligible one at home: one source, concentrated, but not all abroad.
     */
    @Test
    void countsANegligibleSupplierAtHomeButNotAsASecondSource() {
        var supplies = List.of(supply("NL", "100"), new Supply("CN", null, FRESH, true, false));

        assertThat(NodeDiagnosis.of(Known.of(supplies), ALL, DAY))
                .extracting(Finding::rule)
                .containsExactly("single-source", "foreign-share", "concentration");
    }

    /** NL 90 + US 10 as totals: 100 from abroad; the firms beside them are not added. */
    @Test
    void takesTheForeignShareFromTheTotalsOfCountriesAlone() {
        var supplies =
                List.of(
                        new Supply("NL", new BigDecimal("90"), FRESH, false, true),
                        new Supply("US", new BigDecimal("10"), FRESH, false, true),
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
        var supplies =
                List.of(
                        new Supply("JP", new BigDecimal("60"), FRESH, false, true),
                        new Supply("ZZ", new BigDecimal("40"), FRESH, false, true));

        assertThat(NodeDiagnosis.of(Known.of(supplies), List.of(FOREIGN), DAY))
                .singleElement()
                .satisfies(it -> assertThat(it.measure()).isEqualByComparingTo("60"));
    }

    private static Supply supply(String country, @Nullable String share) {
        return new Supply(country, share == null ? null : new BigDecimal(share), FRESH);
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
                upwards,
                watch == null ? null : new BigDecimal(watch),
                weak == null ? null : new BigDecimal(weak),
                null,
                10,
                new Bilingual(key, key),
                new Bilingual("{0} 对 {1}", "{0} against {1}"));
    }
}
