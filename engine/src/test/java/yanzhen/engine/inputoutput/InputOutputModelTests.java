package yanzhen.engine.inputoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InputOutputModelTests {

    private static final Offset<Double> ROUNDING = within(1e-9);
    private static final Activity NORTH = new Activity("north", "all");
    private static final Activity SOUTH = new Activity("south", "all");

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /**
     * Flows 150, 500 / 200, 100, demand 350, 1,700, so output 1,000 and 2,000. By hand: A = 0.15,
     * 0.25 / 0.20, 0.05; the determinant of I − A is 0.85 · 0.95 − 0.20 · 0.25 = 0.7575.
     */
    private static InputOutputTable twoByTwo() {
        return new TableBuilder(List.of(NORTH, SOUTH))
                .flow(0, 0, 150)
                .flow(0, 1, 500)
                .flow(1, 0, 200)
                .flow(1, 1, 100)
                .demand(0, "households", 350)
                .demand(1, "households", 1_700)
                .build();
    }

    @Test
    void dividesFlowsByTheOutputOfBuyerOrSeller() {
        var model = InputOutputModel.of(twoByTwo());

        assertThat(model.technicalCoefficient(0, 1)).isEqualTo(0.25);
        assertThat(model.technicalCoefficient(1, 0)).isEqualTo(0.2);
        assertThat(model.allocationCoefficient(0, 1)).isEqualTo(0.5);
        assertThat(model.allocationCoefficient(1, 0)).isEqualTo(0.1);
        assertThat(model.table().valueAdded(0)).isEqualTo(650);
    }

    @Test
    void invertsTwoByTwoAsByHand() {
        var model = InputOutputModel.of(twoByTwo());

        var leontief = model.leontiefInverse();
        var ghosh = model.ghoshInverse();

        assertThat(leontief.at(0, 0)).isCloseTo(0.95 / 0.7575, ROUNDING);
        assertThat(leontief.at(0, 1)).isCloseTo(0.25 / 0.7575, ROUNDING);
        assertThat(leontief.at(1, 0)).isCloseTo(0.20 / 0.7575, ROUNDING);
        assertThat(leontief.at(1, 1)).isCloseTo(0.85 / 0.7575, ROUNDING);
        assertThat(ghosh.at(0, 1)).isCloseTo(0.50 / 0.7575, ROUNDING);
        assertThat(ghosh.at(1, 0)).isCloseTo(0.10 / 0.7575, ROUNDING);
    }

    @Test
    void findsTheOutputForANewDemand() {
        var model = InputOutputModel.of(twoByTwo());

        var output = model.outputFor(new double[] {600, 1_500});

        // (0.95 · 600 + 0.25 · 1,500) / 0.7575 and (0.20 · 600 + 0.85 · 1,500) / 0.7575.
        assertThat(output.of(0)).isCloseTo(945 / 0.7575, ROUNDING);
        assertThat(output.of(1)).isCloseTo(1_395 / 0.7575, ROUNDING);
        assertThat(output.total()).isCloseTo(2_340 / 0.7575, ROUNDING);
        assertThat(output.residual()).isLessThan(1e-13);
        assertThat(output.sweeps()).isBetween(2, 40);
    }

    @Test
    void addsUpLinkagesDirectAndTotal() {
        var linkages = InputOutputModel.of(twoByTwo()).linkages();

        var north = linkages.getFirst();
        assertThat(north.directBackward()).isCloseTo(0.35, ROUNDING);
        assertThat(north.directForward()).isCloseTo(0.65, ROUNDING);
        assertThat(north.totalBackward()).isCloseTo(1.15 / 0.7575, ROUNDING);
        assertThat(north.totalForward()).isCloseTo(1.45 / 0.7575, ROUNDING);
        assertThat(north.backward()).isCloseTo(1.15 / 1.125, ROUNDING);
        assertThat(north.forward()).isCloseTo(1.45 / 1.2, ROUNDING);
        assertThat(north.standing()).isEqualTo(Linkage.Standing.KEY);
        assertThat(linkages.get(1).standing()).isEqualTo(Linkage.Standing.INDEPENDENT);
    }

    @Test
    void takesAnActivityOutInThreeWays() {
        var model = InputOutputModel.of(twoByTwo());

        var total = model.without(Extraction.Kind.TOTAL, 0);
        var backward = model.without(Extraction.Kind.BACKWARD, 0);
        var forward = model.without(Extraction.Kind.FORWARD, 0);

        // South alone makes 1,700 / 0.95; without purchases north makes 350 + 0.25 of that.
        double south = 1_700 / 0.95;
        assertThat(total.total()).isCloseTo(3_000 - south, ROUNDING);
        assertThat(total.ofOthers()).isCloseTo(2_000 - south, ROUNDING);
        assertThat(total.share()).isCloseTo(1 - south / 3_000, ROUNDING);
        assertThat(backward.total()).isCloseTo(3_000 - south * 1.25 - 350, ROUNDING);
        // Ghosh: south has 1,400 / 0.95 of its own value added, north 650 and a tenth of south's.
        assertThat(forward.total()).isCloseTo(3_000 - 1_400 / 0.95 * 1.1 - 650, ROUNDING);
        assertThat(total.parts().getFirst().activity()).isEqualTo(NORTH);
        assertThat(total.parts().getFirst().amount()).isCloseTo(1_000, ROUNDING);
        assertThat(total.group()).containsExactly(NORTH);
        assertThat(total.kind()).isEqualTo(Extraction.Kind.TOTAL);
    }

    @Test
    void saysWhoseOutputAMultiplierIs() {
        var multiplier = InputOutputModel.of(twoByTwo()).multiplier(0);

        assertThat(multiplier.value()).isCloseTo(1.15 / 0.7575, ROUNDING);
        assertThat(multiplier.direct()).isCloseTo(0.35, ROUNDING);
        assertThat(multiplier.indirect()).isCloseTo(1.15 / 0.7575 - 1.35, ROUNDING);
        assertThat(multiplier.parts()).extracting(Part::activity).containsExactly(NORTH, SOUTH);
        assertThat(multiplier.parts().getLast().share()).isCloseTo(0.20 / 1.15, ROUNDING);
        assertThat(multiplier.byRegion().get("south")).isCloseTo(0.20 / 0.7575, ROUNDING);
        assertThat(multiplier.spillover()).isCloseTo(0.20 / 1.15, ROUNDING);
    }

    @Test
    void findsWhatARegionOwesToItsPurchasesFromOthers() {
        var feedback = InputOutputModel.of(twoByTwo()).feedback("north");

        assertThat(feedback.alone()).isCloseTo(350 / 0.85, ROUNDING);
        assertThat(feedback.together()).isCloseTo(350 * 0.95 / 0.7575, ROUNDING);
        assertThat(feedback.share()).isCloseTo(1 - 0.7575 / (0.85 * 0.95), ROUNDING);
    }

    @Test
    void followsAOneWayChainOfThreeToItsEnd() {
        // 0 sells half a unit to 1 and a fifth to 2, 1 sells two fifths to 2: L = I + A + A·A.
        var table =
                new TableBuilder(
                                List.of(
                                        new Activity("r", "ore"),
                                        new Activity("r", "steel"),
                                        new Activity("r", "ships")))
                        .flow(0, 1, 50)
                        .flow(0, 2, 20)
                        .flow(1, 2, 40)
                        .demand(0, "use", 30)
                        .demand(1, "use", 60)
                        .demand(2, "use", 100)
                        .build();
        var model = InputOutputModel.of(table);

        assertThat(model.leontiefInverse().at(0, 2)).isCloseTo(0.2 + 0.5 * 0.4, ROUNDING);
        assertThat(model.leontiefInverse().columnSum(2)).isCloseTo(1.8, ROUNDING);
        assertThat(model.multiplier(2).value()).isCloseTo(1.8, ROUNDING);
        assertThat(model.multipliers(new double[] {1, 0, 0}).of(2)).isCloseTo(0.4, ROUNDING);
        assertThat(model.productivity(1e-9).atMost()).isZero();
        assertThat(model.without(Extraction.Kind.TOTAL, 2).loss(0)).isCloseTo(40, ROUNDING);
    }

    @Test
    void bracketsTheSpectralRadius() {
        var found = InputOutputModel.of(twoByTwo()).productivity(1e-10);

        // λ² − 0.20 λ + 0.15 · 0.05 − 0.05 = 0.
        double radius = 0.1 + Math.sqrt(0.01 + 0.0425);
        assertThat(found.atLeast()).isLessThanOrEqualTo(radius).isCloseTo(radius, ROUNDING);
        assertThat(found.atMost()).isGreaterThanOrEqualTo(radius).isCloseTo(radius, ROUNDING);
        assertThat(found.circle()).containsExactly(NORTH, SOUTH);
    }

    @Test
    void refusesATableOfWhichACircleUsesUpAllThatItMakes() {
        var activities = IntStream.range(0, 4).mapToObj(it -> new Activity("r", "s" + it)).toList();
        var closed =
                new TableBuilder(activities)
                        .flow(0, 1, 2)
                        .demand(0, "use", 5)
                        .flow(1, 2, 3)
                        .flow(2, 3, 3)
                        .flow(3, 1, 3)
                        .build();

        assertThatThrownBy(() -> InputOutputModel.of(closed))
                .isInstanceOfSatisfying(
                        Unproductive.class,
                        it ->
                                assertThat(it.found().circle())
                                        .containsExactlyElementsOf(activities.subList(1, 4)))
                .hasMessageContaining("not productive: r / s1, r / s2, r / s3 use up 1.0000");
    }

    @Test
    void refusesATableThatUsesMoreThanItMakes() {
        var fromStock =
                new TableBuilder(List.of(NORTH)).flow(0, 0, 5).demand(0, "stock", -2).build();

        assertThatThrownBy(() -> InputOutputModel.of(fromStock))
                .isInstanceOf(Unproductive.class)
                .hasMessageContaining("1.66666667 to 1.66666667");
    }

    @Test
    void saysWhenTheAccuracyIsNotReached() {
        var model = InputOutputModel.of(twoByTwo(), new Accuracy(1e-12, 2));

        assertThatThrownBy(() -> model.outputFor(new double[] {600, 1_500}))
                .isInstanceOf(NotSolved.class)
                .hasMessageContaining("Within 2 sweeps");
        assertThatThrownBy(() -> new Accuracy(0, 5)).hasMessageContaining("residual (0.0)");
        assertThatThrownBy(() -> new Accuracy(1e-9, 0)).hasMessageContaining("limit (0)");
    }

    @Test
    void refusesAmountsThatDoNotFit() {
        var model = InputOutputModel.of(twoByTwo());

        assertThatThrownBy(() -> model.outputFor(new double[] {1}))
                .hasMessageContaining("1 amounts for 2 activities");
        assertThatThrownBy(() -> model.outputFor(new double[] {1, Double.NaN}))
                .hasMessageContaining("south / all (NaN)");
        assertThatThrownBy(() -> model.without(Extraction.Kind.TOTAL))
                .hasMessageContaining("no activity");
        assertThatThrownBy(() -> model.without(Extraction.Kind.TOTAL, 2))
                .hasMessageContaining("number 2");
        assertThatThrownBy(() -> model.without(Extraction.Kind.TOTAL, 1, 1))
                .hasMessageContaining("number 1 twice");
    }

    /** Any table: its own demand calls for its own output, and its value added comes with it. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesBackTheTablesOwnOutput(int seed) {
        var table = new AnyTable(seed, 40).table();
        var model = InputOutputModel.of(table);

        near(model.outputFor(table.demand()).values(), table.outputs());
        near(model.outputFrom(table.valuesAdded()).values(), table.outputs());
    }

    /** Any table: the inverse is one plus the coefficients times itself, and none is negative. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isOnePlusCoefficientsTimesItself(int seed) {
        var model = InputOutputModel.of(new AnyTable(seed, 20).table());
        var inverse = model.leontiefInverse();

        for (int row = 0; row < inverse.size(); row++) {
            for (int column = 0; column < inverse.size(); column++) {
                double sum = row == column ? 1 : 0;
                for (int by = 0; by < inverse.size(); by++) {
                    sum += model.technicalCoefficient(row, by) * inverse.at(by, column);
                }
                assertThat(inverse.at(row, column)).isCloseTo(sum, within(1e-10));
                assertThat(inverse.at(row, column)).isGreaterThanOrEqualTo(-1e-14);
            }
        }
    }

    /** Any table: sweeps over sparse rows find what elimination finds. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsWhatEliminationFinds(int seed) {
        var model = InputOutputModel.of(new AnyTable(seed, 40).table());
        var leontief = model.leontiefInverse();
        var ghosh = model.ghoshInverse();

        var linkages = model.linkages();

        for (int at = 0; at < leontief.size(); at++) {
            double pull = leontief.columnSum(at);
            double push = ghosh.rowSum(at);
            var found = linkages.get(at);
            assertThat(found.totalBackward()).isCloseTo(pull, within(1e-10 * pull));
            assertThat(found.totalForward()).isCloseTo(push, within(1e-10 * push));
            var multiplier = model.multiplier(at);
            assertThat(multiplier.value()).isCloseTo(pull, within(1e-10 * pull));
            assertThat(multiplier.parts().stream().mapToDouble(Part::share).sum())
                    .isCloseTo(1, ROUNDING);
        }
        assertThat(linkages.stream().mapToDouble(Linkage::backward).average().orElseThrow())
                .isCloseTo(1, ROUNDING);
        assertThat(linkages.stream().mapToDouble(Linkage::forward).average().orElseThrow())
                .isCloseTo(1, ROUNDING);
    }

    /** Any table, any group: nobody gains, and who is taken out in full loses all. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void losesSomethingOrNothingByExtraction(int seed) {
        var any = new AnyTable(seed, 25);
        var table = any.table();
        var model = InputOutputModel.of(table);
        var random = new Random(seed);
        var group = random.ints(0, any.size()).distinct().limit(2).toArray();
        double slack = 1e-9 * Arrays.stream(table.outputs()).max().orElseThrow();

        for (var kind : Extraction.Kind.values()) {
            var found = model.without(kind, group);
            for (int at = 0; at < any.size(); at++) {
                assertThat(found.loss(at)).isBetween(-slack, table.output(at) + slack);
            }
            assertThat(found.share()).isBetween(0.0, 1.0);
        }
        var total = model.without(Extraction.Kind.TOTAL, group);
        for (int at : group) {
            assertThat(total.loss(at)).isCloseTo(table.output(at), within(slack));
        }
        assertThat(total.total() + slack)
                .isGreaterThan(model.without(Extraction.Kind.BACKWARD, group).total());
    }

    /** Any table: the numbering of activities does not matter. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesNotDependOnTheNumbering(int seed) {
        var any = new AnyTable(seed, 30);
        var order = any.identity();
        Collections.shuffle(order, new Random(seed));
        var model = InputOutputModel.of(any.table());
        var shuffled = InputOutputModel.of(any.numbered(order));

        var linkages = model.linkages();
        var others = shuffled.linkages();
        var loss = model.without(Extraction.Kind.FORWARD, order.getFirst());
        var other = shuffled.without(Extraction.Kind.FORWARD, 0);
        for (int at = 0; at < order.size(); at++) {
            var one = linkages.get(order.get(at));
            assertThat(others.get(at).activity()).isEqualTo(one.activity());
            assertThat(others.get(at).backward()).isCloseTo(one.backward(), ROUNDING);
            assertThat(others.get(at).forward()).isCloseTo(one.forward(), ROUNDING);
            assertThat(other.loss(at)).isCloseTo(loss.loss(order.get(at)), within(1e-8));
        }
    }

    /** Ten thousand activities, each with twenty sales: more than an inverse would fit. */
    @Test
    void solvesALargeTableWithoutAnInverse() {
        int size = 10_000;
        var random = new Random(7);
        var builder =
                new TableBuilder(
                        IntStream.range(0, size)
                                .mapToObj(it -> new Activity("r" + it % 200, "s" + it / 200))
                                .toList());
        for (int at = 0; at < size * 20; at++) {
            builder.flow(
                    random.nextInt(size), random.nextInt(size), Math.exp(random.nextGaussian()));
        }
        for (int at = 0; at < size; at++) {
            builder.demand(at, "use", 1 + random.nextDouble());
        }
        var table = builder.build();
        var model = InputOutputModel.of(table);

        near(model.outputFor(table.demand()).values(), table.outputs());
        assertThat(model.linkages()).hasSize(size);
        assertThatThrownBy(model::leontiefInverse).hasMessageContaining("solve instead");
    }

    private static void near(double[] found, double[] expected) {
        double largest = Arrays.stream(expected).max().orElseThrow();
        for (int at = 0; at < expected.length; at++) {
            assertThat(found[at]).isCloseTo(expected[at], within(1e-10 * largest));
        }
    }
}
