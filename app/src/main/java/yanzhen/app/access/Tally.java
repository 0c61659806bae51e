package yanzhen.app.access;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 失败计数: failures to log in, and the lock that they lead to.
 *
 * @param failures that count, 0 to {@value #MOST} - 1
 * @param since the first of them; null when there are none
 * @param lockedUntil first moment at which a password helps again; null when never locked
 */
public record Tally(int failures, @Nullable Instant since, @Nullable Instant lockedUntil) {

    /** The failure that locks. */
    public static final int MOST = 10;

    /** How long failures count, and how long the lock lasts. */
    public static final Duration SPAN = Duration.ofMinutes(15);

    public static final Tally NONE = new Tally(0, null, null);

    public boolean lockedAt(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    /** One failure more; those from before the span are forgotten. */
    public Tally failedAt(Instant now) {
        if (since == null || !now.isBefore(since.plus(SPAN))) {
            return new Tally(1, now, null);
        }
        return failures + 1 < MOST
                ? new Tally(failures + 1, since, null)
                : new Tally(0, null, now.plus(SPAN));
    }
}
