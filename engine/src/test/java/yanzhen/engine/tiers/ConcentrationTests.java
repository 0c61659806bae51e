package yanzhen.engine.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;
import yanzhen.engine.NetworkBuilder;
import yanzhen.engine.SupplyNetwork;
import yanzhen.engine.tiers.BorderShare.Route;
import yanzhen.engine.tiers.Concentration.Part;

/** What a tier buys: how concentrated it is, what crosses a border, and what has one source. */
class ConcentrationTests {

    private static final double EPSILON = 1e-12;

    /** 1 sells 6 and 2 sells 2 to 0; 3 sells 4 to 1, and 1 to 2. */
    private static final SupplyNetwork UNEVEN =
            new NetworkBuilder(4)
                    .add(1, 0, 6)
                    .add(2, 0, 2)
                    .add(3, 1, 4)
                    .add(3, 2, 1)
                    .build()
                    .network();

    @Test
    void addsUpSquaredSharesOfEachTier() {
        // By hand: (6/8)² + (2/8)² = 0.625, which is 1.6 suppliers; 0.5625/0.625 is 0.9.
        assertThat(Concentration.ofEachTier(Chains.behindZero(UNEVEN)))
                .containsExactly(
                        new Concentration(
                                1,
                                2,
                                8,
                                0.625,
                                1.6,
                                List.of(new Part(1, 6, 0.75, 0.9), new Part(2, 2, 0.25, 0.1))),
                        new Concentration(2, 1, 5, 1, 1, List.of(new Part(3, 5, 1, 1))));
    }

    @Test
    void namesTheLargestOfATierFirstWhateverItsNumber() {
        var other = new NetworkBuilder(3).add(1, 0, 2).add(2, 0, 6).build().network();

        var tier = Concentration.ofEachTier(Chains.behindZero(other)).getFirst();

        assertThat(tier.parts()).extracting(Part::firm).containsExactly(2, 1);
    }

    @Test
    void hasNothingToSayOfAFirmWithoutSuppliers() {
        var isolated = Chains.behindZero(Chains.ISOLATED);

        assertThat(Concentration.ofEachTier(isolated)).isEmpty();
        assertThat(BorderShare.ofEachTier(isolated, new int[] {0, 0})).isEmpty();
        assertThat(BorderShare.ofAll(List.of())).isZero();
        assertThat(SingleSource.of(isolated)).isEmpty();
    }

    @Test
    void saysWhichShareComesFromAnotherRegionAndOnWhichRoute() {
        // 0, 2 and 3 are in region 7, 1 is in region 4. By hand: 6 of 8, then 4 of 5; 10 of 13.
        var shares = BorderShare.ofEachTier(Chains.behindZero(UNEVEN), new int[] {7, 4, 7, 7});

        assertThat(shares)
                .containsExactly(
                        new BorderShare(0, 8, 6, 0.75, List.of(new Route(4, 7, 6, 0.75))),
                        new BorderShare(1, 5, 4, 0.8, List.of(new Route(7, 4, 4, 0.8))));
        assertThat(BorderShare.ofAll(shares)).isCloseTo(10.0 / 13, within(EPSILON));
    }

    @Test
    void namesEveryRegionThatIsNone() {
        var uneven = Chains.behindZero(UNEVEN);

        assertThatThrownBy(() -> BorderShare.ofEachTier(uneven, new int[] {0, -1, 0}))
                .hasMessageContaining("3 entries of region for 4 firms")
                .hasMessageContaining("The region of firm 1 (-1)");
    }

    @Test
    void namesInputsThatComeFromOneFirmOnly() {
        // 1 and 2 make the same, 3 makes something else.
        var needs = Needs.ofEachKind(new int[] {0, 1, 1, 2});
        var uneven = Dependence.of(UNEVEN, needs, new int[] {0}, Dependence.ALL_TIERS);

        assertThat(SingleSource.of(uneven))
                .containsExactly(
                        new SingleSource(1, 1, 3, 2, 4, 1), new SingleSource(2, 1, 3, 2, 1, 1));
    }

    @Test
    void doesNotCallASourceSingleThatIsNotNeededOrKnownOrThatAFirmCanReplaceItself() {
        var makers = new int[] {0};
        var linear = Needs.of(new int[4], InputClasses.all(1, InputClass.NON_ESSENTIAL));
        assertThat(SingleSource.of(Dependence.of(Chains.LINE, linear, makers, 9))).isEmpty();
        var deeper = Chains.behindZero(Chains.LINE, 1);
        assertThat(SingleSource.of(deeper)).containsExactly(new SingleSource(0, 0, 1, 0, 1, 1));
        assertThat(SingleSource.of(Chains.behindZero(Chains.SELF_SUPPLY))).isEmpty();
        var other = Needs.ofEachKind(new int[] {0, 1});
        assertThat(SingleSource.of(Dependence.of(Chains.SELF_SUPPLY, other, makers, 9))).hasSize(1);
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /** Any chain: between evenly spread and one firm for all; parts make up the whole. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void staysBetweenEvenAndOneFirmForAll(int seed) {
        var dependence = AnyChain.of(seed, 14).dependence(Dependence.ALL_TIERS);

        var tiers = Concentration.ofEachTier(dependence);

        assertThat(tiers).hasSize(dependence.tiers() - 1);
        for (var tier : tiers) {
            assertThat(tier.herfindahl()).isBetween(1.0 / tier.firms() - EPSILON, 1 + EPSILON);
            assertThat(tier.effectiveSuppliers()).isBetween(1 - 1e-9, tier.firms() + 1e-9);
            assertThat(tier.parts().stream().mapToDouble(Part::share).sum())
                    .isCloseTo(1, within(EPSILON));
            assertThat(tier.parts().stream().mapToDouble(Part::shareOfIndex).sum())
                    .isCloseTo(1, within(EPSILON));
        }
    }

    /** Any chain: other numbers and other names of regions, the same measures. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesNotDependOnTheNumbersOfFirms(int seed) {
        var any = AnyChain.of(seed, 14);
        var random = new Random(seed);
        var names = any.names(random);
        var region = random.ints(any.firms, 0, 3).toArray();
        var renamedRegion = new int[any.firms];
        for (int firm = 0; firm < any.firms; firm++) {
            renamedRegion[names[firm]] = 2 - region[firm];
        }
        var one = any.dependence(Dependence.ALL_TIERS);
        var other = any.renamed(names).dependence(Dependence.ALL_TIERS);

        var tiers = Concentration.ofEachTier(one);
        var otherTiers = Concentration.ofEachTier(other);
        for (int at = 0; at < tiers.size(); at++) {
            assertThat(otherTiers.get(at).herfindahl())
                    .isCloseTo(tiers.get(at).herfindahl(), within(EPSILON));
        }
        // Amounts are whole numbers, so sums are the same in any order.
        assertThat(BorderShare.ofAll(BorderShare.ofEachTier(other, renamedRegion)))
                .isEqualTo(BorderShare.ofAll(BorderShare.ofEachTier(one, region)));
        assertThat(SingleSource.of(other)).hasSameSizeAs(SingleSource.of(one));
    }

    /** Any chain: exactly the needed kinds that one seen firm delivers, counted by the matrix. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void namesExactlyTheKindsWithOneSupplier(int seed) {
        var any = AnyChain.of(seed, 12);
        var dependence = any.dependence(Dependence.ALL_TIERS);
        int expected = 0;
        for (int customer = 0; customer < any.firms; customer++) {
            for (int kind = 0; kind < 3; kind++) {
                int to = customer;
                int of = kind;
                long suppliers =
                        IntStream.range(0, any.firms)
                                .filter(it -> any.kind[it] == of && any.counts(it, to))
                                .filter(it -> any.classOf(it, to) == InputClass.ESSENTIAL)
                                .count();
                boolean own = any.sold[to][to] > 0 && any.kind[to] == of;
                expected += dependence.tierOf(to) >= 0 && suppliers == 1 && !own ? 1 : 0;
            }
        }

        assertThat(SingleSource.of(dependence)).hasSize(expected);
    }
}
