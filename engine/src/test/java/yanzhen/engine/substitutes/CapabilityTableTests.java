package yanzhen.engine.substitutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilityTableTests {

    private static CapabilityTable twoByTwo() {
        return new CapabilityBuilder(2, Tables.products(2))
                .holds(0, 0, 30)
                .holds(0, 1, 10)
                .holds(1, 0, 20)
                .holds(1, 1, 15)
                .holds(1, 1, 25)
                .build();
    }

    @Test
    void comparesAFirmsShareWithThatOfAllFirms() {
        // p0 is 30 of 40 in firm 0 and 50 of 100 in all; p1 is 40 of 60 in firm 1 and 50 of 100.
        var table = twoByTwo();

        assertThat(table.amount(1, 1)).isEqualTo(40);
        assertThat(table.advantage(0, 0)).isCloseTo(1.5, within(1e-12));
        assertThat(table.advantage(0, 1)).isCloseTo(0.5, within(1e-12));
        assertThat(table.advantage(1, 1)).isCloseTo(4.0 / 3, within(1e-12));
        assertThat(table.advantaged(1).holds(0, 0)).isTrue();
        assertThat(table.advantaged(1).holds(0, 1)).isFalse();
        assertThat(table.advantaged(0.5).holds(0, 1)).isTrue();
        assertThat(table.present().diversity(0)).isEqualTo(2);
        assertThat(table.advantaged(1).ubiquity(1)).isEqualTo(1);
        assertThatThrownBy(() -> table.advantaged(0)).hasMessageContaining("bar (0.0)");
    }

    @Test
    void countsNothingAsNotHeld() {
        var table = new CapabilityBuilder(1, Tables.products(2)).holds(0, 0, 0).build();

        assertThat(table.present().diversity(0)).isZero();
        assertThat(table.advantage(0, 1)).isZero();
    }

    @Test
    void namesEverythingWrongAtOnce() {
        var builder =
                new CapabilityBuilder(
                                2,
                                List.of(
                                        new Capability(Capability.Kind.STANDARD, "ISO 9001"),
                                        new Capability(Capability.Kind.STANDARD, "ISO 9001")))
                        .holds(2, 0)
                        .holds(0, -1, 4)
                        .holds(0, 0, -1)
                        .holds(0, 0, Double.NaN);

        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        MalformedCapabilities.class, it -> assertThat(it.faults()).hasSize(5))
                .hasMessageContaining("In record 0 the firm (2) is not between 0 and 1.")
                .hasMessageContaining("In record 1 the capability (-1) is not between 0 and 1.")
                .hasMessageContaining("In record 2 the amount (-1.0)")
                .hasMessageContaining("In record 3 the amount (NaN)")
                .hasMessageContaining("ISO 9001 (STANDARD) stands twice");
        assertThatThrownBy(() -> new Capability(Capability.Kind.PATENTS, ""))
                .hasMessageContaining("PATENTS");
    }

    @Test
    void tellsCapabilitiesOfOneNameApartByKind() {
        var table =
                new CapabilityBuilder(
                                1,
                                List.of(
                                        new Capability(Capability.Kind.PRODUCT, "etching"),
                                        new Capability(Capability.Kind.PATENTS, "etching")))
                        .holds(0, 1)
                        .build();

        assertThat(table.present().holds(0, 0)).isFalse();
        assertThat(table.present().holds(0, 1)).isTrue();
    }
}
