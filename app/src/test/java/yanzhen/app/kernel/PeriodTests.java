package yanzhen.app.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeriodTests {

    private static final LocalDate FIRST = LocalDate.of(2021, 1, 1);
    private static final LocalDate SECOND = LocalDate.of(2021, 1, 2);
    private static final LocalDate THIRD = LocalDate.of(2021, 1, 3);
    private static final int DAYS = 12;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @Test
    void holdsItsFirstDayAndNotItsLast() {
        var period = new Period(FIRST, THIRD);

        assertThat(period.covers(FIRST.minusDays(1))).isFalse();
        assertThat(period.covers(FIRST)).isTrue();
        assertThat(period.covers(SECOND)).isTrue();
        assertThat(period.covers(THIRD)).isFalse();
    }

    @Test
    void lastsForEverWhileItsEndIsOpen() {
        assertThat(Period.since(FIRST).covers(LocalDate.MAX)).isTrue();
    }

    @Test
    void refusesToHoldNoDay() {
        assertThatThrownBy(() -> new Period(FIRST, FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no day");
        assertThatThrownBy(() -> new Period(SECOND, FIRST))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotOverlapTheOneThatFollowsItDirectly() {
        assertThat(new Period(FIRST, SECOND).overlaps(new Period(SECOND, THIRD))).isFalse();
        assertThat(new Period(FIRST, SECOND).overlaps(Period.since(SECOND))).isFalse();
        assertThat(new Period(FIRST, THIRD).overlaps(Period.since(SECOND))).isTrue();
    }

    /** Overlapping is having a day in common, whichever of the two is asked. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void overlapsAnotherWhenTheyShareADay(long seed) {
        var random = new Random(seed);
        var one = any(random);
        var other = any(random);

        boolean share =
                FIRST.datesUntil(FIRST.plusDays(3L * DAYS))
                        .anyMatch(day -> one.covers(day) && other.covers(day));

        assertThat(one.overlaps(other)).isEqualTo(share).isEqualTo(other.overlaps(one));
        assertThat(one.overlaps(one)).isTrue();
    }

    @Test
    void endsEarlierWhenItWouldLastLonger() {
        assertThat(Period.since(FIRST).endedBy(THIRD)).isEqualTo(new Period(FIRST, THIRD));
        assertThat(new Period(FIRST, THIRD).endedBy(SECOND)).isEqualTo(new Period(FIRST, SECOND));
    }

    @Test
    void staysAsItIsWhenItHasEndedBefore() {
        var ended = new Period(FIRST, SECOND);

        assertThat(ended.endedBy(SECOND)).isEqualTo(ended);
        assertThat(ended.endedBy(THIRD)).isEqualTo(ended);
    }

    @Test
    void cannotEndBeforeItBegan() {
        var period = Period.since(SECOND);

        assertThatThrownBy(() -> period.endedBy(SECOND))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> period.endedBy(FIRST))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Ending a period takes days away from its end and nothing else; doing it twice changes
     * nothing.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsTheDaysBeforeItsNewEnd(long seed) {
        var random = new Random(seed);
        var period = any(random);
        var end = period.from().plusDays(1 + random.nextInt(DAYS));

        var ended = period.endedBy(end);

        FIRST.datesUntil(FIRST.plusDays(3L * DAYS))
                .forEach(day ->
                        assertThat(ended.covers(day))
                                .as(day.toString())
                                .isEqualTo(period.covers(day) && day.isBefore(end)));
        assertThat(ended.endedBy(end)).isEqualTo(ended);
    }

    private static Period any(Random random) {
        var from = FIRST.plusDays(random.nextInt(DAYS));
        return random.nextInt(4) == 0
                ? Period.since(from)
                : new Period(from, from.plusDays(1 + random.nextInt(DAYS)));
    }
}
