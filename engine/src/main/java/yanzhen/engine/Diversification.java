package yanzhen.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * 分散供应: which single new supplier of a customer lowers the systemic risk most.
 *
 * <p>The risk is the index of a shock, or of several by how often they happen: {@code Σ
 * likelihood(s) · index(s)}, where the index counts the larger of each firm's two losses.
 *
 * <p>How a new supplier enters is an assumption: it takes over a stated share of what the customer
 * buys of its sector from others, the same share from each of them. So the customer buys as much as
 * before, and so does the economy; those who supplied it sell less. What the customer makes for
 * itself stays. The new supplier buys no more than before, has room for what it sells, and asks the
 * same price. Classes, markets, revenue, costs and weights stay as they are.
 *
 * <p>The gain of a candidate is exact: it is what the index is less when every shock is run from
 * its beginning, by the same stop rule, on the cascade that {@link Cascade#with} makes of the
 * changed links. Where customer, present suppliers, candidate and their markets lose nothing as it
 * is, nothing can change, and nothing is run. Otherwise a candidate costs one run for each shock,
 * and the links of its own and of the customer. Each thread takes a cascade and a workspace of its
 * own, 90 bytes a link and 200 bytes a firm.
 *
 * <p>A gain may be below 0, where the candidate is more at risk than those whose place it takes.
 * Safe for use by several threads.
 */
public final class Diversification {

    private final Cascade cascade;
    private final List<Shock> shocks;
    private final double[] likelihood;
    private final StopRule rule;
    private final double[] weights;

    private Diversification(
            Cascade cascade,
            List<Shock> shocks,
            double[] likelihood,
            StopRule rule,
            double[] weights) {
        this.cascade = cascade;
        this.shocks = shocks;
        this.likelihood = likelihood;
        this.rule = rule;
        this.weights = weights;
    }

    /**
     * Against one shock.
     *
     * @throws IllegalArgumentException when there is not one weight for each firm
     */
    public static Diversification against(
            Shock shock, Cascade cascade, StopRule rule, Weights weights) {
        return against(List.of(shock), new double[] {1}, cascade, rule, weights);
    }

    /**
     * Against several shocks, each to an economy that is whole.
     *
     * @param likelihood how often each happens, finite, from 0, in any unit; the risk is in the
     *     same
     * @throws IllegalArgumentException when there is no shock, there is not one likelihood for
     *     each, one is negative or not finite, or there is not one weight for each firm
     */
    public static Diversification against(
            List<Shock> shocks,
            double[] likelihood,
            Cascade cascade,
            StopRule rule,
            Weights weights) {
        var faults = new ArrayList<String>();
        Checks.length("weight", weights.firms(), cascade.firms(), faults);
        if (shocks.isEmpty() || likelihood.length != shocks.size()) {
            faults.add(
                    "There are %d shocks and %d likelihoods; give one for each of at least one shock."
                            .formatted(shocks.size(), likelihood.length));
        }
        for (int at = 0; at < likelihood.length; at++) {
            if (!(likelihood[at] >= 0) || Double.isInfinite(likelihood[at])) {
                faults.add(
                        "The likelihood of shock %d (%s) is not a number from 0 on."
                                .formatted(at, likelihood[at]));
            }
        }
        Checks.throwAny(faults);
        return new Diversification(
                cascade, List.copyOf(shocks), likelihood.clone(), rule, cascade.weightsAt(weights));
    }

    /**
     * 采购份额: what a new supplier would take over.
     *
     * @param customer number of the firm that buys
     * @param sector of which it buys
     * @param share of what it buys of the sector from others, above 0, at most 1
     */
    public record Purchase(int customer, int sector, double share) {}

    /**
     * The answer.
     *
     * @param risk as it is
     * @param best new suppliers by gain, equal ones by number; those without gain are left out
     */
    public record Ranking(double risk, List<AddedSupplier> best) {
        public Ranking {
            best = List.copyOf(best);
        }
    }

    /**
     * Ranks candidates; those of another sector, those who supply the customer already and itself
     * are passed over.
     *
     * @param candidates numbers of firms that could supply, each once
     * @param most how many are listed, from 1
     * @param threads at least 1; the answer is the same to the bit
     * @throws IllegalArgumentException when a firm or the sector is not there, a candidate is named
     *     twice, a number is out of range, or the customer buys nothing of the sector from others
     */
    public Ranking rank(Purchase purchase, int[] candidates, int most, int threads) {
        check(purchase, candidates, most, threads);
        var order = new Order(cascade.links, cascade.setting.sector, purchase);
        var able = Arrays.stream(candidates).filter(order::mayGoTo).sorted().toArray();
        var trials = new Trials(order, able);
        SystemicRisk.together(trials, threads);
        return trials.ranking(most);
    }

    private void check(Purchase purchase, int[] candidates, int most, int threads) {
        var faults = new ArrayList<String>();
        int firms = cascade.firms();
        Checks.within("customer", purchase.customer, firms, faults);
        Checks.within("sector", purchase.sector, cascade.setting.classes.sectors(), faults);
        if (!(purchase.share > 0 && purchase.share <= 1)) {
            faults.add(
                    "The share to be taken over (%s) is not above 0 and at most 1."
                            .formatted(purchase.share));
        }
        var seen = new HashSet<Integer>();
        for (int candidate : candidates) {
            Checks.within("candidate", candidate, firms, faults);
            if (!seen.add(candidate)) {
                faults.add("Candidate %d is named twice.".formatted(candidate));
            }
        }
        if (most < 1 || threads < 1) {
            faults.add(
                    "The number to be listed (%d) or of threads (%d) is below 1."
                            .formatted(most, threads));
        }
        Checks.throwAny(faults);
    }

    /** What a shock does as it is, as far as the question goes. */
    private record Before(double index, double loss, BitSet feels) {}

    /** Works off candidates on several threads, each of which takes the next. */
    private final class Trials implements Runnable {

        private final Order order;
        private final int[] candidates;
        private final List<Before> before;
        private final double[] gain;
        private final double[] lossThen;
        private final AtomicInteger next = new AtomicInteger();

        Trials(Order order, int[] candidates) {
            this.order = order;
            this.candidates = candidates;
            gain = new double[candidates.length];
            lossThen = new double[candidates.length];
            var spread = new Spread(cascade);
            before = shocks.stream().map(it -> before(spread, it)).toList();
        }

        private Before before(Spread spread, Shock shock) {
            Cascade.settle(spread, shock, rule, weights);
            var hit = new Hit(cascade, spread);
            boolean all = hit.feels(order.customer()) || hit.feelsAny(order.suppliers());
            var feels = new BitSet();
            for (int at = 0; at < candidates.length; at++) {
                feels.set(at, all || hit.feels(candidates[at]));
            }
            double loss = spread.lossAt(cascade.places.placeOf(order.customer()));
            return new Before(spread.index(weights).both(), loss, feels);
        }

        @Override
        public void run() {
            var felt = new BitSet();
            before.forEach(it -> felt.or(it.feels));
            if (felt.isEmpty()) {
                return;
            }
            var trial =
                    new Trial(cascade, order, felt.stream().map(it -> candidates[it]).toArray());
            for (int at = next.getAndIncrement();
                    at < candidates.length;
                    at = next.getAndIncrement()) {
                if (felt.get(at)) {
                    trial.join(candidates[at]);
                    weigh(trial, at);
                    trial.leave(candidates[at]);
                }
            }
        }

        private void weigh(Trial trial, int at) {
            int customer = cascade.places.placeOf(order.customer());
            for (int one = 0; one < shocks.size(); one++) {
                var was = before.get(one);
                if (was.feels.get(at)) {
                    var then = trial.run(shocks.get(one), rule, weights);
                    gain[at] += likelihood[one] * (was.index - then.index(weights).both());
                    lossThen[at] += likelihood[one] * then.lossAt(customer);
                } else {
                    lossThen[at] += likelihood[one] * was.loss;
                }
            }
        }

        Ranking ranking(int most) {
            double risk = sum(Before::index);
            double loss = sum(Before::loss);
            var best =
                    IntStream.range(0, candidates.length)
                            .filter(it -> gain[it] > 0)
                            .boxed()
                            .sorted(Comparator.comparingDouble(it -> -gain[it]))
                            .limit(most)
                            .map(it ->
                                    new AddedSupplier(
                                            candidates[it],
                                            order.customer(),
                                            order.amount(),
                                            gain[it],
                                            gain[it] / risk,
                                            loss,
                                            lossThen[it]))
                            .toList();
            return new Ranking(risk, best);
        }

        private double sum(ToDoubleFunction<Before> of) {
            double sum = 0;
            for (int at = 0; at < shocks.size(); at++) {
                sum += likelihood[at] * of.applyAsDouble(before.get(at));
            }
            return sum;
        }
    }
}
