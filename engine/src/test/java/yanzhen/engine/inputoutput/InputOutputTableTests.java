package yanzhen.engine.inputoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InputOutputTableTests {

    private static final Activity STEEL = new Activity("east", "steel");
    private static final Activity SHIPS = new Activity("east", "ships");
    private static final Activity ORE = new Activity("west", "ore");

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @Test
    void addsUpAmountsOfTheSamePlace() {
        var table =
                new TableBuilder(List.of(STEEL, SHIPS))
                        .flow(0, 1, 2)
                        .flow(0, 1, 3)
                        .demand(0, "east", 4)
                        .demand(0, "east", 1)
                        .demand(1, "west", 7)
                        .build();

        assertThat(table.flow(0, 1)).isEqualTo(5);
        assertThat(table.flow(1, 0)).isZero();
        assertThat(table.output(0)).isEqualTo(10);
        assertThat(table.valueAdded(1)).isEqualTo(2);
        assertThat(table.uses()).containsExactly("east", "west");
        assertThat(table.demandOf(Set.of("west"))).containsExactly(0, 7);
        assertThat(table.demand()).containsExactly(5, 7);
        assertThat(table.numberOf(SHIPS)).isEqualTo(1);
    }

    @Test
    void namesEverythingWrongWithRowAndColumn() {
        var builder =
                new TableBuilder(List.of(STEEL, SHIPS, ORE, ORE))
                        .flow(0, 1, Double.NaN)
                        .flow(1, 0, -3)
                        .flow(0, 9, 1)
                        .flow(-1, 0, 1)
                        .flow(0, 2, 4)
                        .demand(1, "stock", -5)
                        .demand(0, "use", Double.POSITIVE_INFINITY)
                        .valueAdded(1, Double.NaN);

        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        MalformedTable.class,
                        it ->
                                assertThat(it.faults())
                                        .extracting(TableFault::kind)
                                        .containsExactly(
                                                TableFault.Kind.NOT_A_NUMBER,
                                                TableFault.Kind.NEGATIVE_FLOW,
                                                TableFault.Kind.NO_SUCH_ACTIVITY,
                                                TableFault.Kind.NO_SUCH_ACTIVITY,
                                                TableFault.Kind.NOT_A_NUMBER,
                                                TableFault.Kind.NOT_A_NUMBER,
                                                TableFault.Kind.LABEL_TWICE,
                                                TableFault.Kind.NEGATIVE_OUTPUT,
                                                TableFault.Kind.BUYS_WITHOUT_OUTPUT))
                .hasMessageContaining("Row east / steel, column east / ships: NaN is not a")
                .hasMessageContaining("Row east / ships, column east / steel: -3.0 is a sale")
                .hasMessageContaining("Row east / steel, column number 9: 1.0 names")
                .hasMessageContaining("Row number -1, column east / steel")
                .hasMessageContaining("Row value added, column east / ships: NaN")
                .hasMessageContaining("Row west / ore, column west / ore: 2.0 stands for more")
                .hasMessageContaining("Row east / ships, column output: -5.0")
                .hasMessageContaining("Row east / steel, column west / ore: 4.0 is bought");
    }

    @Test
    void saysHowManyFaultsItDoesNotSay() {
        var builder = new TableBuilder(List.of(STEEL));
        IntStream.range(0, 25).forEach(it -> builder.flow(0, 0, -1 - it));

        assertThatThrownBy(builder::build).hasMessageEndingWith("… and 5 more.");
    }

    @Test
    void findsWhereSoldAndPaidDiffer() {
        var table =
                new TableBuilder(List.of(STEEL, SHIPS))
                        .flow(0, 1, 50)
                        .demand(0, "use", 50)
                        .demand(1, "use", 100)
                        .valueAdded(0, 100)
                        .valueAdded(1, 40)
                        .build();

        assertThat(table.imbalances(0.05))
                .singleElement()
                .satisfies(it -> assertThat(it.activity()).isEqualTo(SHIPS))
                .satisfies(it -> assertThat(it.paid()).isEqualTo(90))
                .satisfies(it -> assertThat(it.share()).isCloseTo(-0.1, within(1e-12)));
        assertThat(table.imbalances(0.2)).isEmpty();
        assertThatThrownBy(() -> table.imbalances(-1)).hasMessageContaining("tolerance (-1.0)");
    }

    @Test
    void keepsActivitiesThatDoNothing() {
        var table = new TableBuilder(List.of(STEEL, ORE)).demand(0, "use", 3).build();
        var model = InputOutputModel.of(table);

        assertThat(table.idle()).containsExactly(ORE);
        assertThat(model.outputFor(table.demand()).values()).containsExactly(3, 0);
        assertThat(model.multiplier(1).value()).isEqualTo(1);
        assertThat(model.without(Extraction.Kind.TOTAL, 1).total()).isZero();
    }

    @Test
    void refusesLabelsThatItLacks() {
        var table = new TableBuilder(List.of(STEEL)).demand(0, "use", 3).build();

        assertThatThrownBy(() -> table.numberOf(ORE)).hasMessageContaining("no west / ore");
        assertThatThrownBy(() -> table.ofRegion("west")).hasMessageContaining("labelled west");
        assertThatThrownBy(() -> table.demandOf(Set.of("war"))).hasMessageContaining("[war]");
        assertThatThrownBy(() -> new Activity("east", " ")).hasMessageContaining("name");
    }

    @Test
    void becomesCoarserByLabel() {
        var table =
                new TableBuilder(List.of(STEEL, SHIPS, ORE))
                        .flow(2, 0, 5)
                        .flow(0, 1, 6)
                        .demand(1, "use", 20)
                        .demand(2, "use", 1)
                        .build();

        var regions = table.grouped(it -> new Activity(it.region(), "all"));

        assertThat(regions.size()).isEqualTo(2);
        assertThat(regions.flow(0, 0)).isEqualTo(6);
        assertThat(regions.flow(1, 0)).isEqualTo(5);
        assertThat(regions.output(0)).isEqualTo(26);
        assertThat(regions.demand()).containsExactly(20, 1);
        assertThat(table.ofRegion("east")).containsExactly(0, 1);
        assertThat(table.ofSector("ore")).containsExactly(2);
    }

    /** Any table: amounts in any grouping come to the same sum, and stay balanced. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void losesNothingByGrouping(int seed) {
        var table = new AnyTable(seed, 30).table();

        var coarse = table.grouped(it -> new Activity(it.region(), "all"));

        assertThat(IntStream.range(0, coarse.size()).mapToDouble(coarse::output).sum())
                .isCloseTo(
                        IntStream.range(0, table.size()).mapToDouble(table::output).sum(),
                        within(1e-8));
        assertThat(coarse.imbalances(1e-10)).isEmpty();
    }
}
