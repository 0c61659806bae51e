package yanzhen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.engine.Explanation.Cause;
import yanzhen.engine.Explanation.Through;

class ExplanationTests {

    private static final StopRule.Absolute RULE = new StopRule.Absolute(1e-6);

    /**
     * 0 and 1 sell 9 and 3 to 2, which sells to 3; all of a kind that cannot be done without;
     * nobody can step in.
     */
    private static final Cascade CASCADE =
            Cascade.on(
                    CascadeSetting.of(
                                    new NetworkBuilder(5)
                                            .add(0, 2, 9)
                                            .add(1, 2, 3)
                                            .add(2, 3, 5)
                                            .build()
                                            .network(),
                                    new int[] {0, 0, 1, 2, 2},
                                    InputClasses.all(3, InputClass.ESSENTIAL))
                            .with(Markets.none()));

    @Test
    void namesTheLinkThatCarriedMostOfALoss() {
        var explanation =
                CASCADE.explain(
                        Shock.of(new int[] {0, 1}, new double[] {1, 1}, new double[] {0, 0}), RULE);

        // By hand: 2 lacks 9/12 for want of 0 and 3/12 for want of 1, and so stops; 3 with it.
        assertThat(explanation.causeOf(2))
                .isEqualTo(new Cause(2, 1, Through.DELIVERIES, 0, 0.75, 1));
        assertThat(explanation.causeOf(3)).isEqualTo(new Cause(3, 1, Through.DELIVERIES, 2, 1, 2));
        assertThat(explanation.causeOf(0)).isEqualTo(new Cause(0, 1, Through.SHOCK, 0, 1, 0));
        assertThat(explanation.causeOf(4).through()).isEqualTo(Through.NOTHING);
    }

    @Test
    void tellsTheIndexAfterTheShockAndAfterEachStep() {
        var indices = new java.util.ArrayList<RiskIndex>();
        CASCADE.explain(
                Shock.failureOf(1), RULE, Weights.of(new double[] {9, 3, 5, 0, 0}), indices::add);

        // By hand: 1 counts 3/17; 2 lacks 3/12 for want of it, 5/17 · 1/4; 3 has no weight.
        assertThat(indices.getFirst().down()).isCloseTo(3 / 17.0, within(1e-12));
        assertThat(indices.get(1).down()).isCloseTo(3 / 17.0 + 1.25 / 17, within(1e-12));
        assertThat(indices.getLast().down()).isCloseTo(4.25 / 17, within(1e-12));
        assertThatThrownBy(() ->
                        CASCADE.explain(
                                Shock.failureOf(1), RULE, Weights.of(new double[] {1}), _ -> {}))
                .hasMessageContaining("1 weights for 5 firms");
    }

    @Test
    void goesBackToTheShockLinkByLink() {
        var explanation = CASCADE.explain(Shock.failureOf(1), RULE);

        assertThat(explanation.wayTo(3))
                .containsExactly(
                        new Cause(1, 1, Through.SHOCK, 1, 1, 0),
                        new Cause(2, 0.25, Through.DELIVERIES, 1, 0.25, 1),
                        new Cause(3, 0.25, Through.DELIVERIES, 2, 0.25, 2));
        assertThat(explanation.wayTo(4)).isEmpty();
    }

    @Test
    void knowsWhoLosesSales() {
        var explanation = CASCADE.explain(Shock.failureOf(3), RULE);

        assertThat(explanation.causeOf(1)).isEqualTo(new Cause(1, 1, Through.SALES, 2, 1, 2));
        assertThat(explanation.wayTo(1)).extracting(Cause::firm).containsExactly(3, 2, 1);
    }

    /** 2 can neither buy nor sell: deliveries, which everybody behind it feels, are named. */
    @Test
    void namesDeliveriesWhereBothLossesAreEqual() {
        var shock = Shock.of(new int[] {0, 1, 3}, new double[] {1, 1, 1}, new double[] {1, 1, 1});

        var explanation = CASCADE.explain(shock, RULE);

        assertThat(explanation.losses().down(2)).isEqualTo(explanation.losses().up(2));
        assertThat(explanation.causeOf(2))
                .isEqualTo(new Cause(2, 1, Through.DELIVERIES, 0, 0.75, 1));
    }

    @Test
    void listsTheHardestHitFirst() {
        var losses = CASCADE.explain(Shock.failureOf(1), RULE).losses();

        assertThat(losses.hardestHit(1)).containsExactly(1);
        assertThat(losses.hardestHit(9)).hasSize(3).startsWith(1).contains(2, 3);
    }

    /** So many firms that all cores take part: no bit depends on it. */
    @Test
    void losesTheSameOnAllCoresAsOnOne() {
        var any = AnyNetwork.of(4, 40_000);
        var sector = new int[any.network().firms()];
        Arrays.setAll(sector, any::sectorOf);
        var cascade = Cascade.on(any.setting());
        var shock = Shock.failureOfSector(0, sector);

        var all = cascade.explain(shock, RULE).losses();
        var one = cascade.run(shock, RULE, any.weights());

        assertThat(cascade.firms()).isGreaterThan(10_000);
        assertThat(all.index(any.weights())).isEqualTo(one.index(any.weights()));
        assertThat(all.settlement()).isEqualTo(one.settlement());
        for (int firm = 0; firm < cascade.firms(); firm++) {
            assertThat(all.of(firm)).isEqualTo(one.of(firm));
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 80);
    }

    /** Any network: whoever lost something has a cause, and a way that begins at the shock. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leadsEveryLossBackToTheShock(int seed) {
        var any = AnyNetwork.of(seed, 60);
        var cascade = Cascade.on(any.setting());
        int failed = new Random(seed).nextInt(cascade.firms());

        var explanation = cascade.explain(Shock.failureOf(failed), RULE);
        var losses = cascade.run(Shock.failureOf(failed), RULE, any.weights());

        assertThat(explanation.losses().settlement()).isEqualTo(losses.settlement());
        for (int firm = 0; firm < cascade.firms(); firm++) {
            var cause = explanation.causeOf(firm);
            assertThat(cause.loss()).isEqualTo(losses.of(firm));
            assertThat(cause.part()).isLessThanOrEqualTo(cause.loss() + 1e-3);
            if (cause.loss() > 0) {
                var way = explanation.wayTo(firm);
                assertThat(way.getFirst().firm()).isEqualTo(failed);
                assertThat(way.getLast().firm()).isEqualTo(firm);
                assertThat(way).extracting(Cause::step).isSorted().doesNotHaveDuplicates();
                assertThat(way.getLast().loss()).isCloseTo(cause.loss(), within(0.0));
            }
        }
    }
}
