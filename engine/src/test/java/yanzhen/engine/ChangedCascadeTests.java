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

class ChangedCascadeTests {

    private static final StopRule.Absolute RULE = new StopRule.Absolute(1e-6);
    private static final double EPSILON = 1e-12;

    /** 0 sells 10 to 1, 1 sells 10 to 2; 3 makes what 0 makes and sells 30 to 2. */
    private static final SupplyNetwork NETWORK =
            new NetworkBuilder(4).add(0, 1, 10).add(1, 2, 10).add(3, 2, 30).build().network();

    private static final int[] SECTOR = {0, 1, 2, 0};

    private static final CascadeSetting SETTING =
            CascadeSetting.of(NETWORK, SECTOR, InputClasses.all(3, InputClass.ESSENTIAL))
                    .with(Markets.none());

    private static final ChangedNetwork AS_IT_IS = ChangedNetwork.of(NETWORK);

    @Test
    void losesOnlyTheShareOfTheFailedSupplierOnceThereIsAnother() {
        var losses = run(AS_IT_IS.with(3, 1, 30), 0);

        // By hand: 10 of 40 are missing to 1, which is the only one of its kind to 2.
        assertThat(losses.down(1)).isEqualTo(0.25);
        assertThat(losses.down(2)).isEqualTo(0.25);
        assertThat(run(AS_IT_IS, 0).down(1)).isEqualTo(1);
    }

    @Test
    void losesNothingForWantOfInputsThatItNoLongerBuys() {
        var losses = run(AS_IT_IS.without(1, 2).without(3, 2), 0);

        assertThat(losses.down(1)).isEqualTo(1);
        assertThat(losses.down(2)).isZero();
        assertThat(run(AS_IT_IS.without(1, 2), 2).up(1)).isZero();
    }

    @Test
    void reachesACustomerThatHadNoSupplierAndASupplierThatHadNoCustomer() {
        var changed = AS_IT_IS.with(2, 3, 5);

        assertThat(run(changed, 2).down(3)).isEqualTo(1);
        assertThat(run(changed, 3).up(2)).isEqualTo(1);
        assertThat(run(AS_IT_IS, 2).down(3)).isZero();
        assertThat(run(AS_IT_IS, 3).up(2)).isZero();
    }

    @Test
    void countsWhatAFirmMakesForItselfAsItsOwnSupply() {
        // Of what 1 needs of sector 1 it makes all itself: half of it fails, so half of it fails.
        var cascade = Cascade.on(SETTING).with(AS_IT_IS.with(1, 1, 7).without(0, 1));
        var half = Shock.of(new int[] {1}, new double[] {0.5}, new double[] {0});

        var losses = cascade.run(half, RULE, Weights.bySales(NETWORK));

        assertThat(losses.down(1)).isEqualTo(0.5);
        assertThat(losses.down(2)).isEqualTo(0.5);
        assertThat(cascade.run(Shock.failureOf(2), RULE, Weights.bySales(NETWORK)).up(1))
                .isCloseTo(1, within(1e-5));
    }

    @Test
    void leavesDeliveriesOfNegligibleInputsOutButNotTheSalesOfThem() {
        var rows = new InputClass[3][3];
        Arrays.stream(rows).forEach(it -> Arrays.fill(it, InputClass.NEGLIGIBLE));
        var setting = CascadeSetting.of(NETWORK, SECTOR, InputClasses.of(rows));
        var cascade = Cascade.on(setting).with(AS_IT_IS.with(3, 1, 30).without(3, 2));

        assertThat(cascade.run(Shock.failureOf(3), RULE, Weights.bySales(NETWORK)).down(1))
                .isZero();
        assertThat(cascade.run(Shock.failureOf(1), RULE, Weights.bySales(NETWORK)).up(3))
                .isEqualTo(1);
    }

    @Test
    void letsWhoSellsMoreStepInForMoreOfItsMarket() {
        var setting = SETTING.with(Markets.by(SECTOR));
        var changed = AS_IT_IS.with(3, 1, 10);

        // By hand: of its market 0 sells 10 of 50, the other 40 are left: half of 1's input by 1/4.
        assertThat(run(setting, changed, 0).down(1)).isEqualTo(0.125);
        // Before, 0 sold 10 beside the 30 of the other, which did not deliver to 1.
        assertThat(run(setting, AS_IT_IS, 0).down(1)).isCloseTo(1.0 / 3, within(EPSILON));
    }

    @Test
    void keepsRevenueAndCostsAsTheyWereSet() {
        var setting =
                SETTING.withRevenue(new double[] {20, 10, 1, 30})
                        .withCosts(new double[] {1, 80, 40, 1});
        var changed = AS_IT_IS.with(3, 1, 30);

        // By hand: 10 of 40 by 40 of 80 costs; 10 of 20 earned.
        assertThat(run(setting, changed, 0).down(1)).isEqualTo(0.125);
        assertThat(run(setting, changed, 1).up(0)).isEqualTo(0.5);
        assertThat(run(setting, changed, 1).up(3)).isEqualTo(1);
    }

    @Test
    void countsEarlierChangesOnlyAsFarAsTheyArePartOfTheLater() {
        var first = AS_IT_IS.with(3, 1, 30);
        var cascade = Cascade.on(SETTING).with(first);

        assertThat(run(cascade.with(AS_IT_IS), 0).down(1)).isEqualTo(1);
        assertThat(run(cascade.with(first.with(3, 1, 10)), 0).down(1)).isEqualTo(0.5);
        assertThat(run(cascade.with(first.without(3, 1)), 0).down(1)).isEqualTo(1);
        assertThat(run(cascade.with(first.without(3, 2)), 3).down(2)).isEqualTo(0.75);
        assertThat(run(cascade, 0).down(1)).isEqualTo(0.25);
    }

    @Test
    void refusesChangesToAnotherNetwork() {
        var cascade = Cascade.on(SETTING);
        var other = new NetworkBuilder(3).add(0, 1, 10).build().network();

        assertThatThrownBy(() -> cascade.with(ChangedNetwork.of(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another network (3 firms, 1 links)")
                .hasMessageContaining("runs on (4 firms, 3 links)");
        assertThatThrownBy(() -> cascade.with(ChangedNetwork.of(AS_IT_IS.rebuilt())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ChangedNetwork.of");
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /** Any network, any changes, twice in a row: as on the network built anew. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void losesWhatItWouldLoseOnTheNetworkBuiltAnew(int seed) {
        var any = AnyNetwork.of(seed, 30);
        var random = new Random(seed);
        var first = changed(ChangedNetwork.of(any.network()), random);
        var second = changed(first, random);
        var cascade = Cascade.on(setting(any, any.network(), seed)).with(first).with(second);
        var anew = Cascade.on(setting(any, second.rebuilt(), seed));

        for (int shock = 0; shock < 3; shock++) {
            int firm = random.nextInt(anew.firms());
            var one = cascade.run(Shock.failureOf(firm), RULE, any.weights());
            var two = anew.run(Shock.failureOf(firm), RULE, any.weights());
            assertThat(one.settlement().steps()).isEqualTo(two.settlement().steps());
            for (int at = 0; at < anew.firms(); at++) {
                assertThat(one.down(at)).isCloseTo(two.down(at), within(EPSILON));
                assertThat(one.up(at)).isCloseTo(two.up(at), within(EPSILON));
            }
        }
    }

    /** Any network, any changes: laid out as one built anew with firms in the same order. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isLaidOutToTheBitAsTheNetworkBuiltAnewInTheSameOrder(int seed) {
        var any = AnyNetwork.of(seed, 30);
        var changed = changed(ChangedNetwork.of(any.network()), new Random(seed));
        var before = Cascade.on(setting(any, any.network(), seed));

        var cascade = before.with(changed);

        var anew = new Cascade(setting(any, changed.rebuilt(), seed), before.places);
        isTheSame(cascade.down, anew.down);
        isTheSame(cascade.up, anew.up);
        assertThat(cascade.replaceability)
                .usingRecursiveComparison()
                .isEqualTo(anew.replaceability);
    }

    private static void isTheSame(Channel one, Channel other) {
        assertThat(one).usingRecursiveComparison().isEqualTo(other);
    }

    /** Links added, of other amounts, removed; a firm without inputs, without customers. */
    private static ChangedNetwork changed(ChangedNetwork changed, Random random) {
        int firms = changed.firms();
        for (int at = random.nextInt(12); at >= 0; at--) {
            int from = random.nextInt(firms);
            int to = random.nextInt(4) == 0 ? from : random.nextInt(firms);
            changed =
                    switch (random.nextInt(6)) {
                        case 0 -> changed.without(from, to);
                        case 1 -> withoutInputs(changed, to);
                        case 2 -> withoutCustomers(changed, from);
                        default -> changed.with(from, to, 1 + 1000 * random.nextDouble());
                    };
        }
        return changed;
    }

    private static ChangedNetwork withoutInputs(ChangedNetwork changed, int customer) {
        var then = new ChangedNetwork[] {changed};
        changed.forEachInput(customer, (from, to, _) -> then[0] = then[0].without(from, to));
        return then[0];
    }

    private static ChangedNetwork withoutCustomers(ChangedNetwork changed, int supplier) {
        var then = new ChangedNetwork[] {changed};
        changed.forEachSale(supplier, (from, to, _) -> then[0] = then[0].without(from, to));
        return then[0];
    }

    /** Sectors as markets, others, or none; revenue and costs known or not. */
    private static CascadeSetting setting(AnyNetwork any, SupplyNetwork network, int seed) {
        int firms = network.firms();
        var sector = IntStream.range(0, firms).map(any::sectorOf).toArray();
        var setting = CascadeSetting.of(network, sector, any.classes());
        var random = new Random(seed);
        var amounts = random.doubles(firms, 1000, 5000).toArray();
        var market = random.ints(firms, 0, 3).toArray();
        setting =
                switch (seed % 3) {
                    case 0 -> setting.with(Markets.none());
                    case 1 -> setting.with(Markets.by(market, Markets.Dead.IN_FULL));
                    default -> setting;
                };
        return seed % 2 == 0 ? setting : setting.withRevenue(amounts).withCosts(amounts);
    }

    private static Losses run(ChangedNetwork changed, int failing) {
        return run(SETTING, changed, failing);
    }

    private static Losses run(CascadeSetting setting, ChangedNetwork changed, int failing) {
        return run(Cascade.on(setting).with(changed), failing);
    }

    private static Losses run(Cascade cascade, int failing) {
        return cascade.run(Shock.failureOf(failing), RULE, Weights.bySales(NETWORK));
    }
}
