package yanzhen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemicRiskTests {

    private static final StopRule.Absolute RULE = new StopRule.Absolute(0.001);

    static IntStream seeds() {
        return IntStream.range(0, 80);
    }

    /** Whatever its numbers are reached by: as one cascade over all firms, to the bit. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesToTheBitWithACascadeOverAllFirmsWhicheverWay(int seed) {
        var any = AnyNetwork.of(seed, 60);
        var setting = seed % 3 == 0 ? any.setting().with(Markets.none()) : any.setting();
        var cascade = Cascade.on(setting);
        var rankings = new ArrayList<RiskRanking>();
        for (var way : Way.ALL) {
            rankings.add(way.ofEachFirm(cascade, RULE, any.weights(), 1));
            rankings.add(way.ofEachFirm(cascade, RULE, any.weights(), 3));
        }

        for (int firm = 0; firm < cascade.firms(); firm++) {
            var whole = cascade.run(Shock.failureOf(firm), RULE, any.weights());
            for (var ranking : rankings) {
                assertThat(ranking.of(firm)).isEqualTo(whole.index(any.weights()));
                assertThat(ranking.steps(firm)).isEqualTo(whole.settlement().steps());
            }
        }
    }

    /** Enough firms for eight threads to have lanes of their own, and for most to be refilled. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void givesTheSameBitsOnOneTwoAndEightThreadsWhicheverLaneAShockRunsIn(int seed) {
        var any = AnyNetwork.of(seed, 400);
        var cascade = Cascade.on(any.setting());
        var shocks =
                new ArrayList<>(
                        IntStream.range(0, cascade.firms()).mapToObj(Shock::failureOf).toList());
        var alone = Way.ALL.getLast().ofEach(cascade, shocks, RULE, any.weights(), 1);

        for (var way : Way.ALL) {
            for (int threads : new int[] {1, 2, 8}) {
                for (int turned : new int[] {0, 1, 3, 7}) {
                    var order = new ArrayList<>(shocks);
                    Collections.rotate(order, turned);
                    var ranking = way.ofEach(cascade, order, RULE, any.weights(), threads);
                    for (int firm = 0; firm < cascade.firms(); firm++) {
                        int at = (firm + turned) % cascade.firms();
                        assertThat(ranking.of(at))
                                .as("%s, firm %d", way, firm)
                                .isEqualTo(alone.of(firm));
                        assertThat(ranking.steps(at)).isEqualTo(alone.steps(firm));
                    }
                }
            }
        }
    }

    static IntStream fewSeeds() {
        return IntStream.range(0, 6);
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 8})
    void tellsOfEachShockOnceWhenItIsDoneWith(int threads) {
        var any = AnyNetwork.of(3, 120);
        var cascade = Cascade.on(any.setting());
        var shocks = IntStream.range(0, cascade.firms()).mapToObj(Shock::failureOf).toList();
        var told = new AtomicIntegerArray(cascade.firms());

        SystemicRisk.ofEach(cascade, shocks, RULE, any.weights(), threads, told::incrementAndGet);

        for (int firm = 0; firm < cascade.firms(); firm++) {
            assertThat(told.get(firm)).isEqualTo(1);
        }
    }

    /** A shock in a lane does not feel its neighbours, however many there are and in what order. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesNotDependOnTheOrderOfTheShocks(int seed) {
        var any = AnyNetwork.of(seed, 30);
        var cascade = Cascade.on(any.setting());
        var random = new Random(seed);
        var shocks = new ArrayList<Shock>();
        for (int at = 0; at < 12; at++) {
            shocks.add(any.shock(random));
        }
        var order = new ArrayList<>(IntStream.range(0, 12).boxed().toList());
        Collections.shuffle(order, random);
        var shuffled = order.stream().map(shocks::get).toList();

        for (var way : Way.ALL) {
            var one = way.ofEach(cascade, shocks, RULE, any.weights(), 2);
            var other = way.ofEach(cascade, shuffled, RULE, any.weights(), 1);
            for (int at = 0; at < 12; at++) {
                assertThat(other.of(at)).isEqualTo(one.of(order.get(at)));
                assertThat(other.steps(at)).isEqualTo(one.steps(order.get(at)));
            }
        }
    }

    /** Most who use the library will not have asked for vectors. */
    @Test
    void worksTheSameInAMachineWithoutVectors() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                WithoutVectors.class.getName())
                        .redirectErrorStream(true)
                        .start();

        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip())
                .isEqualTo("ScalarSteps " + WithoutVectors.indices(new VectorSteps()));
    }

    @Test
    void saysWhichFirmAShockNamesThatIsNotThere() {
        var any = AnyNetwork.of(1, 30);
        var cascade = Cascade.on(any.setting());
        var shocks = List.of(Shock.failureOf(0), Shock.failureOf(999));

        assertThatThrownBy(() -> SystemicRisk.ofEach(cascade, shocks, RULE, any.weights(), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("firm 999");
    }

    @Test
    void hasVectorsInThisBuild() {
        assertThat(LaneSteps.best()).isInstanceOf(VectorSteps.class);
    }

    @Test
    void doesWithoutVectorsWhereTheyAreNotWorthCompiling() {
        assertThat(LaneSteps.bestFor(63)).isInstanceOf(ScalarSteps.class);
        assertThat(LaneSteps.bestFor(64)).isInstanceOf(VectorSteps.class);
    }

    @Test
    void ranksTheOnlySupplierOfEverybodyFirst() {
        var network =
                new NetworkBuilder(4)
                        .add(0, 1, 5)
                        .add(0, 2, 5)
                        .add(1, 3, 5)
                        .add(2, 3, 5)
                        .build()
                        .network();
        var cascade =
                Cascade.on(
                        CascadeSetting.of(
                                network,
                                new int[] {0, 1, 2, 3},
                                InputClasses.all(4, InputClass.ESSENTIAL)));

        var ranking = SystemicRisk.ofEachFirm(cascade, RULE, Weights.bySales(network), 2);

        assertThat(ranking.top(1)).containsExactly(0);
        assertThat(ranking.of(0).down()).isEqualTo(1);
    }

    @Test
    void saysOfWhichFirmTheCascadeWasCutOff() {
        var network = new NetworkBuilder(2).add(0, 1, 1).add(1, 0, 1).build().network();
        var cascade =
                Cascade.on(
                        CascadeSetting.of(
                                network,
                                new int[] {0, 1},
                                InputClasses.all(2, InputClass.ESSENTIAL)));

        var ranking =
                SystemicRisk.ofEachFirm(
                        cascade, new StopRule.Absolute(0.01, 1), Weights.bySales(network), 1);

        assertThat(ranking.cutOff(0)).isTrue();
        assertThat(ranking.steps(0)).isEqualTo(1);
        assertThatThrownBy(
                        () -> SystemicRisk.ofEachFirm(cascade, RULE, Weights.bySales(network), 0))
                .hasMessageContaining("threads (0)");
    }
}
