package yanzhen.app.cluster.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.app.cluster.Formations.Movement;
import yanzhen.app.cluster.web.Flow.Bar;

class FlowTests {

    private static final int HIGHEST = 5;
    private static final double WHOLE = 300;

    /** Three of four stay, one rises: bars of three quarters and one quarter of the height. */
    @Test
    void drawsBarsTrueToScale() {
        var flow = Flow.of(List.of(new Movement(1, 1, 3), new Movement(1, 2, 1)), 2);

        assertThat(flow.first()).extracting(Bar::step).containsExactly(2, 1, 0);
        assertThat(flow.first()).extracting(Bar::height).containsExactly("0.0", "300.0", "0.0");
        assertThat(flow.second()).extracting(Bar::height).containsExactly("75.0", "225.0", "0.0");
        assertThat(flow.second()).extracting(Bar::firms).containsExactly(1L, 3L, 0L);
    }

    @Test
    void saysByItsToneWhoRoseAndWhoFell() {
        var flow =
                Flow.of(
                        List.of(
                                new Movement(0, 1, 1),
                                new Movement(3, 2, 1),
                                new Movement(4, 4, 1),
                                new Movement(2, 0, 1)),
                        HIGHEST);

        assertThat(flow.bands())
                .extracting(it -> it.movement().before() + it.tone())
                .containsExactly("4same", "3down", "2down", "0up");
    }

    @Test
    void isEmptyWhereNobodyWas() {
        var flow = Flow.of(List.of(), HIGHEST);

        assertThat(flow.bands()).isEmpty();
        assertThat(flow.first()).allMatch(it -> it.height().equals("0.0"));
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    /**
     * Any movement: no two names lie on one another, all bars together are the whole, nothing is
     * cut off.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsNamesApartAndInside(int seed) {
        var random = new Random(seed);
        var movements = new ArrayList<Movement>();
        for (int before = 0; before <= HIGHEST; before++) {
            for (int after = before == 0 ? 1 : 0; after <= HIGHEST; after++) {
                if (random.nextBoolean()) {
                    movements.add(new Movement(before, after, 1 + random.nextInt(5_000)));
                }
            }
        }

        var flow = Flow.of(movements, HIGHEST);

        for (var side : List.of(flow.first(), flow.second())) {
            double above = Double.NEGATIVE_INFINITY;
            double all = 0;
            for (var bar : side) {
                double middle = Double.parseDouble(bar.middle());
                assertThat(middle - above).isGreaterThanOrEqualTo(19.8);
                above = middle;
                all += Double.parseDouble(bar.height());
            }
            assertThat(above + 10).isLessThan(flow.height());
            assertThat(all).isCloseTo(movements.isEmpty() ? 0 : WHOLE, within(0.5));
        }
        assertThat(flow.bands()).hasSameSizeAs(movements);
    }

    /** Five steps: each slice begins as wide as the one above has ended, but for the gap. */
    @Test
    void drawsAWedgeThatWidensEvenly() {
        var steps =
                IntStream.rangeClosed(1, 5)
                        .mapToObj(it -> new Wedge.Step("s" + it, "S", true, it, 0, 0, 0))
                        .toList();

        var slices = Wedge.of(steps).slices();

        assertThat(slices).hasSize(5);
        assertThat(slices.getFirst().points()).startsWith("132.0,30 208.0,30");
        assertThat(slices).extracting(it -> it.step().held()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(slices)
                .extracting(Wedge.Slice::middle)
                .isSortedAccordingTo(Integer::compare)
                .doesNotHaveDuplicates();
        assertThat(Wedge.of(List.of()).slices()).isEmpty();
    }
}
