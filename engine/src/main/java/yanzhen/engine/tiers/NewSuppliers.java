package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
 * <p>Only what changes is computed again. A new supplier matters for those firms' stops alone in
 * which its customer stops for want of its kind. Of each such stop the days are computed once as if
 * the input never ran out, which holds for everyone who would not stop before the recovery then;
 * for the others they are computed again. So it costs the links of those who stop, once for each
 * firm behind the makers and once for each firm and input that it takes down with it, and again for
 * each candidate that it takes down too.
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
    private double risk;

    private NewSuppliers(
            Survival survival, Dependence dependence, double[] recovery, double[] failures) {
        this.survival = survival;
        this.dependence = dependence;
        this.recovery = recovery;
        this.failures = failures;
        stopping = new Stopping(survival);
        lost = new double[dependence.nodes];
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
        var sorted = candidates.clone();
        Arrays.sort(sorted);
        return new NewSuppliers(survival, dependence, recovery, failures).rank(sorted, most);
    }

    /** A link that could be, by number of the input and of the supplier. */
    private record Option(int input, int supplier, double gain) {}

    private Ranking rank(int[] candidates, int most) {
        var cases = cases();
        var options = new ArrayList<Option>();
        int until;
        for (int from = 0; from < cases.length; from = until) {
            int input = input(cases[from]);
            until = from;
            while (until < cases.length && input(cases[until]) == input) {
                until++;
            }
            weigh(input, Arrays.copyOfRange(cases, from, until), candidates, options);
        }
        options.sort(
                Comparator.comparingDouble((Option it) -> -it.gain)
                        .thenComparingInt(it -> dependence.nodeAt(customer(it)))
                        .thenComparingInt(it -> survival.kindOfInput(it.input))
                        .thenComparingInt(Option::supplier));
        return new Ranking(
                risk, options.stream().limit(most).map(it -> explained(it, cases)).toList());
    }

    private int customer(Option option) {
        return survival.customerOf(option.input);
    }

    /**
     * Every input for want of which somebody stops, with every stop that the makers feel, by its
     * node in the lower half; by input, then node.
     */
    private long[] cases() {
        var cases = new long[16];
        int count = 0;
        for (int node = dependence.firstOf(1); node < dependence.nodes; node++) {
            int stopped = dependence.firmAt(node);
            lost[node] = lostDays(stopped);
            risk += failures[stopped] * lost[node];
            for (int at = 0; at < stopping.size() && lost[node] > 0; at++) {
                int firm = stopping.firm(at);
                int input = stopping.lacks(firm);
                if (input != Stopping.NOBODY && dependence.tierOf(firm) >= 0) {
                    cases = count < cases.length ? cases : Arrays.copyOf(cases, count * 2);
                    cases[count++] = (long) input << Integer.SIZE | node;
                }
            }
        }
        Arrays.sort(cases, 0, count);
        return Arrays.copyOf(cases, count);
    }

    private static int input(long one) {
        return (int) (one >> Integer.SIZE);
    }

    private double lostDays(int stopped) {
        stopping.run(new int[] {stopped}, recovery[stopped]);
        return Math.max(0, recovery[stopped] - stopping.lastOf(dependence));
    }

    /** Adds up what each candidate of the kind that does not supply it yet would spare. */
    private void weigh(int input, long[] cases, int[] candidates, List<Option> options) {
        var able = Arrays.stream(candidates).filter(it -> mayJoin(it, input)).toArray();
        var gain = new double[able.length];
        for (long one : cases) {
            int node = (int) one;
            int stopped = dependence.firmAt(node);
            stopping.spare(input);
            double spared = lost[node] - lostDays(stopped);
            if (spared > 0) {
                var falls = falling(able, recovery[stopped]);
                for (int at = 0; at < able.length; at++) {
                    double less = falls[at] ? relief(able[at], input, node) : spared;
                    gain[at] += failures[stopped] * less;
                }
            }
        }
        stopping.leave();
        for (int at = 0; at < able.length; at++) {
            if (gain[at] > 0) {
                options.add(new Option(input, able[at], gain[at]));
            }
        }
    }

    private boolean mayJoin(int supplier, int input) {
        return survival.kindOf(supplier) == survival.kindOfInput(input)
                && supplier != survival.customerOf(input)
                && !survival.delivers(supplier, input);
    }

    private boolean[] falling(int[] able, double end) {
        var falls = new boolean[able.length];
        for (int at = 0; at < able.length; at++) {
            falls[at] = stopping.dayOf(able[at]) < end;
        }
        return falls;
    }

    /** How many days are lost less when this node stops and the input has one more supplier. */
    private double relief(int supplier, int input, int node) {
        stopping.join(supplier, input);
        return lost[node] - lostDays(dependence.firmAt(node));
    }

    private NewSupplier explained(Option option, long[] cases) {
        var reliefs = new ArrayList<Relief>();
        for (long one : cases) {
            int node = (int) one;
            double less =
                    input(one) == option.input ? relief(option.supplier, option.input, node) : 0;
            if (less > 0) {
                int firm = dependence.firmAt(node);
                reliefs.add(new Relief(firm, lost[node], lost[node] - less, failures[firm] * less));
            }
        }
        stopping.leave();
        reliefs.sort(Comparator.comparingDouble(it -> -it.gain()));
        return new NewSupplier(
                option.supplier,
                customer(option),
                survival.kindOfInput(option.input),
                option.gain,
                option.gain / risk,
                reliefs);
    }
}
