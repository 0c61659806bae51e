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

class CascadeTests {

    private static final StopRule PRECISE = new StopRule.Absolute(1e-9);
    private static final double EPSILON = 1e-12;

    /** 0 sells 10 to 1, 1 sells 10 to 2; each is the only one of its sector; all essential. */
    private static final SupplyNetwork CHAIN =
            new NetworkBuilder(3).add(0, 1, 10).add(1, 2, 10).build().network();

    private static final int[] EACH_ITS_OWN = {0, 1, 2};

    @Test
    void stopsEverybodyBehindTheOnlySupplierOfAnEssentialInput() {
        var losses = run(essential(), Shock.failureOf(0));

        // By hand: 1 stops for want of 0, 2 for want of 1; nobody sells to a firm that lost sales.
        assertThat(losses.down(1)).isEqualTo(1);
        assertThat(losses.down(2)).isEqualTo(1);
        assertThat(losses.up(1)).isZero();
        assertThat(losses.index(Weights.bySales(CHAIN)).down()).isEqualTo(1);
        assertThat(losses.index(Weights.bySales(CHAIN)).up()).isEqualTo(0.5);
        assertThat(losses.settlement()).isEqualTo(new Settlement.Settled(3, 0));
    }

    @Test
    void takesTheSalesOfEverybodyBeforeTheOnlyCustomer() {
        var losses = run(essential(), Shock.failureOf(2));

        assertThat(losses.up(0)).isEqualTo(1);
        assertThat(losses.up(1)).isEqualTo(1);
        assertThat(losses.down(0)).isZero();
    }

    @Test
    void letsNegligibleInputsFailUnnoticedButNotTheSalesOfThem() {
        var classes = InputClasses.all(3, InputClass.NEGLIGIBLE);
        var losses = run(CascadeSetting.of(CHAIN, EACH_ITS_OWN, classes), Shock.failureOf(1));

        assertThat(losses.down(2)).isZero();
        assertThat(losses.up(0)).isEqualTo(1);
    }

    /** 2 buys 6 from 0 and 2 from 1, all of one kind, and nothing can be had elsewhere. */
    @Test
    void losesTheShareOfTheInputThatIsMissing() {
        var network = new NetworkBuilder(3).add(0, 2, 6).add(1, 2, 2).build().network();
        var setting =
                CascadeSetting.of(
                                network,
                                new int[] {0, 0, 1},
                                InputClasses.all(2, InputClass.ESSENTIAL))
                        .with(Markets.none());

        assertThat(run(setting, Shock.failureOf(0)).down(2)).isCloseTo(0.75, within(EPSILON));
        assertThat(run(setting, Shock.failureOf(1)).down(2)).isCloseTo(0.25, within(EPSILON));
    }

    /** As before, and the other may step in: half of a market counts for its half of the rest. */
    @Test
    void countsASupplierForLessWhereOthersOfItsMarketCanStepIn() {
        var network =
                new NetworkBuilder(4).add(0, 2, 2).add(1, 2, 2).add(1, 3, 6).build().network();
        var sector = new int[] {0, 0, 1, 1};
        var setting = CascadeSetting.of(network, sector, InputClasses.all(2, InputClass.ESSENTIAL));

        // Of its market 0 sells 2, the other 8: it counts for 2/8; it brings half of the input.
        assertThat(run(setting, Shock.failureOf(0)).down(2)).isCloseTo(0.125, within(EPSILON));
    }

    /** Amounts below 1: the authors' rule for a dead market depends on the unit, ours need not. */
    @Test
    void countsADeadMarketInFullWhateverTheUnitWhenAskedTo() {
        var network = new NetworkBuilder(2).add(0, 1, 0.04).build().network();
        var setting =
                CascadeSetting.of(
                        network, new int[] {0, 1}, InputClasses.all(2, InputClass.ESSENTIAL));

        assertThat(run(setting, Shock.failureOf(0)).down(1)).isCloseTo(0.04, within(EPSILON));
        var inFull = setting.with(Markets.by(new int[] {0, 1}, Markets.Dead.IN_FULL));
        assertThat(run(inFull, Shock.failureOf(0)).down(1)).isEqualTo(1);
    }

    @Test
    void letsAWholeSectorFailAtOnce() {
        var network = new NetworkBuilder(3).add(0, 2, 6).add(1, 2, 2).build().network();
        var sector = new int[] {0, 0, 1};
        var setting =
                CascadeSetting.of(network, sector, InputClasses.all(2, InputClass.NON_ESSENTIAL));

        var losses = run(setting, Shock.failureOfSector(0, sector));

        assertThat(losses.down(0)).isEqualTo(1);
        assertThat(losses.down(1)).isEqualTo(1);
        assertThat(losses.down(2)).isCloseTo(1, within(EPSILON));
    }

    /** 0 and 1 are of one sector and sell 6 and 2 of its 8; only 0 is hit, and by half. */
    @Test
    void saysWhatASectorLosesBeyondTheShock() {
        var network = new NetworkBuilder(4).add(0, 1, 6).add(1, 2, 2).build().network();
        var sector = new int[] {0, 0, 1, 1};
        var setting =
                CascadeSetting.of(network, sector, InputClasses.all(2, InputClass.ESSENTIAL))
                        .with(Markets.none());
        var shock = hit(0, 0.5);

        var losses = SectorLosses.of(run(setting, shock), shock, sector, Weights.bySales(network));

        // By hand: 1 buys all from 0, so loses half too: 2/8 of the sector's sales by half.
        assertThat(losses.ofTheShock(0).down()).isCloseTo(0.375, within(EPSILON));
        assertThat(losses.beyondTheShock(0).down()).isCloseTo(0.125, within(EPSILON));
        assertThat(losses.beyondTheShock(1)).isEqualTo(new SectorLosses.Shares(0, 0, 0));
        assertThat(losses.sectors()).isEqualTo(2);
        assertThatThrownBy(() ->
                        SectorLosses.of(
                                run(setting, shock),
                                shock,
                                new int[] {0},
                                Weights.bySales(network)))
                .hasMessageContaining("1 entries of sector for 4 firms");
    }

    /** Somebody else might count by another unit; the option for dead markets does not care. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesNotDependOnTheUnitWhereDeadMarketsCountInFull(int seed) {
        var any = AnyNetwork.of(seed, 30);
        int firms = any.network().firms();
        var sector = new int[firms];
        Arrays.setAll(sector, any::sectorOf);
        var markets = Markets.by(sector, Markets.Dead.IN_FULL);
        var scaled = new NetworkBuilder(firms);
        any.network().forEach((from, to, weight) -> scaled.add(from, to, weight * 1024));
        var other = CascadeSetting.of(scaled.build().network(), sector, any.classes());
        int firm = new Random(seed).nextInt(firms);

        var one = run(any.setting().with(markets), Shock.failureOf(firm));
        var two = run(other.with(markets), Shock.failureOf(firm));

        for (int at = 0; at < firms; at++) {
            assertThat(two.down(at)).isEqualTo(one.down(at));
        }
    }

    @Test
    void saysThatItWasCutOffWhenTheLimitComesFirst() {
        var losses =
                Cascade.on(essential())
                        .run(
                                Shock.failureOf(0),
                                new StopRule.Absolute(0.01, 1),
                                Weights.bySales(CHAIN));

        assertThat(losses.settlement()).isEqualTo(new Settlement.CutOff(1, 1));
    }

    @Test
    void namesEverythingThatIsWrongWithItsSettingAtOnce() {
        var setting =
                CascadeSetting.of(
                                CHAIN,
                                new int[] {0, 7, -1},
                                InputClasses.all(3, InputClass.ESSENTIAL))
                        .withRevenue(new double[] {1, 0})
                        .withCosts(new double[] {1, Double.NaN, 2});

        assertThatThrownBy(() -> Cascade.on(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The sector of firm 1 (7) is not between 0 and 2.")
                .hasMessageContaining("The sector of firm 2 (-1)")
                .hasMessageContaining("2 entries of revenue for 3 firms")
                .hasMessageContaining("The revenue of firm 1 (0.0)")
                .hasMessageContaining("The costs of firm 1 (NaN)");
        assertThatThrownBy(() -> run(essential(), Shock.failureOf(3)))
                .hasMessageContaining("The shock hits firm 3; there are firms 0 to 2.");
        assertThatThrownBy(
                        () -> Shock.of(new int[] {1, 1}, new double[] {0, 1}, new double[] {1, 1}))
                .hasMessageContaining("names firm 1 twice");
        assertThatThrownBy(() -> new StopRule.Absolute(0)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> Weights.of(new double[] {0, 0})).hasMessageContaining("sum to");
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /** Any network: losses lie between the shock and 1, and nothing comes of nothing. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void staysWithinTheShockAndOne(int seed) {
        var any = AnyNetwork.of(seed, 30);
        var random = new Random(seed);
        int firm = random.nextInt(any.network().firms());
        double loss = random.nextDouble();

        var losses = run(any.setting(), hit(firm, loss));
        var nothing = run(any.setting(), hit(firm, 0));

        assertThat(losses.down(firm)).isGreaterThanOrEqualTo(loss);
        for (int other = 0; other < losses.firms(); other++) {
            assertThat(losses.of(other)).isBetween(0.0, 1.0);
            assertThat(nothing.of(other)).isZero();
        }
    }

    /** Any network: a harder shock never hurts anybody less. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void growsWithTheShock(int seed) {
        var any = AnyNetwork.of(seed, 30);
        var random = new Random(seed);
        int firm = random.nextInt(any.network().firms());
        double loss = random.nextDouble();

        var softer = run(any.setting(), hit(firm, loss / 2));
        var harder = run(any.setting(), hit(firm, loss));

        for (int other = 0; other < softer.firms(); other++) {
            assertThat(harder.down(other)).isGreaterThanOrEqualTo(softer.down(other) - 1e-7);
            assertThat(harder.up(other)).isGreaterThanOrEqualTo(softer.up(other) - 1e-7);
        }
    }

    /** Any network: who is called what makes no difference. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesNotDependOnTheNumbersOfFirms(int seed) {
        var any = AnyNetwork.of(seed, 30);
        int firms = any.network().firms();
        var sector = new int[firms];
        for (int firm = 0; firm < firms; firm++) {
            sector[firms - 1 - firm] = any.sectorOf(firm);
        }
        var turned = new NetworkBuilder(firms);
        any.network()
                .forEach((supplier, customer, weight) ->
                        turned.add(firms - 1 - supplier, firms - 1 - customer, weight));
        var other = CascadeSetting.of(turned.build().network(), sector, any.classes());
        int firm = new Random(seed).nextInt(firms);

        var one = run(any.setting(), Shock.failureOf(firm));
        var two = run(other, Shock.failureOf(firms - 1 - firm));

        for (int at = 0; at < firms; at++) {
            assertThat(two.down(firms - 1 - at)).isCloseTo(one.down(at), within(1e-9));
            assertThat(two.up(firms - 1 - at)).isCloseTo(one.up(at), within(1e-9));
        }
    }

    private static CascadeSetting essential() {
        return CascadeSetting.of(CHAIN, EACH_ITS_OWN, InputClasses.all(3, InputClass.ESSENTIAL));
    }

    private static Losses run(CascadeSetting setting, Shock shock) {
        return Cascade.on(setting).run(shock, PRECISE, Weights.bySales(setting.network));
    }

    private static Shock hit(int firm, double loss) {
        return Shock.of(new int[] {firm}, new double[] {loss}, new double[] {loss});
    }
}
