package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yanzhen.app.kernel.Period;

class DueTests {

    private static final UUID FIRM = new UUID(0, 1);
    private static final Quarter FOURTH = new Quarter(2026, 4);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
    private static final Map<String, SchemeVersions> RULES = Map.of("centre", every(24));

    private static SchemeVersions every(int months) {
        var basis = new SchemeVersion.Basis("某办法", "", true);
        return new SchemeVersions(
                List.of(
                        new SchemeVersion(
                                "1", null, null, null, months, null, basis, null, null, null)));
    }

    private static Tenure tenure(String scheme, String from, @Nullable String until) {
        return new Tenure(
                scheme,
                new Period(LocalDate.parse(from), until == null ? null : LocalDate.parse(until)),
                false);
    }

    private static List<Due> due(Tenure... tenures) {
        return Due.in(FOURTH, TODAY, FIRM, List.of(tenures), RULES);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, 2026, 1",
        "2026-03-31, 2026, 1",
        "2026-04-01, 2026, 2",
        "2026-12-31, 2026, 4"
    })
    void laysADayIntoItsQuarter(LocalDate day, int year, int number) {
        assertThat(Quarter.of(day)).isEqualTo(new Quarter(year, number));
        assertThat(Quarter.of(day).covers(day)).isTrue();
    }

    /** The last day in force is the day before the end; it counts, not the end. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-01, false", // last day 30 September
        "2026-10-02, true", // last day 1 October
        "2027-01-01, true", // last day 31 December
        "2027-01-02, false" // last day 1 January
    })
    void seesAnEndByItsLastDayInForce(LocalDate until, boolean due) {
        var found = due(tenure("title", "2024-01-01", until.toString()));

        assertThat(found).hasSize(due ? 1 : 0);
        assertThat(found)
                .allMatch(it ->
                        it.reason() == Due.Reason.ENDS && it.day().equals(until.minusDays(1)));
    }

    @Test
    void passesOverAnEndThatIsRenewedOrWasBroughtForward() {
        var ended = tenure("title", "2023-11-15", "2026-11-15");

        assertThat(due(ended, tenure("title", "2026-11-15", "2029-11-15"))).isEmpty();
        assertThat(due(ended, tenure("title", "2026-11-16", "2029-11-16"))).hasSize(1);
        assertThat(due(ended, tenure("other", "2026-11-15", "2029-11-15"))).hasSize(1);
        assertThat(due(new Tenure("title", ended.valid(), true))).isEmpty();
    }

    /**
     * Two years, four years and so on after the first day; 24 months before is a quarter too early.
     */
    @ParameterizedTest
    @CsvSource({
        "2024-09-30, ",
        "2024-10-01, 2026-10-01",
        "2024-12-31, 2026-12-31",
        "2025-01-01, ",
        "2022-11-20, 2026-11-20",
        "2026-11-20, ",
        "2023-11-20, "
    })
    void countsWholeCyclesFromTheFirstDay(String from, @Nullable LocalDate day) {
        var found = due(tenure("centre", from, null));

        assertThat(found).extracting(Due::day).isEqualTo(day == null ? List.of() : List.of(day));
        assertThat(found).allMatch(it -> it.reason() == Due.Reason.EVALUATION);
    }

    /**
     * From the 31st: the evaluation is on the 30th of November, not on a day carried over from
     * February.
     */
    @Test
    void countsEachCycleFromTheFirstDayAnew() {
        var quarterly = Map.of("centre", every(3));

        var found =
                Due.in(
                        FOURTH,
                        TODAY,
                        FIRM,
                        List.of(tenure("centre", "2025-08-31", null)),
                        quarterly);

        assertThat(found).extracting(Due::day).containsExactly(LocalDate.of(2026, 11, 30));
    }

    @Test
    void evaluatesNothingThatHasEndedByThen() {
        assertThat(due(tenure("centre", "2024-11-20", "2026-11-20")))
                .extracting(Due::reason)
                .containsExactly(Due.Reason.ENDS);
        assertThat(due(tenure("centre", "2024-11-20", "2026-11-21")))
                .extracting(Due::reason)
                .containsExactly(Due.Reason.ENDS, Due.Reason.EVALUATION);
        assertThat(due(tenure("title", "2024-11-20", null))).isEmpty();
    }

    /** After an evaluation its day counts and not the cycle; one before the quarter is past. */
    @Test
    void followTheDayThatTheLastEvaluationSet() {
        var valid = Period.since(LocalDate.of(2024, 11, 15));

        assertThat(due(new Tenure("centre", valid, false, LocalDate.of(2026, 10, 1))))
                .extracting(Due::day)
                .containsExactly(LocalDate.of(2026, 10, 1));
        assertThat(due(new Tenure("centre", valid, false, LocalDate.of(2026, 12, 31))))
                .extracting(Due::day)
                .containsExactly(LocalDate.of(2026, 12, 31));
        assertThat(due(new Tenure("centre", valid, false, LocalDate.of(2027, 1, 1)))).isEmpty();
        assertThat(due(new Tenure("centre", valid, false, LocalDate.of(2026, 9, 30)))).isEmpty();
    }

    /**
     * One that continues another is counted from where that began: from November 2022 cycles of 24
     * months come round in November 2026, whoever holds it now since when.
     */
    @Test
    void countsCyclesFromTheFirstOfAChain() {
        var valid = new Period(LocalDate.of(2026, 5, 1), null);
        var began = LocalDate.of(2022, 11, 15);

        assertThat(due(new Tenure("centre", valid, false, null, began, began)))
                .extracting(Due::day)
                .containsExactly(LocalDate.of(2026, 11, 15));
        assertThat(due(new Tenure("centre", valid, false))).isEmpty();
    }
}
