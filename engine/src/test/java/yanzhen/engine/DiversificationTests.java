package yanzhen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.engine.Diversification.Purchase;
import yanzhen.engine.Diversification.Ranking;

class DiversificationTests {

    private static final StopRule.Absolute RULE = new StopRule.Absolute(1e-6);
    private static final double EPSILON = 1e-12;

    /** 0 sells 8 to 1, 1 sells 8 to 2; 3, 4 and 5 make what 0 makes, 4 out of what 0 makes. */
    private static final SupplyNetwork NETWORK =
            new NetworkBuilder(6).add(0, 1, 8).add(1, 2, 8).add(0, 4, 8).build().network();

    private static final Cascade CASCADE =
            Cascade.on(
                    CascadeSetting.of(
                                    NETWORK,
                                    new int[] {0, 1, 2, 0, 0, 0},
                                    InputClasses.all(3, InputClass.ESSENTIAL))
                            .with(Markets.none()));

    private static final Weights EACH_THE_SAME = Weights.of(new double[] {1, 1, 1, 1, 1, 1});

    private static final Purchase HALF = new Purchase(1, 0, 0.5);

    @Test
    void ranksWhoeverDoesNotFailWithTheOthersAbove() {
        var ranking = against(0).rank(HALF, new int[] {4, 3}, 9, 1);

        // By hand: 0, 1, 2 and 4 stop as it is. With 3 to deliver half of it, 1 and 2 lose half
        // each; 4 stops with 0, so that nothing is gained by it.
        assertThat(ranking.risk()).isCloseTo(4.0 / 6, within(EPSILON));
        assertThat(ranking.best()).hasSize(1);
        var best = ranking.best().getFirst();
        assertThat(best.supplier()).isEqualTo(3);
        assertThat(best.customer()).isEqualTo(1);
        assertThat(best.amount()).isEqualTo(4);
        assertThat(best.gain()).isCloseTo(1.0 / 6, within(EPSILON));
        assertThat(best.share()).isCloseTo(0.25, within(EPSILON));
        assertThat(best.loss()).isEqualTo(1);
        assertThat(best.lossThen()).isEqualTo(0.5);
    }

    @Test
    void takesOverEverythingWhereTheShareIsOne() {
        var best = against(0).rank(new Purchase(1, 0, 1), new int[] {3}, 9, 1).best().getFirst();

        // By hand: 1 and 2 lose nothing any more.
        assertThat(best.amount()).isEqualTo(8);
        assertThat(best.gain()).isCloseTo(2.0 / 6, within(EPSILON));
        assertThat(best.lossThen()).isZero();
    }

    @Test
    void takesTheSameShareFromEachButNotFromTheCustomerItself() {
        var network =
                new NetworkBuilder(4).add(0, 1, 6).add(2, 1, 2).add(1, 1, 8).build().network();
        var setting =
                CascadeSetting.of(
                                network,
                                new int[] {0, 0, 0, 0},
                                InputClasses.all(1, InputClass.ESSENTIAL))
                        .with(Markets.none());
        var question =
                Diversification.against(
                        Shock.of(new int[] {0}, new double[] {1}, new double[] {0}),
                        Cascade.on(setting),
                        new StopRule.Absolute(1e-13),
                        Weights.of(new double[] {1, 1, 1, 1}));

        var best = question.rank(new Purchase(1, 0, 0.5), new int[] {0, 1, 2, 3}, 9, 1).best();

        // By hand, loss of 1: 6/16 and half of its own loss, so 3/4; then 3/16, so 3/8.
        assertThat(best).extracting(AddedSupplier::supplier).containsExactly(3);
        assertThat(best.getFirst().amount()).isEqualTo(4);
        assertThat(best.getFirst().loss()).isCloseTo(0.75, within(EPSILON));
        assertThat(best.getFirst().lossThen()).isCloseTo(0.375, within(EPSILON));
    }

    @Test
    void weighsShocksByHowOftenTheyHappen() {
        var shocks = List.of(Shock.failureOf(0), Shock.failureOf(3), Shock.failureOf(5));

        var ranking =
                Diversification.against(
                                shocks, new double[] {2, 3, 0}, CASCADE, RULE, EACH_THE_SAME)
                        .rank(HALF, new int[] {3, 5}, 9, 1);

        // By hand: 4/6 twice and 1/6 three times. If 5 delivers, two sixths are spared; if 3 does,
        // two sixths too, but its own failure then stops half of 1 and 2, three times a sixth.
        assertThat(ranking.risk()).isCloseTo(11.0 / 6, within(EPSILON));
        assertThat(ranking.best()).extracting(AddedSupplier::supplier).containsExactly(5);
        assertThat(ranking.best().getFirst().gain()).isCloseTo(2.0 / 6, within(EPSILON));
        assertThat(ranking.best().getFirst().loss()).isEqualTo(2);
        assertThat(ranking.best().getFirst().lossThen()).isEqualTo(1);
    }

    @Test
    void passesOverThoseOfAnotherSectorAndPresentSuppliersAndListsNoMoreThanAskedFor() {
        var question = against(0);

        assertThat(question.rank(HALF, new int[] {0, 1, 2}, 9, 1).best()).isEmpty();
        assertThat(question.rank(HALF, new int[] {5, 3}, 9, 1).best())
                .extracting(AddedSupplier::supplier)
                .containsExactly(3, 5);
        assertThat(question.rank(HALF, new int[] {5, 3}, 1, 1).best())
                .extracting(AddedSupplier::supplier)
                .containsExactly(3);
    }

    @Test
    void gainsNothingAgainstAShockThatTheCustomerDoesNotFeel() {
        assertThat(against(5).rank(HALF, new int[] {3, 4}, 9, 1))
                .isEqualTo(new Ranking(1.0 / 6, List.of()));
    }

    @Test
    void asksOfAChangedCascadeWhatItAsksOfTheNetwork() {
        var changed = CASCADE.with(CASCADE.links.with(3, 1, 8));

        var ranking =
                Diversification.against(Shock.failureOf(0), changed, RULE, EACH_THE_SAME)
                        .rank(HALF, new int[] {3, 5}, 9, 1);

        // By hand: 0 and 3 deliver 8 each; 5 takes over 4 of each, so 1 and 2 lose 1/4, not 1/2.
        assertThat(ranking.best()).extracting(AddedSupplier::supplier).containsExactly(5);
        assertThat(ranking.best().getFirst().amount()).isEqualTo(8);
        assertThat(ranking.best().getFirst().gain()).isCloseTo(0.5 / 6, within(EPSILON));
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        var question = against(0);

        assertThatThrownBy(() -> question.rank(new Purchase(6, -1, 0), new int[] {7, 3, 3}, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The customer (6) is not there; the numbers are 0 to 5.")
                .hasMessageContaining("The sector (-1) is not there; the numbers are 0 to 2.")
                .hasMessageContaining("The share to be taken over (0.0)")
                .hasMessageContaining("The candidate (7) is not there")
                .hasMessageContaining("Candidate 3 is named twice.")
                .hasMessageContaining("listed (0) or of threads (0)");
        assertThatThrownBy(() -> question.rank(new Purchase(1, 0, 1.5), new int[] {3}, 1, 1))
                .hasMessageContaining("(1.5)");
        assertThatThrownBy(() -> question.rank(new Purchase(1, 2, 1), new int[] {3}, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Firm 1 buys nothing of sector 2 from others");
        assertThatThrownBy(() ->
                        Diversification.against(
                                List.of(Shock.failureOf(0)),
                                new double[] {-1, Double.NaN},
                                CASCADE,
                                RULE,
                                Weights.of(new double[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 entries of weight for 6 firms")
                .hasMessageContaining("1 shocks and 2 likelihoods")
                .hasMessageContaining("shock 0 (-1.0)")
                .hasMessageContaining("shock 1 (NaN)");
        assertThatThrownBy(() ->
                        Diversification.against(
                                List.of(), new double[0], CASCADE, RULE, EACH_THE_SAME))
                .hasMessageContaining("0 shocks");
        assertThatThrownBy(() -> against(9).rank(HALF, new int[] {3}, 1, 1))
                .hasMessageContaining("The shock hits firm 9");
    }

    static IntStream seeds() {
        return IntStream.range(0, 120);
    }

    /** Any network, any shocks: to the bit what a changed cascade counts, to rounding one anew. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void gainsWhatTheIndexIsLessWithTheLinkBuiltIn(int seed) {
        var any = AnyNetwork.of(seed, 30);
        var random = new Random(seed);
        var setting = setting(any, any.network(), seed);
        var cascade = Cascade.on(setting);
        var shocks = new ArrayList<Shock>();
        for (int at = random.nextInt(3); at >= 0; at--) {
            shocks.add(random.nextBoolean() ? any.shock(random) : failure(any, random));
        }
        var likelihood = random.doubles(shocks.size()).toArray();
        double share = seed % 4 == 0 ? 1 : random.nextDouble();
        var question = Diversification.against(shocks, likelihood, cascade, RULE, any.weights());
        var candidates = IntStream.range(0, cascade.firms()).toArray();

        for (var purchase : purchases(any, share)) {
            var ranking = question.rank(purchase, candidates, Integer.MAX_VALUE, 1 + seed % 2);

            var expected = new ArrayList<AddedSupplier>();
            double risk = risk(cascade, shocks, likelihood, any);
            assertThat(ranking.risk()).isEqualTo(risk);
            for (int supplier : candidates) {
                var links = moved(any, purchase, supplier);
                if (links != null) {
                    var then = cascade.with(links);
                    double gain = gain(cascade, then, shocks, likelihood, any);
                    var anew = Cascade.on(setting(any, links.rebuilt(), seed));
                    assertThat(risk - risk(anew, shocks, likelihood, any))
                            .isCloseTo(gain, within(EPSILON));
                    if (gain > 0) {
                        expected.add(
                                new AddedSupplier(
                                        supplier,
                                        purchase.customer(),
                                        amount(any, purchase),
                                        gain,
                                        gain / risk,
                                        loss(cascade, purchase, shocks, likelihood, any),
                                        loss(then, purchase, shocks, likelihood, any)));
                    }
                }
            }
            expected.sort(Comparator.comparingDouble(it -> -it.gain()));
            assertThat(ranking.best()).isEqualTo(expected);
        }
    }

    private static Shock failure(AnyNetwork any, Random random) {
        return Shock.failureOf(random.nextInt(any.network().firms()));
    }

    /** Three that there are, from others. */
    private static List<Purchase> purchases(AnyNetwork any, double share) {
        var purchases = new ArrayList<Purchase>();
        any.network()
                .forEach((from, to, _) -> {
                    var purchase = new Purchase(to, any.sectorOf(from), share);
                    if (from != to && purchases.size() < 3 && !purchases.contains(purchase)) {
                        purchases.add(purchase);
                    }
                });
        return purchases;
    }

    /** The links when a firm has become a supplier; none if it may not. */
    private static @Nullable ChangedNetwork moved(AnyNetwork any, Purchase purchase, int supplier) {
        int customer = purchase.customer();
        var network = any.network();
        if (any.sectorOf(supplier) != purchase.sector()
                || supplier == customer
                || network.weight(supplier, customer) > 0) {
            return null;
        }
        var links = ChangedNetwork.of(network).with(supplier, customer, amount(any, purchase));
        for (int from = 0; from < network.firms(); from++) {
            double bought = network.weight(from, customer);
            if (bought > 0 && from != customer && any.sectorOf(from) == purchase.sector()) {
                double left = bought - bought * purchase.share();
                links = left > 0 ? links.with(from, customer, left) : links.without(from, customer);
            }
        }
        return links;
    }

    private static double amount(AnyNetwork any, Purchase purchase) {
        return IntStream.range(0, any.network().firms())
                .filter(it -> it != purchase.customer() && any.sectorOf(it) == purchase.sector())
                .mapToDouble(it -> any.network().weight(it, purchase.customer()))
                .map(it -> it * purchase.share())
                .reduce(0, Double::sum);
    }

    private static double gain(
            Cascade before, Cascade then, List<Shock> shocks, double[] likelihood, AnyNetwork any) {
        double gain = 0;
        for (int at = 0; at < shocks.size(); at++) {
            double less = index(before, shocks.get(at), any) - index(then, shocks.get(at), any);
            gain += likelihood[at] * less;
        }
        return gain;
    }

    private static double index(Cascade cascade, Shock shock, AnyNetwork any) {
        return cascade.run(shock, RULE, any.weights()).index(any.weights()).both();
    }

    private static double risk(
            Cascade cascade, List<Shock> shocks, double[] likelihood, AnyNetwork any) {
        double risk = 0;
        for (int at = 0; at < shocks.size(); at++) {
            risk += likelihood[at] * index(cascade, shocks.get(at), any);
        }
        return risk;
    }

    private static double loss(
            Cascade cascade,
            Purchase purchase,
            List<Shock> shocks,
            double[] likelihood,
            AnyNetwork any) {
        double loss = 0;
        for (int at = 0; at < shocks.size(); at++) {
            var losses = cascade.run(shocks.get(at), RULE, any.weights());
            loss += likelihood[at] * losses.of(purchase.customer());
        }
        return loss;
    }

    /** Sectors as markets, others, or none. */
    private static CascadeSetting setting(AnyNetwork any, SupplyNetwork network, int seed) {
        int firms = network.firms();
        var sector = IntStream.range(0, firms).map(any::sectorOf).toArray();
        var market = new Random(seed).ints(firms, 0, 5).toArray();
        var setting = CascadeSetting.of(network, sector, any.classes());
        return switch (seed % 3) {
            case 0 -> setting.with(Markets.none());
            case 1 -> setting.with(Markets.by(market, Markets.Dead.IN_FULL));
            default -> setting;
        };
    }

    private static Diversification against(int failing) {
        return Diversification.against(Shock.failureOf(failing), CASCADE, RULE, EACH_THE_SAME);
    }
}
