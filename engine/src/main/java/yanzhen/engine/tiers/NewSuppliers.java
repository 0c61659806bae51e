package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import yanzhen.engine.tiers.NewSupplier.Relief;

/**
 * 补链方案: which single new supplier lowers the risk of a product most.
 *
 * <p>The risk is the days a year on which the product stands still because a firm behind its makers
 * stopped by itself: {@code Σ failures(d) · max(0, recovery(d) − survives(d))}, as {@link Survival}
 * has it. A new supplier joins those of its kind from which a firm behind the makers, or a maker,
 * buys already; all other links stay. The gain is what the risk would be less in a network built
 * anew with this link, exactly.
 *
 * <p>Only what changes, and may be listed, is computed again. When a firm stops that the makers
 * feel, an input matters if it is among those by which they stop: the one for want of which a maker
 * stops, that for want of which a supplier of it stops, and so on. Inputs are looked at in the
 * order of what could be gained by them at most, until what is listed gains more. Of each, the days
 * are computed once as if it never ran out, which holds for every new supplier that would not stop
 * before the recovery then; for one that would the answer depends on its day alone and never falls
 * with it, so that a day between two with one answer has that too. So it costs the links of those
 * who stop, once for each firm behind the makers and once for each input looked at and firm to
 * which it matters, and again for each different answer of candidates that stop too and may be
 * listed.
 *
 * <p>It does not know whether the candidate could deliver so much, nor at what price, nor two
 * failures at once.
 */
public final class NewSuppliers {

    private final Survival survival;
    private final Dependence dependence;
    private final double[] recovery;
    private final double[] failures;
    private final Stopping stopping;
    private final double[] lost;
    private final Map<Integer, List<Integer>> candidates;
    private final BitSet isCandidate = new BitSet();
    private final Comparator<Option> bestFirst;

    /** What is to be listed, the last of it at the head. */
    private final PriorityQueue<Option> best;

    private final int most;
    private double risk;

    private NewSuppliers(
            Survival survival,
            Dependence dependence,
            int[] candidates,
            double[] recovery,
            double[] failures,
            int most) {
        this.survival = survival;
        this.dependence = dependence;
        this.recovery = recovery;
        this.failures = failures;
        this.most = most;
        stopping = new Stopping(survival, dependence);
        lost = new double[dependence.nodes];
        this.candidates =
                Arrays.stream(candidates)
                        .sorted()
                        .boxed()
                        .collect(Collectors.groupingBy(survival::kindOf));
        Arrays.stream(candidates).forEach(isCandidate::set);
        bestFirst = bestFirst();
        best = new PriorityQueue<>(bestFirst.reversed());
    }

    /**
     * The answer.
     *
     * @param risk days a year on which the product stands still as it is
     * @param best new suppliers by gain, equal ones by tier and number of the customer, then by
     *     number of the supplier; those without gain are left out
     */
    public record Ranking(double risk, List<NewSupplier> best) {
        public Ranking {
            best = List.copyOf(best);
        }
    }

    /**
     * Ranks every new link from a candidate to a firm that buys its kind.
     *
     * @param candidates who could supply more than they do
     * @param recovery days until each firm is back, finite, from 0
     * @param failures how often a year each firm stops, finite, from 0
     * @param most how many are listed, from 1
     * @throws IllegalArgumentException when an array has not one entry for each firm, an entry is
     *     negative or not finite, a candidate is not there or named twice, or most is below 1
     */
    public static Ranking rank(
            Survival survival,
            Dependence dependence,
            int[] candidates,
            double[] recovery,
            double[] failures,
            int most) {
        int firms = survival.firms();
        var faults =
                survival.mustFit(dependence)
                        .firms("candidates", candidates, firms)
                        .length("recovery days", recovery.length, firms)
                        .days("recovery days", recovery, false)
                        .length("failures a year", failures.length, firms)
                        .days("failures a year", failures, false);
        if (most < 1) {
            faults.add("The number to be listed (%d) is below 1.".formatted(most));
        }
        faults.throwAny();
        return new NewSuppliers(survival, dependence, candidates, recovery, failures, most).rank();
    }

    /** A link that could be, by the shortage that it helps against and its supplier. */
    private record Option(Shortage shortage, int supplier, double gain) {}

    private Comparator<Option> bestFirst() {
        return Comparator.comparingDouble((Option it) -> -it.gain)
                .thenComparingInt(it -> dependence.nodeAt(customer(it)))
                .thenComparingInt(it -> survival.kindOfInput(it.shortage.input))
                .thenComparingInt(Option::supplier);
    }

    private int customer(Option option) {
        return survival.customerOf(option.shortage.input);
    }

    private Ranking rank() {
        for (var shortage : shortages()) {
            if (best.size() == most && shortage.bound < best.element().gain) {
                break;
            }
            weigh(shortage);
            if (mayBeListed(new Option(shortage, 0, gain(shortage.nodes, shortage::spared)))) {
                noteFalling(shortage);
                offerLasting(shortage);
                offerFalling(shortage);
            }
        }
        var listed = best.stream().sorted(bestFirst()).map(this::explained).toList();
        return new Ranking(risk, listed);
    }

    /** By what could be gained at most. */
    private List<Shortage> shortages() {
        var cases = cases();
        var shortages = new ArrayList<Shortage>();
        int until;
        for (int from = 0; from < cases.length; from = until) {
            int input = input(cases[from]);
            until = from;
            while (until < cases.length && input(cases[until]) == input) {
                until++;
            }
            var nodes = Arrays.stream(cases, from, until).mapToInt(it -> (int) it).toArray();
            double bound = gain(nodes, at -> lost[nodes[at]]);
            shortages.add(new Shortage(input, nodes, bound));
        }
        shortages.sort(Comparator.comparingDouble(it -> -it.bound));
        return shortages;
    }

    /**
     * Every input that matters, with every stop in which it does, by its node in the lower half; by
     * input, then node.
     */
    private long[] cases() {
        var cases = LongStream.builder();
        for (int node = dependence.firstOf(1); node < dependence.nodes; node++) {
            int stopped = dependence.firmAt(node);
            lost[node] = lostDays(stopped);
            risk += failures[stopped] * lost[node];
            if (lost[node] > 0) {
                long lower = node;
                stopping.forEachDeciding(input -> {
                    if (dependence.tierOf(survival.customerOf(input)) >= 0) {
                        cases.add((long) input << Integer.SIZE | lower);
                    }
                });
            }
        }
        return cases.build().sorted().toArray();
    }

    private static int input(long one) {
        return (int) (one >> Integer.SIZE);
    }

    private double lostDays(int stopped) {
        double last = stopping.lastMaker(stopped, recovery[stopped]);
        return Math.max(0, recovery[stopped] - last);
    }

    /** Sums up in one order, so that less spared is never more gained. */
    private double gain(int[] nodes, IntToDoubleFunction spared) {
        double gain = 0;
        for (int at = 0; at < nodes.length; at++) {
            gain += failures[dependence.firmAt(nodes[at])] * spared.applyAsDouble(at);
        }
        return gain;
    }

    private void weigh(Shortage shortage) {
        stopping.spare(shortage.input);
        for (int at = 0; at < shortage.nodes.length; at++) {
            int node = shortage.nodes[at];
            shortage.spares(at, lost[node] - lostDays(dependence.firmAt(node)));
        }
    }

    private void noteFalling(Shortage shortage) {
        for (int at = 0; at < shortage.nodes.length; at++) {
            if (shortage.spared(at) > 0) {
                int stopped = dependence.firmAt(shortage.nodes[at]);
                int customer = survival.customerOf(shortage.input);
                stopping.runEarly(stopped, recovery[stopped], customer);
                noteFalling(shortage, at, recovery[stopped]);
            }
        }
    }

    /** Notes the candidates that stop before the customer would for another reason, or the end. */
    private void noteFalling(Shortage shortage, int at, double end) {
        int customer = survival.customerOf(shortage.input);
        double early = Math.min(end, stopping.dayOf(customer));
        for (int one = 0; one < stopping.size(); one++) {
            int firm = stopping.firm(one);
            double day = stopping.dayOf(firm);
            if (day + survival.stockOf(customer) < early
                    && isCandidate.get(firm)
                    && mayJoin(firm, shortage.input)) {
                shortage.stops(firm, at, day);
            }
        }
    }

    private boolean mayJoin(int supplier, int input) {
        return survival.kindOf(supplier) == survival.kindOfInput(input)
                && supplier != survival.customerOf(input)
                && !survival.delivers(supplier, input);
    }

    /** Offers the candidates that go on: all gain the same, so no more than can be listed. */
    private void offerLasting(Shortage shortage) {
        double gain = gain(shortage.nodes, shortage::spared);
        int left = most;
        for (int supplier : candidates.getOrDefault(kind(shortage), List.of())) {
            if (left == 0 || !mayBeListed(new Option(shortage, supplier, gain))) {
                return;
            }
            if (!shortage.falling().contains(supplier) && mayJoin(supplier, shortage.input)) {
                offer(new Option(shortage, supplier, gain));
                left--;
            }
        }
    }

    private int kind(Shortage shortage) {
        return survival.kindOfInput(shortage.input);
    }

    /** Offers the candidates that stop too; none gains more than one that goes on. */
    private void offerFalling(Shortage shortage) {
        double most = gain(shortage.nodes, shortage::spared);
        for (int supplier : shortage.falling()) {
            if (mayBeListed(new Option(shortage, supplier, most))) {
                double gain = gain(shortage.nodes, at -> sparedBy(supplier, shortage, at));
                offer(new Option(shortage, supplier, gain));
            }
        }
    }

    private double sparedBy(int supplier, Shortage shortage, int at) {
        int node = shortage.nodes[at];
        return shortage.sparedBy(
                supplier,
                at,
                day -> {
                    stopping.join(supplier, shortage.input, day);
                    return lost[node] - lostDays(dependence.firmAt(node));
                });
    }

    private boolean mayBeListed(Option option) {
        return option.gain > 0
                && (best.size() < most || bestFirst.compare(option, best.element()) < 0);
    }

    private void offer(Option option) {
        if (mayBeListed(option)) {
            best.add(option);
            if (best.size() > most) {
                best.remove();
            }
        }
    }

    private NewSupplier explained(Option option) {
        var shortage = option.shortage;
        var reliefs = new ArrayList<Relief>();
        for (int at = 0; at < shortage.nodes.length; at++) {
            double less = sparedBy(option.supplier, shortage, at);
            if (less > 0) {
                int node = shortage.nodes[at];
                int firm = dependence.firmAt(node);
                reliefs.add(new Relief(firm, lost[node], lost[node] - less, failures[firm] * less));
            }
        }
        reliefs.sort(Comparator.comparingDouble(it -> -it.gain()));
        return new NewSupplier(
                option.supplier,
                customer(option),
                kind(shortage),
                option.gain,
                option.gain / risk,
                reliefs);
    }
}
