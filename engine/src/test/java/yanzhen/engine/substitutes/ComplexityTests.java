package yanzhen.engine.substitutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComplexityTests {

    private static final Offset<Double> NEAR = within(1e-10);

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /**
     * Three producers of five products as the Atlas of Economic Complexity (2011) explains
     * diversity and ubiquity: all five, three of them, one. By hand: M̃ = 10, 4, 1 over 15 / 4, 4,
     * 1 over 9 / 1, 1, 1 over 3; its trace is 13/9 and its determinant 2/45, so that beside 1 the
     * eigenvalues are 2/9 ± √(4/81 − 2/45), and the vector for the larger λ is (3λ − 1) − a, a, 1
     * with a = (12λ − 3) / 9λ, turned so that the most diverse comes first.
     */
    @Test
    void isTheSecondEigenvectorMadeStandard() {
        var found = Complexity.of(Tables.of("xxxxx", "xxx..", "x...."));

        double value = 2.0 / 9 + Math.sqrt(4.0 / 81 - 2.0 / 45);
        double middle = (12 * value - 3) / (9 * value);
        var vector = new double[] {middle - (3 * value - 1), -middle, -1};
        Standard.make(vector);
        assertThat(found.groups()).isEqualTo(1);
        assertThat(found.verdict(0)).isEqualTo(GroupVerdict.COMPARABLE);
        for (int firm = 0; firm < 3; firm++) {
            assertThat(found.ofFirm(firm)).isCloseTo(vector[firm], NEAR);
        }
        // Products: held by all three, by the first two (twice), by the first only (twice).
        var products = new double[] {0, pair(vector), pair(vector), vector[0], vector[0]};
        Standard.make(products);
        for (int product = 0; product < 5; product++) {
            assertThat(found.ofCapability(product)).isCloseTo(products[product], NEAR);
        }
        assertThat(found.secondEigenvalue(0)).isCloseTo(value, NEAR);
    }

    @Test
    void saysWhatAStandingComesFrom() {
        var holdings = Tables.of("xxxxx", "xxx..", "x....");
        var index = Complexity.of(holdings).standing(0);
        var fitness = Fitness.of(holdings, new Fitness.Rule(1e-9, 50)).standing(1);

        // The Atlas: the first has five products that 3, 2, 2, 1, 1 have, 1.8 on the mean.
        assertThat(index.diversity()).isEqualTo(5);
        assertThat(index.meanUbiquity()).isCloseTo(1.8, NEAR);
        assertThat(index.held()).extracting(Standing.Held::ubiquity).containsExactly(1, 1, 2, 2, 3);
        assertThat(index.held().getFirst().capability().name()).isEqualTo("p3");
        assertThat(fitness.meanUbiquity()).isCloseTo(7.0 / 3, NEAR);
        assertThat(fitness.held()).extracting(Standing.Held::number).containsExactly(1, 2, 0);
    }

    private static double pair(double[] vector) {
        return (vector[0] + vector[1]) / 2;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 13, 30})
    void ordersANestedTableByDiversity(int size) {
        var nested = Tables.nested(size);

        var index = Complexity.of(nested);
        var fitness = Fitness.of(nested, new Fitness.Rule(1e-9, 200));

        for (int at = 1; at < size; at++) {
            assertThat(index.ofFirm(at)).isLessThan(index.ofFirm(at - 1));
            assertThat(index.ofCapability(at)).isGreaterThan(index.ofCapability(at - 1));
            assertThat(fitness.ofFirm(at)).isLessThan(fitness.ofFirm(at - 1));
            assertThat(fitness.ofCapability(at)).isGreaterThan(fitness.ofCapability(at - 1));
        }
    }

    @Test
    void comparesOnlyFirmsThatAreLinked() {
        var apart = Tables.of("xxx...", "xx....", "....x.", "...xx.", "......");

        var index = Complexity.of(apart);
        var fitness = Fitness.of(apart, Fitness.Rule.USUAL);

        assertThat(index.groups()).isEqualTo(2);
        assertThat(fitness.groups()).isEqualTo(2);
        assertThat(IntStream.range(0, 5).map(index::groupOf)).containsExactly(0, 0, 1, 1, -1);
        assertThat(IntStream.range(0, 5).map(fitness::groupOf)).containsExactly(0, 0, 1, 1, -1);
        assertThat(index.ofFirm(0)).isCloseTo(1, NEAR);
        assertThat(index.ofFirm(1)).isCloseTo(-1, NEAR);
        assertThat(index.ofFirm(2)).isCloseTo(-1, NEAR);
        assertThat(index.ofFirm(3)).isCloseTo(1, NEAR);
        assertThat(index.ofFirm(4)).isNaN();
        assertThat(index.ofCapability(5)).isNaN();
        assertThat(fitness.ofFirm(4)).isZero();
        assertThat(fitness.ofFirm(2) + fitness.ofFirm(3)).isCloseTo(2, NEAR);
    }

    @Test
    void saysWhyAGroupHasNoIndex() {
        assertThat(Complexity.of(Tables.of("x")).verdict(0)).isEqualTo(GroupVerdict.TOO_FEW);
        assertThat(Complexity.of(Tables.of("xx", "xx")).verdict(0))
                .isEqualTo(GroupVerdict.ALL_ALIKE);
        // A ring: by turning it every firm is like every other, so two eigenvectors are as good.
        var ring = Complexity.of(Tables.of("xx..", ".xx.", "..xx", "x..x"));
        assertThat(ring.verdict(0)).isEqualTo(GroupVerdict.AMBIGUOUS);
        assertThat(ring.ofFirm(0)).isNaN();
        // Two mirror images: nothing says which end is the complex one.
        assertThat(Complexity.of(Tables.of("xx.", ".xx")).verdict(0))
                .isEqualTo(GroupVerdict.NO_DIRECTION);
    }

    @Test
    void takesTwoStepsOfFitnessAsByHand() {
        // First F = 2, 1 and Q = 1/2, 1, over their means 4/3, 2/3 and 2/3, 4/3; then F = 2, 2/3
        // and Q = 4/9, 4/3, over their means 3/2, 1/2 and 1/2, 3/2.
        var found = Fitness.of(Tables.of("xx", "x."), new Fitness.Rule(1e-9, 2));

        assertThat(found.ofFirm(0)).isCloseTo(1.5, NEAR);
        assertThat(found.ofFirm(1)).isCloseTo(0.5, NEAR);
        assertThat(found.ofCapability(0)).isCloseTo(0.5, NEAR);
        assertThat(found.ofCapability(1)).isCloseTo(1.5, NEAR);
        assertThat(found.convergence(0))
                .isInstanceOfSatisfying(
                        Convergence.CutOff.class,
                        it -> assertThat(it.lastChange()).isCloseTo(1.0 / 6, NEAR));
    }

    @Test
    void saysHowFitnessEnded() {
        var alike = Fitness.of(Tables.of("xx", "xx"), Fitness.Rule.USUAL);

        assertThat(alike.convergence(0)).isInstanceOf(Convergence.Settled.class);
        assertThat(alike.convergence(0).rounds()).isEqualTo(1);
        assertThat(alike.ofFirm(1)).isEqualTo(1);
        assertThatThrownBy(() -> new Fitness.Rule(0, 3)).hasMessageContaining("change (0.0)");
        assertThatThrownBy(() -> new Fitness.Rule(1, 0)).hasMessageContaining("limit (0)");
    }

    /** Any table: the index fulfils its rule with the second value of the whole matrix. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void fulfilsItsRuleWithTheSecondEigenvalue(int seed) {
        var holdings = Tables.any(seed);
        var found = Complexity.of(holdings);
        assumeTrue(
                found.groups() == 1 && found.verdict(0) == GroupVerdict.COMPARABLE,
                "This table falls into groups, or has no index.");
        var firms =
                IntStream.range(0, holdings.firms())
                        .filter(it -> holdings.diversity(it) > 0)
                        .toArray();
        var symmetric = new double[firms.length][firms.length];
        for (int one = 0; one < firms.length; one++) {
            for (int other = 0; other < firms.length; other++) {
                symmetric[one][other] =
                        shared(holdings, firms[one], firms[other])
                                / Math.sqrt(holdings.diversity(firms[one]))
                                / Math.sqrt(holdings.diversity(firms[other]));
            }
        }

        double second = Rotations.of(symmetric).value()[1];

        double sum = 0;
        double squares = 0;
        double constant = offset(holdings, found, firms, 0, second);
        for (int at = 0; at < firms.length; at++) {
            double index = found.ofFirm(firms[at]);
            sum += index;
            squares += index * index;
            assertThat(offset(holdings, found, firms, at, second))
                    .isCloseTo(constant, within(1e-8));
        }
        assertThat(sum).isCloseTo(0, within(1e-9));
        assertThat(squares / firms.length).isCloseTo(1, within(1e-9));
    }

    /** What is left of the rule for a standard index: the same for every firm. */
    private static double offset(
            Holdings holdings, Complexity found, int[] firms, int at, double value) {
        double sum = 0;
        for (int other : firms) {
            sum +=
                    shared(holdings, firms[at], other)
                            / holdings.diversity(firms[at])
                            * found.ofFirm(other);
        }
        return sum - value * found.ofFirm(firms[at]);
    }

    private static double shared(Holdings holdings, int one, int other) {
        double sum = 0;
        for (int at = 0; at < holdings.capabilities().size(); at++) {
            if (holdings.holds(one, at) && holdings.holds(other, at)) {
                sum += 1.0 / holdings.ubiquity(at);
            }
        }
        return sum;
    }

    /** Any table: the numbering of firms and capabilities does not matter. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesNotDependOnTheNumbering(int seed) {
        var rows = Tables.anyRows(seed);
        var firms = Tables.shuffled(rows.length, seed);
        var capabilities = Tables.shuffled(rows[0].length(), seed + 1L);
        var one = Tables.of(rows);
        var other = Tables.numbered(rows, firms, capabilities);
        var rule = new Fitness.Rule(1e-9, 100);

        var index = Complexity.of(one);
        var otherIndex = Complexity.of(other);
        var fitness = Fitness.of(one, rule);
        var otherFitness = Fitness.of(other, rule);

        assertThat(otherIndex.groups()).isEqualTo(index.groups());
        for (int at = 0; at < rows.length; at++) {
            int was = firms.get(at);
            assertThat(otherFitness.ofFirm(at)).isCloseTo(fitness.ofFirm(was), within(1e-8));
            if (Double.isNaN(index.ofFirm(was))) {
                assertThat(otherIndex.ofFirm(at)).isNaN();
            } else {
                assertThat(otherIndex.ofFirm(at)).isCloseTo(index.ofFirm(was), within(1e-7));
            }
        }
    }
}
