package yanzhen.engine.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.engine.ChangedNetwork;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;
import yanzhen.engine.SupplyNetwork;
import yanzhen.engine.tiers.Outage.Step;
import yanzhen.engine.tiers.Survival.Exposure;

class SurvivalTests {

    private static final double NEVER = Double.POSITIVE_INFINITY;

    @Test
    void addsUpStocksAlongALine() {
        var outage = anySupplier(Chains.LINE, 5, 3, 2, 9).after(3);

        // By hand: 2 lasts 2 days, 1 three days more, 0 five more; the stock of 3 is no matter.
        assertThat(outage.survives(3)).isZero();
        assertThat(outage.survives(2)).isEqualTo(2);
        assertThat(outage.survives(0)).isEqualTo(10);
        assertThat(outage.lostDays(0, 14)).isEqualTo(4);
        assertThat(outage.lostDays(0, 7)).isZero();
        assertThat(outage.wayTo(0))
                .containsExactly(
                        new Step(3, 0, 0, -1, -1),
                        new Step(2, 2, 2, 0, 3),
                        new Step(1, 5, 3, 0, 2),
                        new Step(0, 10, 5, 0, 1));
    }

    @Test
    void waitsForTheLastSupplierOfAKindButForTheFirstKindToRunOut() {
        // 3 stops: 1 lasts 4 days and 2 lasts 1. One will do: 4 + 1. Both are needed: 1 + 1.
        var stock = new double[] {1, 4, 1, 0};

        assertThat(anySupplier(Chains.DIAMOND, stock).after(3).survives(0)).isEqualTo(5);
        var both = Survival.on(Chains.DIAMOND, Chains.everyInput(Chains.DIAMOND), stock).after(3);
        assertThat(both.survives(0)).isEqualTo(2);
        assertThat(both.wayTo(0)).extracting(Step::firm).containsExactly(3, 2, 0);
        assertThat(anySupplier(Chains.DIAMOND, stock).after(1).survives(0)).isEqualTo(NEVER);
        assertThat(anySupplier(Chains.DIAMOND, stock).after(1).wayTo(0)).isEmpty();
        assertThat(anySupplier(Chains.DIAMOND, stock).after(2, 1).survives(0)).isEqualTo(1);
    }

    @Test
    void stopsRoundACircleWhoeverNeedsItAndKeepsACircleGoingThatNeedsNobodyElse() {
        var circle = anySupplier(Chains.CIRCLE, 1, 1, 1, 1);

        assertThat(circle.after(3).survives(0)).isEqualTo(3);
        assertThat(circle.after(1).survives(2)).isEqualTo(NEVER);
        // 3 supplies 2 from outside of the circle of 1 and 2, where any supplier will do.
        var network = Chains.of(4, 1, 0, 1, 2, 2, 1, 3, 2);
        assertThat(anySupplier(network, 1, 1, 1, 1).after(3).survives(0)).isEqualTo(NEVER);
        var needs = Chains.everyInput(network);
        assertThat(Survival.on(network, needs, new double[4]).after(3).survives(0)).isZero();
    }

    @Test
    void neverRunsOutOfWhatAFirmMakesItselfOrDoesNotNeed() {
        assertThat(anySupplier(Chains.SELF_SUPPLY, 1, 1).after(1).survives(0)).isEqualTo(NEVER);
        assertThat(anySupplier(Chains.ISOLATED, 1, 1).after(1).survives(0)).isEqualTo(NEVER);
        var needs = Needs.of(new int[4], InputClasses.all(1, InputClass.NON_ESSENTIAL));
        assertThat(Survival.on(Chains.LINE, needs, new double[4]).after(3).survives(2))
                .isEqualTo(NEVER);
        var endless = anySupplier(Chains.LINE, 1, NEVER, 1, 1);
        assertThat(endless.after(3).survives(1)).isEqualTo(NEVER);
        assertThat(endless.after(3).survives(2)).isEqualTo(1);
    }

    @Test
    void findsWhoTakesLongerToComeBackThanTheMakersLast() {
        var survival = anySupplier(Chains.LINE, 5, 3, 2, 9);
        var line = Chains.behindZero(Chains.LINE);

        // By hand: without 1 five days, without 2 eight, without 3 ten.
        assertThat(survival.exposures(line, new double[] {0, 6, 8, 13}))
                .containsExactly(
                        new Exposure(3, 3, 10, 13, 3, 0.75), new Exposure(1, 1, 5, 6, 1, 0.25));
        assertThat(survival.indispensable(line)).containsExactly(1, 2, 3);
    }

    @Test
    void countsAProductAsStoppedOnceItsLastMakerStops() {
        // 2 supplies 0, 3 supplies 1 and 2; 0 and 1 make the product.
        var network = Chains.of(4, 2, 0, 3, 1, 3, 2);
        var needs = Needs.ofAnySupplier(4);
        var stage = Dependence.of(network, needs, new int[] {0, 1}, Dependence.ALL_TIERS);
        var survival = Survival.on(network, needs, new double[] {1, 5, 2, 0});

        assertThat(survival.indispensable(stage)).containsExactly(3);
        assertThat(survival.exposures(stage, new double[] {0, 0, 99, 7}))
                .containsExactly(new Exposure(3, 1, 5, 7, 2, 1));
    }

    @Test
    void namesEverythingThatIsWrongAtOnceWithItsPlace() {
        var needs = Needs.ofAnySupplier(4);

        assertThatThrownBy(() -> Survival.on(Chains.LINE, needs, new double[] {-1, Double.NaN, 0}))
                .hasMessageContaining("3 entries of stock days for 4 firms")
                .hasMessageContaining("The stock days of firm 0 (-1.0)")
                .hasMessageContaining("The stock days of firm 1 (NaN)");
        var survival = anySupplier(Chains.LINE, 0, 0, 0, 0);
        assertThatThrownBy(() -> survival.after(4)).hasMessageContaining("names firm 4");
        assertThatThrownBy(survival::after).hasMessageContaining("no stopped firms");
        var line = Chains.behindZero(Chains.LINE);
        assertThatThrownBy(() -> survival.exposures(line, new double[] {0, 0, NEVER, 0}))
                .hasMessageContaining("The recovery days of firm 2 (Infinity)");
        assertThatThrownBy(() -> survival.indispensable(Chains.behindZero(Chains.ISOLATED)))
                .hasMessageContaining("for 4 firms");
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    /** Any chain: the equation of the Javadoc, applied to all firms until nothing changes. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void solvesItsEquation(int seed) {
        var any = AnyChain.of(seed, 14);
        var random = new Random(seed);
        var stock = random.ints(any.firms, 0, 5).asDoubleStream().toArray();
        var survival = Survival.on(any.network(), any.needs(), stock);
        int stopped = random.nextInt(any.firms);

        var outage = survival.after(stopped);

        assertThat(days(any, outage)).isEqualTo(solved(any, stock, stopped));
    }

    /** Any chain: what is said of each firm is what its stop alone does; again and again. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void triesEachFirmByItself(int seed) {
        var any = AnyChain.of(seed, 14);
        var random = new Random(seed);
        var stock = random.ints(any.firms, 0, 3).asDoubleStream().toArray();
        var recovery = random.ints(any.firms, 0, 12).asDoubleStream().toArray();
        var survival = Survival.on(any.network(), any.needs(), stock);
        var dependence = any.dependence(Dependence.ALL_TIERS);
        var behind =
                IntStream.range(0, any.firms).filter(it -> dependence.tierOf(it) > 0).toArray();

        assertThat(survival.indispensable(dependence))
                .containsExactlyInAnyOrder(
                        Arrays.stream(behind)
                                .filter(it -> lasts(any, stock, it) < NEVER)
                                .toArray());
        var exposures = survival.exposures(dependence, recovery);
        assertThat(exposures.stream().mapToInt(Exposure::firm).toArray())
                .containsExactlyInAnyOrder(
                        Arrays.stream(behind)
                                .filter(it -> lasts(any, stock, it) < recovery[it])
                                .toArray());
        assertThat(exposures)
                .allSatisfy(it ->
                        assertThat(it.lostDays())
                                .isEqualTo(recovery[it.firm()] - lasts(any, stock, it.firm())))
                .isSortedAccordingTo(
                        (one, other) -> Double.compare(other.lostDays(), one.lostDays()));
    }

    /**
     * Any chain, any changes: the same days, indispensable firms and best new suppliers as in a
     * network built anew.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void saysAfterChangesWhatItWouldOfANetworkBuiltAnew(int seed) {
        var any = AnyChain.of(seed, 12);
        var random = new Random(seed);
        var stock = random.ints(any.firms, 0, 4).asDoubleStream().toArray();
        var tens = new double[any.firms];
        Arrays.fill(tens, 10);
        var network = any.network();
        var before = Survival.on(network, any.needs(), stock);
        var changes = changes(network, random);
        var dependence = Dependence.of(changes, any.needs(), any.makers, Dependence.ALL_TIERS);
        var all = IntStream.range(0, any.firms).toArray();

        var changed = before.with(ChangedNetwork.of(network).with(0, 1, 1)).with(changes);
        var anew = Survival.on(changes.rebuilt(), any.needs(), stock);

        for (int firm = 0; firm < any.firms; firm++) {
            var outage = changed.after(firm);
            assertThat(days(any, outage)).isEqualTo(days(any, anew.after(firm)));
            assertThat(outage.wayTo(0)).isEqualTo(anew.after(firm).wayTo(0));
        }
        assertThat(changed.indispensable(dependence)).isEqualTo(anew.indispensable(dependence));
        assertThat(NewSuppliers.rank(changed, dependence, all, tens, tens, 99))
                .isEqualTo(NewSuppliers.rank(anew, dependence, all, tens, tens, 99));
    }

    private static ChangedNetwork changes(SupplyNetwork network, Random random) {
        var changes = ChangedNetwork.of(network);
        for (int at = 0; at < 1 + random.nextInt(8); at++) {
            int from = random.nextInt(network.firms());
            int to = random.nextInt(network.firms());
            changes =
                    random.nextInt(3) == 0 ? changes.without(from, to) : changes.with(from, to, 2);
        }
        return changes;
    }

    @Test
    void refusesChangesToAnotherNetwork() {
        var survival = anySupplier(Chains.LINE, 1, 1, 1, 1);

        assertThatThrownBy(() -> survival.with(ChangedNetwork.of(Chains.STAR)))
                .hasMessageContaining("not to the network");
    }

    @Test
    void lastsLongerOnceThereIsAnotherSupplier() {
        var line = anySupplier(Chains.LINE, 5, 3, 2, 9);
        var more = ChangedNetwork.of(Chains.LINE).with(2, 0, 1);

        // 0 goes on with 2 when 1 stops; when 3 stops it waits for 1, which stops on day 5.
        assertThat(line.with(more).after(1).survives(0)).isEqualTo(NEVER);
        assertThat(line.with(more).after(3).survives(0)).isEqualTo(10);
        assertThat(line.after(1).survives(0)).isEqualTo(5);
        assertThat(line.with(more.without(1, 0)).after(3).survives(0)).isEqualTo(7);
    }

    /**
     * Any chain without circles where any supplier will do: who is indispensable is a choke point.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithChokePointsWhereAnySupplierWillDo(int seed) {
        var any = AnyChain.withoutCircles(seed, 14);
        var needs = Needs.ofAnySupplier(any.firms);
        var network = any.network();
        var dependence = Dependence.of(network, needs, new int[] {0}, Dependence.ALL_TIERS);

        var found = Survival.on(network, needs, new double[any.firms]).indispensable(dependence);

        assertThat(found)
                .containsExactlyInAnyOrder(
                        ChokePoints.of(dependence).stream().mapToInt(ChokePoint::firm).toArray());
    }

    /** Any chain: more stock never makes anybody stop sooner; other numbers, the same days. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void growsWithStocksAndDoesNotDependOnTheNumbersOfFirms(int seed) {
        var any = AnyChain.of(seed, 14);
        var random = new Random(seed);
        var names = any.names(random);
        var stock = random.ints(any.firms, 0, 5).asDoubleStream().toArray();
        var renamedStock = new double[any.firms];
        for (int firm = 0; firm < any.firms; firm++) {
            renamedStock[names[firm]] = stock[firm];
        }
        var more = Arrays.stream(stock).map(it -> it + random.nextInt(2)).toArray();
        int stopped = random.nextInt(any.firms);
        var renamed = any.renamed(names);

        var one = Survival.on(any.network(), any.needs(), stock).after(stopped);
        var other =
                Survival.on(renamed.network(), renamed.needs(), renamedStock).after(names[stopped]);
        var longer = Survival.on(any.network(), any.needs(), more).after(stopped);

        for (int firm = 0; firm < any.firms; firm++) {
            assertThat(other.survives(names[firm])).isEqualTo(one.survives(firm));
            assertThat(longer.survives(firm)).isGreaterThanOrEqualTo(one.survives(firm));
            assertThat(one.wayTo(firm).isEmpty()).isEqualTo(one.survives(firm) == NEVER);
        }
    }

    private static Survival anySupplier(SupplyNetwork network, double... stock) {
        return Survival.on(network, Needs.ofAnySupplier(network.firms()), stock);
    }

    private static List<Double> days(AnyChain any, Outage outage) {
        return IntStream.range(0, any.firms).mapToObj(outage::survives).toList();
    }

    private static double lasts(AnyChain any, double[] stock, int stopped) {
        var days = solved(any, stock, stopped);
        return Arrays.stream(any.makers).mapToDouble(days::get).max().orElseThrow();
    }

    private static List<Double> solved(AnyChain any, double[] stock, int stopped) {
        var days = new double[any.firms];
        Arrays.fill(days, NEVER);
        days[stopped] = 0;
        for (int round = 0; round <= any.firms; round++) {
            for (int firm = 0; firm < any.firms; firm++) {
                for (int kind = 0; kind < 3 && firm != stopped; kind++) {
                    days[firm] = Math.min(days[firm], stock[firm] + runsOut(any, days, firm, kind));
                }
            }
        }
        return Arrays.stream(days).boxed().toList();
    }

    private static double runsOut(AnyChain any, double[] days, int firm, int kind) {
        double last = -1;
        for (int from = 0; from < any.firms; from++) {
            boolean needed = any.classOf(from, firm) == InputClass.ESSENTIAL;
            if (any.sold[from][firm] > 0 && any.kind[from] == kind && needed) {
                last = Math.max(last, from == firm ? NEVER : days[from]);
            }
        }
        return last < 0 ? NEVER : last;
    }
}
