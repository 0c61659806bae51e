package yanzhen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of the authors' code, to its rounding, step counts exactly. */
@DisabledIf(
        value = "yanzhen.engine.ReferenceFolder#absent",
        disabledReason = "There is no folder ../shared/reference/esri beside this checkout.")
class ReferenceTests {

    private static final double EPSILON = 1e-12;
    private static final double LONG_RUNS = 1e-9;

    static Stream<Arguments> cases() {
        var tiny =
                Stream.of("chain", "cycle", "diamond", "isolated", "selfloop", "star")
                        .flatMap(it ->
                                Stream.of("base", "half", "nosub")
                                        .map(which -> Arguments.of("tiny/" + it, which)));
        var larger =
                Stream.of("n20", "n500")
                        .flatMap(it ->
                                Stream.of(
                                                "base",
                                                "tight",
                                                "nosub",
                                                "linear",
                                                "leontief",
                                                "relative",
                                                "market",
                                                "revenue",
                                                "partial",
                                                "updown")
                                        .map(which -> Arguments.of(it, which)));
        return Stream.concat(tiny, larger);
    }

    @ParameterizedTest(name = "{0}, case {1}")
    @MethodSource("cases")
    void agreesWithTheAuthorsCode(String folder, String which) {
        var reference = ReferenceFolder.named(folder);
        var network = reference.network();
        var cascade = Cascade.on(setting(reference, network, which));
        var weights = Weights.bySales(network);
        var shocks = shocks(reference, network, which);
        double tolerance =
                List.of("tight", "updown", "relative").contains(which) ? LONG_RUNS : EPSILON;

        for (var expected : reference.table("expected_" + which + ".tsv")) {
            int scenario = ReferenceFolder.number(expected, scenarioColumn(expected)) - 1;
            var losses = cascade.run(shocks.get(scenario), rule(which), weights);

            assertIndex(losses.index(weights), expected, "", tolerance);
            assertThat(losses.settlement().steps())
                    .as("steps of scenario %d", scenario + 1)
                    .isEqualTo(ReferenceFolder.number(expected, "steps"));
            assertThat(losses.settlement()).isInstanceOf(Settlement.Settled.class);
            if (expected.containsKey("loss_down")) {
                assertLosses(losses.firms(), losses::down, expected.getOrDefault("loss_down", ""));
                assertLosses(losses.firms(), losses::up, expected.getOrDefault("loss_up", ""));
            }
        }
    }

    static Stream<Arguments> casesAndWays() {
        return cases().filter(it -> !"relative".equals(it.get()[1]))
                .flatMap(it ->
                        Way.ALL.stream().map(way -> Arguments.of(it.get()[0], it.get()[1], way)));
    }

    @ParameterizedTest(name = "{0}, case {1}, {2}")
    @MethodSource("casesAndWays")
    void agreesWithTheAuthorsCodeForManyShocksWhicheverWay(String folder, String which, Way way) {
        var reference = ReferenceFolder.named(folder);
        var network = reference.network();
        var cascade = Cascade.on(setting(reference, network, which));
        double tolerance = List.of("tight", "updown").contains(which) ? LONG_RUNS : EPSILON;

        var ranking =
                way.ofEach(
                        cascade,
                        shocks(reference, network, which),
                        (StopRule.Absolute) rule(which),
                        Weights.bySales(network),
                        2);

        for (var expected : reference.table("expected_" + which + ".tsv")) {
            int scenario = ReferenceFolder.number(expected, scenarioColumn(expected)) - 1;
            assertIndex(ranking.of(scenario), expected, "", tolerance);
            assertThat(ranking.steps(scenario))
                    .as("steps of scenario %d", scenario + 1)
                    .isEqualTo(ReferenceFolder.number(expected, "steps"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"n20", "n500"})
    void weighsTheSameLossesByAnythingElse(String folder) {
        var reference = ReferenceFolder.named(folder);
        var network = reference.network();
        var cascade = Cascade.on(setting(reference, network, "base"));
        var staff = Weights.of(reference.attribute("employees"));
        var purchases = Weights.of(network.bought());

        for (var expected : reference.table("expected_weights.tsv")) {
            int firm = ReferenceFolder.number(expected, scenarioColumn(expected)) - 1;
            var losses = cascade.run(Shock.failureOf(firm), rule("base"), staff);

            assertIndex(losses.index(staff), expected, "_w1", EPSILON);
            assertIndex(losses.index(purchases), expected, "_w2", EPSILON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "partial"})
    void losesAtEachFirmWhatTheAuthorsCodeLoses(String which) {
        var reference = ReferenceFolder.named("n20");
        var network = reference.network();
        var cascade = Cascade.on(setting(reference, network, which));
        var shocks = shocks(reference, network, which);
        var runs =
                shocks.stream()
                        .map(it -> cascade.run(it, rule(which), Weights.bySales(network)))
                        .toList();

        for (var expected : reference.table("losses_" + which + ".tsv")) {
            var losses = runs.get(ReferenceFolder.number(expected, "scenario") - 1);
            int firm = ReferenceFolder.number(expected, "firm") - 1;
            assertThat(losses.down(firm))
                    .isCloseTo(ReferenceFolder.decimal(expected, "loss_down"), within(EPSILON));
            assertThat(losses.up(firm))
                    .isCloseTo(ReferenceFolder.decimal(expected, "loss_up"), within(EPSILON));
        }
    }

    @Test
    void losesInEachSectorWhatTheAuthorsCodeLoses() {
        var reference = ReferenceFolder.named("n20");
        var network = reference.network();
        var cascade = Cascade.on(setting(reference, network, "updown"));
        var weights = Weights.bySales(network);
        var losses =
                shocks(reference, network, "updown").stream()
                        .map(it ->
                                SectorLosses.of(
                                        cascade.run(it, rule("updown"), weights),
                                        it,
                                        reference.sectors(),
                                        weights))
                        .toList();

        for (var expected : reference.table("sectors_updown.tsv")) {
            var found = losses.get(ReferenceFolder.number(expected, "scenario") - 1);
            int sector = ReferenceFolder.number(expected, "sector") - 1;
            assertShares(found.beyondTheShock(sector), expected, "");
            assertShares(found.ofTheShock(sector), expected, "_init");
        }
    }

    private static void assertShares(
            SectorLosses.Shares found, Map<String, String> expected, String suffix) {
        assertThat(new double[] {found.down(), found.up(), found.both()})
                .containsExactly(
                        new double[] {
                            ReferenceFolder.decimal(expected, "sec_d" + suffix),
                            ReferenceFolder.decimal(expected, "sec_u" + suffix),
                            ReferenceFolder.decimal(expected, "sec_du" + suffix)
                        },
                        within(LONG_RUNS));
    }

    private static String scenarioColumn(Map<String, String> row) {
        return row.containsKey("scenario") ? "scenario" : "firm";
    }

    private static CascadeSetting setting(
            ReferenceFolder reference, SupplyNetwork network, String which) {
        var sectors = reference.sectors();
        var classes = reference.classes();
        var base = CascadeSetting.of(network, sectors, classes);
        return switch (which) {
            case "nosub" -> base.with(Markets.none());
            case "linear" -> allOf(network, sectors, classes, InputClass.NON_ESSENTIAL);
            case "leontief" -> allOf(network, sectors, classes, InputClass.ESSENTIAL);
            case "market" -> base.with(Markets.by(reference.markets()));
            case "revenue" ->
                    base.withRevenue(reference.attribute("revenue"))
                            .withCosts(reference.attribute("costs"));
            default -> base;
        };
    }

    private static CascadeSetting allOf(
            SupplyNetwork network, int[] sectors, InputClasses classes, InputClass one) {
        return CascadeSetting.of(network, sectors, InputClasses.all(classes.sectors(), one));
    }

    private static List<Shock> shocks(
            ReferenceFolder reference, SupplyNetwork network, String which) {
        return switch (which) {
            case "partial" -> reference.scenarios("psi");
            case "updown" -> reference.scenarios("psi_up");
            case "half" ->
                    IntStream.range(0, network.firms())
                            .mapToObj(it ->
                                    Shock.of(
                                            new int[] {it}, new double[] {0.5}, new double[] {0.5}))
                            .toList();
            default -> IntStream.range(0, network.firms()).mapToObj(Shock::failureOf).toList();
        };
    }

    private static StopRule rule(String which) {
        return switch (which) {
            case "tight" -> new StopRule.Absolute(1e-8);
            case "updown" -> new StopRule.Absolute(1e-5);
            case "relative" -> new StopRule.Relative(0.01);
            default -> new StopRule.Absolute(0.01);
        };
    }

    private static void assertIndex(
            RiskIndex index, Map<String, String> expected, String suffix, double tolerance) {
        assertThat(index.both())
                .as("esri%s of %s", suffix, expected)
                .isCloseTo(ReferenceFolder.decimal(expected, "esri" + suffix), within(tolerance));
        assertThat(index.down())
                .isCloseTo(
                        ReferenceFolder.decimal(expected, "esri_down" + suffix), within(tolerance));
        assertThat(index.up())
                .isCloseTo(
                        ReferenceFolder.decimal(expected, "esri_up" + suffix), within(tolerance));
    }

    private static void assertLosses(int firms, IntToDoubleFunction found, String expected) {
        var wanted = Arrays.stream(expected.split(",", -1)).mapToDouble(Double::parseDouble);
        assertThat(IntStream.range(0, firms).mapToDouble(found).toArray())
                .containsExactly(wanted.toArray(), within(EPSILON));
    }
}
