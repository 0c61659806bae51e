package yanzhen.app.chain.taskforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CadenceTests {

    private final Cadence monthly = new Cadence(LocalDate.of(2026, 1, 10), 30);

    @Test
    void beginsWithTheFirstMeetingAndGoesOnFromTheLast() {
        assertThat(monthly.next(null)).isEqualTo("2026-01-10");
        // A meeting before the first planned one does not count: it was planned anew since.
        assertThat(monthly.next(LocalDate.of(2025, 12, 1))).isEqualTo("2026-01-10");
        assertThat(monthly.next(LocalDate.of(2026, 1, 12))).isEqualTo("2026-02-11");
    }

    @Test
    void saysByHowManyDaysTheNextMeetingIsLate() {
        var last = LocalDate.of(2026, 1, 12);

        assertThat(monthly.late(last, LocalDate.of(2026, 2, 11))).isZero();
        assertThat(monthly.late(last, LocalDate.of(2026, 2, 14))).isEqualTo(3);
        assertThat(monthly.late(null, LocalDate.of(2026, 1, 1))).isZero();
    }

    @Test
    void isOneToThreeHundredAndSixtySixDays() {
        assertThatThrownBy(() -> new Cadence(LocalDate.of(2026, 1, 10), 0))
                .hasMessageContaining("0 days");
        assertThatThrownBy(() -> new Cadence(LocalDate.of(2026, 1, 10), 367))
                .hasMessageContaining("367 days");
    }
}
