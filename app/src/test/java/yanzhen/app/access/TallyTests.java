package yanzhen.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TallyTests {

    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

    @Test
    void locksWithTheTenthFailureForAQuarterOfAnHour() {
        var ninth = failures(9);

        var tenth = ninth.failedAt(START.plusSeconds(10));

        assertThat(ninth.lockedAt(START.plusSeconds(9))).isFalse();
        assertThat(tenth.lockedAt(START.plusSeconds(10))).isTrue();
        assertThat(tenth.lockedUntil()).isEqualTo("2025-03-01T00:15:10Z");
        assertThat(tenth.lockedAt(Instant.parse("2025-03-01T00:15:09Z"))).isTrue();
        assertThat(tenth.lockedAt(Instant.parse("2025-03-01T00:15:10Z"))).isFalse();
    }

    @Test
    void forgetsFailuresOlderThanAQuarterOfAnHour() {
        var ninth = failures(9);

        var later = ninth.failedAt(START.plus(Tally.SPAN));

        assertThat(later).isEqualTo(new Tally(1, START.plus(Tally.SPAN), null));
    }

    @Test
    void countsAnewAfterALock() {
        var after = failures(10).failedAt(START.plusSeconds(2_000));

        assertThat(after.failures()).isEqualTo(1);
        assertThat(after.lockedUntil()).isNull();
    }

    private static Tally failures(int count) {
        var tally = Tally.NONE;
        for (int at = 0; at < count; at++) {
            tally = tally.failedAt(START.plusSeconds(at));
        }
        return tally;
    }
}
