package yanzhen.engine.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.engine.tiers.SupplyCut.Impossible;
import yanzhen.engine.tiers.SupplyCut.Member;
import yanzhen.engine.tiers.SupplyCut.Narrowest;

class SupplyCutTests {

    @Test
    void isTheFirmNextToTheMakerOnALine() {
        assertThat(SupplyCut.fewest(Chains.behindZero(Chains.LINE)))
                .isEqualTo(new Narrowest(List.of(new Member(1, 1, 1, 1)), 1));
    }

    @Test
    void isAllOfAStarAndTheOneBehindADiamond() {
        var third = 1.0 / 3;
        assertThat(SupplyCut.fewest(Chains.behindZero(Chains.STAR)))
                .isEqualTo(
                        new Narrowest(
                                List.of(
                                        new Member(1, 1, 1, third),
                                        new Member(2, 1, 1, third),
                                        new Member(3, 1, 1, third)),
                                3));
        assertThat(SupplyCut.fewest(Chains.behindZero(Chains.DIAMOND)))
                .isEqualTo(new Narrowest(List.of(new Member(3, 2, 1, 1)), 1));
        assertThat(SupplyCut.fewest(Chains.behindZero(Chains.CIRCLE)))
                .isEqualTo(new Narrowest(List.of(new Member(1, 1, 1, 1)), 1));
    }

    @Test
    void goesByWeightWhereTwoSmallFirmsWeighLessThanALargeOne() {
        // By hand: 1 and 2 weigh 1.5 together, 3 weighs 2.
        var cut =
                SupplyCut.lightest(Chains.behindZero(Chains.DIAMOND), new double[] {9, 1, 0.5, 2});

        assertThat(cut)
                .isEqualTo(
                        new Narrowest(
                                List.of(
                                        new Member(1, 1, 1, 1 / 1.5),
                                        new Member(2, 1, 0.5, 0.5 / 1.5)),
                                1.5));
    }

    @Test
    void saysThatThereIsNoneWhereAMakerNeedsNothing() {
        assertThat(SupplyCut.fewest(Chains.behindZero(Chains.ISOLATED)))
                .isEqualTo(new Impossible(0));
    }

    @Test
    void namesEveryWeightThatIsNone() {
        var line = Chains.behindZero(Chains.LINE);

        assertThatThrownBy(() -> SupplyCut.lightest(line, new double[] {1, 0, Double.NaN}))
                .hasMessageContaining("3 entries of weight for 4 firms")
                .hasMessageContaining("The weight of firm 1 (0.0)")
                .hasMessageContaining("The weight of firm 2 (NaN)");
    }

    static IntStream seeds() {
        return IntStream.range(0, 120);
    }

    /** Any chain: no set of firms that weighs less lets nothing arrive; all sets are tried. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void weighsAsLittleAsAnySetThatLetsNothingArrive(int seed) {
        var any = AnyChain.of(seed, 9);
        var random = new Random(seed);
        var dependence = any.dependence(Dependence.ALL_TIERS);
        var weight = random.doubles(any.firms, 0.5, 4).toArray();
        var ones = new double[any.firms];
        Arrays.fill(ones, 1);

        verify(any, dependence, SupplyCut.fewest(dependence), ones);
        verify(any, dependence, SupplyCut.lightest(dependence, weight), weight);
    }

    private static void verify(
            AnyChain any, Dependence dependence, SupplyCut cut, double[] weight) {
        var seen = any.seen(dependence);
        var ultimate = any.ultimate(dependence);
        double least = Double.POSITIVE_INFINITY;
        for (int set = 0; set < 1 << any.firms; set++) {
            double weighs = 0;
            for (int firm = 0; firm < any.firms; firm++) {
                boolean in = (set >> firm & 1) == 1;
                boolean may = dependence.tierOf(firm) > 0;
                weighs += !in ? 0 : may ? weight[firm] : Double.POSITIVE_INFINITY;
            }
            if (weighs < least && !any.arrives(seen, ultimate, set)) {
                least = weighs;
            }
        }
        switch (cut) {
            case Impossible(int maker) -> {
                assertThat(least).isInfinite();
                assertThat(any.isMaker(maker)).isTrue();
            }
            case Narrowest(var members, double weighs) -> {
                assertThat(weighs).isCloseTo(least, within(1e-9));
                int set = members.stream().mapToInt(it -> 1 << it.firm()).sum();
                assertThat(any.arrives(seen, ultimate, set)).isFalse();
                assertThat(members.stream().mapToDouble(Member::share).sum())
                        .isCloseTo(1, within(1e-12));
            }
        }
    }

    /** Any chain: other numbers, the same cut. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesNotDependOnTheNumbersOfFirms(int seed) {
        var any = AnyChain.of(seed, 14);
        var names = any.names(new Random(seed));

        var one = SupplyCut.fewest(any.dependence(Dependence.ALL_TIERS));
        var other = SupplyCut.fewest(any.renamed(names).dependence(Dependence.ALL_TIERS));

        if (one instanceof Narrowest(var members, double weight)
                && other instanceof Narrowest(var otherMembers, double otherWeight)) {
            assertThat(otherWeight).isEqualTo(weight);
            assertThat(otherMembers.stream().mapToInt(Member::firm).toArray())
                    .containsExactlyInAnyOrder(
                            members.stream().mapToInt(it -> names[it.firm()]).toArray());
        } else {
            assertThat(other).isInstanceOf(Impossible.class);
            assertThat(one).isInstanceOf(Impossible.class);
        }
    }
}
