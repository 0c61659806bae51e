package yanzhen.app.kernel;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 期间: days from one up to, not including, another.
 *
 * @param from first day
 * @param until first day no longer in it; null while the end is open
 */
public record Period(LocalDate from, @Nullable LocalDate until) {

    /**
     * @throws IllegalArgumentException when it ends before it begins
     */
    public Period {
        if (until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "The period from %s until %s holds no day. The end must come after the beginning."
                            .formatted(from, until));
        }
    }

    /** From this day on, its end open. */
    public static Period since(LocalDate from) {
        return new Period(from, null);
    }

    /** Whether the day lies in it. */
    public boolean covers(LocalDate day) {
        return !day.isBefore(from) && (until == null || day.isBefore(until));
    }

    /** Whether the two have a day in common. */
    public boolean overlaps(Period other) {
        return (other.until == null || from.isBefore(other.until))
                && (until == null || other.from.isBefore(until));
    }

    /**
     * This period, ended before the given day if it would last longer.
     *
     * @throws IllegalArgumentException when no day would be left
     */
    public Period endedBy(LocalDate day) {
        return until != null && !day.isBefore(until) ? this : new Period(from, day);
    }
}
