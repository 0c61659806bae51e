package yanzhen.engine.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.engine.ChangedNetwork;
import yanzhen.engine.InputClass;
import yanzhen.engine.SupplyNetwork;
import yanzhen.engine.tiers.NewSupplier.Relief;
import yanzhen.engine.tiers.NewSuppliers.Ranking;

class NewSuppliersTests {

    /** 2 supplies 1, 1 supplies 0; 3 makes what 2 makes, and 4 what 1 makes. */
    private static final int[] KINDS = {0, 1, 2, 2, 1};

    private static final double[] TEN_DAYS = {10, 10, 10, 10, 10};

    /** 2 stops twice a year, all others once. */
    private static final double[] FAILURES = {1, 1, 2, 1, 1};

    @Test
    void prefersASupplierThatSparesMoreStops() {
        var ranking = rank(Chains.of(5, 2, 1, 1, 0), new double[5], 9);

        // By hand: as it is, 10 days once for 1 and twice for 2. With 4 beside 1 neither matters.
        assertThat(ranking)
                .isEqualTo(
                        new Ranking(
                                30,
                                List.of(
                                        new NewSupplier(
                                                4,
                                                0,
                                                1,
                                                30,
                                                1,
                                                List.of(
                                                        new Relief(2, 10, 0, 20),
                                                        new Relief(1, 10, 0, 10))),
                                        new NewSupplier(
                                                3,
                                                1,
                                                2,
                                                20,
                                                20.0 / 30,
                                                List.of(new Relief(2, 10, 0, 20))))));
    }

    @Test
    void countsANewSupplierThatHangsOnTheSameFirmForItsStockOnly() {
        // 4 buys from 2 as well and has stock for 3 days. By hand: 10 for 1, 2 · 3 for 2.
        var network = Chains.of(5, 2, 1, 1, 0, 2, 4);

        var best = rank(network, new double[] {0, 0, 0, 0, 3}, 9).best();

        assertThat(best)
                .extracting(NewSupplier::supplier, NewSupplier::customer, NewSupplier::gain)
                .containsExactly(tuple(3, 1, 20.0), tuple(4, 0, 16.0));
        assertThat(best.get(1).reliefs())
                .containsExactly(new Relief(1, 10, 0, 10), new Relief(2, 10, 7, 6));
    }

    @Test
    void listsNoMoreThanAskedForAndNobodyWhoHelpsNothing() {
        assertThat(rank(Chains.of(5, 2, 1, 1, 0), new double[5], 1).best())
                .extracting(NewSupplier::supplier)
                .containsExactly(4);
        var spared = rank(Chains.of(5, 1, 0, 4, 0), new double[5], 9);
        assertThat(spared).isEqualTo(new Ranking(0, List.of()));
        assertThat(rank(Chains.of(5), new double[5], 9)).isEqualTo(new Ranking(0, List.of()));
    }

    @Test
    void namesEverythingThatIsWrongAtOnceWithItsPlace() {
        var network = Chains.of(5, 2, 1, 1, 0);
        var needs = Needs.ofEachKind(KINDS);
        var survival = Survival.on(network, needs, new double[5]);
        var dependence = Dependence.of(network, needs, new int[] {0}, Dependence.ALL_TIERS);
        var recovery = new double[] {1, -1, 1, 1, 1};
        var failures = new double[] {1, 1, Double.NaN, 1};

        assertThatThrownBy(() ->
                        NewSuppliers.rank(
                                survival, dependence, new int[] {1, 1, 7}, recovery, failures, 0))
                .hasMessageContaining("Entry 1 of the candidates names firm 1 twice.")
                .hasMessageContaining("Entry 2 of the candidates names firm 7")
                .hasMessageContaining("The recovery days of firm 1 (-1.0)")
                .hasMessageContaining("4 entries of failures a year for 5 firms")
                .hasMessageContaining("The failures a year of firm 2 (NaN)")
                .hasMessageContaining("to be listed (0)");
    }

    static IntStream seeds() {
        return IntStream.range(0, 150);
    }

    /**
     * Any chain: every link that could be is built in anew, and all days computed from nothing. All
     * numbers are whole, so gains are the same to the bit.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void gainsWhatANetworkBuiltAnewWouldRiskLess(int seed) {
        var any = AnyChain.of(seed, 11);
        var random = new Random(seed);
        var stock = random.ints(any.firms, 0, 4).asDoubleStream().toArray();
        var recovery = random.ints(any.firms, 0, 12).asDoubleStream().toArray();
        var failures = random.ints(any.firms, 0, 4).asDoubleStream().toArray();
        var network = any.network();
        var before = risk(any, network, stock, recovery, failures);
        var expected = new TreeMap<String, Double>();
        for (int from = 0; from < any.firms; from++) {
            for (int to = 0; to < any.firms; to++) {
                if (couldBe(any, from, to)) {
                    var anew = ChangedNetwork.of(network).with(from, to, 1).rebuilt();
                    double gain = before - risk(any, anew, stock, recovery, failures);
                    assertThat(gain).isGreaterThanOrEqualTo(0);
                    if (gain > 0) {
                        expected.put(from + "-" + to, gain);
                    }
                }
            }
        }

        var survival = Survival.on(network, any.needs(), stock);
        var dependence = any.dependence(Dependence.ALL_TIERS);
        var candidates = any.names(random);
        var ranking =
                NewSuppliers.rank(
                        survival, dependence, candidates, recovery, failures, Integer.MAX_VALUE);

        var found = new TreeMap<String, Double>();
        ranking.best().forEach(it -> found.put(it.supplier() + "-" + it.customer(), it.gain()));
        assertThat(ranking.risk()).isEqualTo(before);
        assertThat(found).isEqualTo(expected);
        assertThat(ranking.best())
                .isSortedAccordingTo((one, other) -> Double.compare(other.gain(), one.gain()))
                .allSatisfy(it ->
                        assertThat(it.reliefs().stream().mapToDouble(Relief::gain).sum())
                                .isEqualTo(it.gain()));
        for (int most = 1; most < 6; most++) {
            assertThat(
                            NewSuppliers.rank(
                                    survival, dependence, candidates, recovery, failures, most))
                    .isEqualTo(new Ranking(before, ranking.best().stream().limit(most).toList()));
        }
    }

    /** Whether somebody behind the makers, or a maker, needs the kind and buys it, not from it. */
    private static boolean couldBe(AnyChain any, int from, int to) {
        var dependence = any.dependence(Dependence.ALL_TIERS);
        boolean buys =
                IntStream.range(0, any.firms)
                        .anyMatch(it -> any.kind[it] == any.kind[from] && any.sold[it][to] > 0);
        return from != to
                && any.sold[from][to] == 0
                && buys
                && any.classOf(from, to) == InputClass.ESSENTIAL
                && dependence.tierOf(to) >= 0;
    }

    private static double risk(
            AnyChain any,
            SupplyNetwork network,
            double[] stock,
            double[] recovery,
            double[] failures) {
        var needs = any.needs();
        var dependence = Dependence.of(network, needs, any.makers, Dependence.ALL_TIERS);
        return Survival.on(network, needs, stock).exposures(dependence, recovery).stream()
                .mapToDouble(it -> it.lostDays() * failures[it.firm()])
                .sum();
    }

    private static Ranking rank(SupplyNetwork network, double[] stock, int most) {
        var needs = Needs.ofEachKind(KINDS);
        return NewSuppliers.rank(
                Survival.on(network, needs, stock),
                Dependence.of(network, needs, new int[] {0}, Dependence.ALL_TIERS),
                IntStream.range(0, 5).toArray(),
                TEN_DAYS,
                FAILURES,
                most);
    }
}
