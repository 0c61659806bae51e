package yanzhen.app.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/**
 * 时点: the day that a question is about, and the moment whose knowledge answers it.
 *
 * @param day what was so on this day (valid time)
 * @param knownAt what had been recorded by this moment (recorded time)
 */
public record AsOf(LocalDate day, Instant knownAt) {

    /** Today, as known by now. */
    public static AsOf now(Clock clock) {
        return new AsOf(LocalDate.now(clock), clock.instant());
    }
}
