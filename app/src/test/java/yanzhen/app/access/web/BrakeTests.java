package yanzhen.app.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import yanzhen.app.access.Tally;

class BrakeTests {

    private final Hand clock = new Hand();
    private final Brake brake = new Brake(clock);

    @Test
    void letsFiveFailuresOfOneLoginPassAndThenSaysHowLongToWait() {
        for (int at = 0; at < 5; at++) {
            assertThat(brake.take("10.0.0.1", "lin")).isEmpty();
        }

        assertThat(brake.take("10.0.0.1", "lin")).contains(Duration.ofMinutes(5));
        clock.advance(Duration.ofMinutes(5));
        assertThat(brake.take("10.0.0.1", "lin")).isEmpty();
    }

    /** The attacker's address is braked; the same login from elsewhere does not notice. */
    @Test
    void doesNotHoldUpTheVictimElsewhere() {
        for (int at = 0; at < 6; at++) {
            brake.take("10.0.0.1", "lin");
        }

        assertThat(brake.take("10.0.0.1", "lin")).isPresent();
        assertThat(brake.take("10.0.0.2", "lin")).isEmpty();
    }

    @Test
    void letsOneAddressFailLessOftenThanLocksAnAccount() {
        int failures = 0;
        for (int second = 0; second < Tally.SPAN.toSeconds(); second++) {
            failures += brake.take("10.0.0.1", "lin").isEmpty() ? 1 : 0;
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(failures).isEqualTo(7).isLessThan(Tally.MOST);
    }

    @Test
    void slowsAnAddressThatTriesOneLoginAfterAnother() {
        for (int at = 0; at < 30; at++) {
            assertThat(brake.take("10.0.0.1", "login" + at)).isEmpty();
        }

        assertThat(brake.take("10.0.0.1", "another")).contains(Duration.ofSeconds(30));
    }

    @Test
    void takesNothingForAGoodLogIn() {
        for (int at = 0; at < 200; at++) {
            assertThat(brake.take("10.0.0.1", "lin")).isEmpty();
            brake.giveBack("10.0.0.1", "lin");
        }
    }

    @Test
    void countsTheAddressesOfOneIpv6LineTogether() {
        assertThat(Brake.line("2001:db8:1:2::1")).isEqualTo(Brake.line("2001:db8:1:2:ffff::9"));
        assertThat(Brake.line("2001:db8:1:2::1")).isNotEqualTo(Brake.line("2001:db8:1:3::1"));
    }

    /** A clock that moves when told to. */
    private static final class Hand extends Clock {

        private Instant now = Instant.parse("2025-03-01T00:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
