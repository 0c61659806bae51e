package yanzhen.app.plan.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.AsOf;

/**
 * The day and the moment that an address asks about; both may be missing.
 *
 * @param day as of this day; today when missing
 * @param known as known at the end of this day; now when missing or not yet over
 */
record Asked(@Nullable LocalDate day, @Nullable LocalDate known) {

    AsOf asOf(Clock clock) {
        var today = LocalDate.now(clock);
        return new AsOf(day == null ? today : day, knownAt(clock));
    }

    private Instant knownAt(Clock clock) {
        var now = clock.instant();
        return Optional.ofNullable(known)
                .map(it -> it.plusDays(1).atStartOfDay(clock.getZone()).toInstant())
                .filter(it -> it.isBefore(now))
                .orElse(now);
    }

    /** Whether it asks about another day or moment than now. */
    boolean back() {
        return day != null || known != null;
    }

    /** The same question for another page, as it follows the path. */
    String query() {
        var query = new StringBuilder();
        if (day != null) {
            query.append("?day=").append(day);
        }
        if (known != null) {
            query.append(query.isEmpty() ? "?" : "&").append("known=").append(known);
        }
        return query.toString();
    }
}
