package yanzhen.engine.tiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.engine.NetworkBuilder;

class ChokePointsTests {

    @Test
    void namesEverybodyOnALineFromTheMakersOutwards() {
        assertThat(ChokePoints.of(Chains.behindZero(Chains.LINE)))
                .containsExactly(
                        new ChokePoint(1, 1, 2, 2.0 / 3, 2),
                        new ChokePoint(2, 2, 1, 1.0 / 3, 3),
                        new ChokePoint(3, 3, 0, 0, -1));
    }

    @Test
    void namesTheFirmBehindADiamondButNobodyInAStar() {
        assertThat(ChokePoints.of(Chains.behindZero(Chains.DIAMOND)))
                .containsExactly(new ChokePoint(3, 2, 0, 0, -1));
        assertThat(ChokePoints.of(Chains.behindZero(Chains.STAR))).isEmpty();
    }

    /** 2 and 3 get nothing from outside, so either may be where supply begins. */
    @Test
    void takesEachFirmOfAClosedCircleForAnUltimateSupplier() {
        var circle = Chains.behindZero(Chains.CIRCLE);

        assertThat(UltimateSuppliers.of(circle).firms()).containsExactly(2, 3);
        assertThat(ChokePoints.of(circle))
                .containsExactly(
                        new ChokePoint(1, 1, 2, 2.0 / 3, 2), new ChokePoint(2, 2, 1, 1.0 / 3, -1));
    }

    @Test
    void countsNothingThatComesBackToTheMakersAsSupply() {
        // 1 buys from 0 alone and supplies it: 0 gets everything through 1.
        var back = Chains.behindZero(Chains.of(2, 0, 1, 1, 0));

        assertThat(ChokePoints.of(back)).containsExactly(new ChokePoint(1, 1, 0, 0, -1));
        assertThat(ChokePoints.of(Chains.behindZero(Chains.SELF_SUPPLY))).hasSize(1);
    }

    @Test
    void namesNobodyWhereAMakerNeedsNothing() {
        assertThat(ChokePoints.of(Chains.behindZero(Chains.ISOLATED))).isEmpty();
        var needs = Needs.ofAnySupplier(4);
        var two = Dependence.of(Chains.LINE, needs, new int[] {0, 3}, Dependence.ALL_TIERS);
        assertThat(ChokePoints.of(two)).isEmpty();
    }

    @Test
    void takesWhoGoesDeeperThanAskedForAnUltimateSupplier() {
        assertThat(ChokePoints.of(Chains.behindZero(Chains.DIAMOND, 1))).isEmpty();
    }

    /** As deep as a stack of calls would not reach. */
    @Test
    void goesDownAVeryLongLine() {
        int firms = 200_000;
        var builder = new NetworkBuilder(firms);
        for (int firm = 1; firm < firms; firm++) {
            builder.add(firm, firm - 1, 1);
        }

        assertThat(ChokePoints.of(Chains.behindZero(builder.build().network())))
                .hasSize(firms - 1)
                .startsWith(new ChokePoint(1, 1, firms - 2, (firms - 2.0) / (firms - 1), 2));
    }

    static IntStream seeds() {
        return IntStream.range(0, 150);
    }

    /** Any chain: exactly those without whom nothing arrives, each tried by removal. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void areThoseWithoutWhomNothingArrives(int seed) {
        var any = AnyChain.of(seed, 12);
        int depth = seed % 3 == 0 ? 2 : Dependence.ALL_TIERS;
        var dependence = any.dependence(depth);
        var seen = any.seen(dependence);
        var ultimate = any.ultimate(dependence);
        var without =
                IntStream.range(0, any.firms)
                        .filter(it -> dependence.tierOf(it) > 0)
                        .filter(it -> !any.arrives(seen, ultimate, 1 << it))
                        .toArray();

        var points = ChokePoints.of(dependence);

        assertThat(UltimateSuppliers.of(dependence).firms())
                .containsExactlyInAnyOrder(ultimate.stream().toArray());
        assertThat(points.stream().mapToInt(ChokePoint::firm).toArray())
                .containsExactlyInAnyOrder(without);
    }

    /** Any chain: who is behind a point reaches no maker without it. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void haveBehindThemWhoReachesNoMakerOtherwise(int seed) {
        var any = AnyChain.of(seed, 12);
        var dependence = any.dependence(Dependence.ALL_TIERS);
        var seen = any.seen(dependence);

        for (var point : ChokePoints.of(dependence)) {
            long behind =
                    seen.stream()
                            .filter(it -> it != point.firm())
                            .filter(it -> {
                                var only = new BitSet();
                                only.set(it);
                                return !any.arrives(seen, only, 1 << point.firm());
                            })
                            .count();
            assertThat(point.behind()).isEqualTo((int) behind);
        }
    }

    /** Any chain: other numbers, the same firms in the same order. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doNotDependOnTheNumbersOfFirms(int seed) {
        var any = AnyChain.of(seed, 12);
        var names = any.names(new Random(seed));

        var one = ChokePoints.of(any.dependence(Dependence.ALL_TIERS));
        var other = ChokePoints.of(any.renamed(names).dependence(Dependence.ALL_TIERS));

        assertThat(other.stream().mapToInt(ChokePoint::firm).toArray())
                .isEqualTo(
                        Arrays.stream(one.stream().mapToInt(ChokePoint::firm).toArray())
                                .map(it -> names[it])
                                .toArray());
    }
}
