package yanzhen.app.chain.taskforce;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * 例会周期: when the next meeting is due.
 *
 * @param first day of the first meeting
 * @param everyDays days from one meeting to the next, 1 to 366
 */
public record Cadence(LocalDate first, int everyDays) {

    /**
     * @throws IllegalArgumentException when the days are not 1 to 366
     */
    public Cadence {
        if (everyDays < 1 || everyDays > 366) {
            throw new IllegalArgumentException(
                    "Meetings every %d days are no cadence; take 1 to 366.".formatted(everyDays));
        }
    }

    /**
     * The first day that is planned, or as many days after the last meeting as the cadence says.
     *
     * @param last day of the latest meeting; null when there was none
     */
    public LocalDate next(@Nullable LocalDate last) {
        return last == null || last.isBefore(first) ? first : last.plusDays(everyDays);
    }

    /** Days by which the next meeting is late on a day; 0 when it is not. */
    public long late(@Nullable LocalDate last, LocalDate day) {
        return Math.max(0, ChronoUnit.DAYS.between(next(last), day));
    }
}
