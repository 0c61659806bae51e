package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * One input for want of which the product stands still, and how many lost days one more supplier of
 * it would spare, by who stopped first.
 */
final class Shortage {

    final int input;

    /** Who stopped, by node. */
    final int[] nodes;

    /** No supplier can spare more than this, by failures a year. */
    final double bound;

    /** Spared by a supplier that goes on, for each of the nodes. */
    private final double[] spared;

    /** Of suppliers that stop too the day, for each of the nodes, where it makes a difference. */
    private final TreeMap<Integer, double[]> stops = new TreeMap<>();

    /** For each of the nodes what is spared by a supplier that stops on some day. */
    private final List<TreeMap<Double, Double>> known = new ArrayList<>();

    /** Takes the nodes as they are. */
    Shortage(int input, int[] nodes, double bound) {
        this.input = input;
        this.nodes = nodes;
        this.bound = bound;
        spared = new double[nodes.length];
        for (int at = 0; at < nodes.length; at++) {
            known.add(new TreeMap<>());
        }
    }

    void spares(int at, double days) {
        spared[at] = days;
    }

    void stops(int supplier, int at, double day) {
        stops.computeIfAbsent(supplier, _ -> never())[at] = day;
    }

    private double[] never() {
        var days = new double[nodes.length];
        Arrays.fill(days, Double.POSITIVE_INFINITY);
        return days;
    }

    /** The suppliers that stop too so early that it may make a difference, by number. */
    Set<Integer> falling() {
        return stops.keySet();
    }

    /** What a supplier that goes on spares when one of the nodes stops. */
    double spared(int at) {
        return spared[at];
    }

    /**
     * What a supplier spares when one of the nodes stops. The later it stops itself the more, so
     * that days between two with the same answer need not be computed.
     *
     * @param anew computes it from the day on which the supplier stops
     */
    double sparedBy(int supplier, int at, DoubleUnaryOperator anew) {
        var days = stops.get(supplier);
        if (days == null || days[at] == Double.POSITIVE_INFINITY) {
            return spared[at];
        }
        var earlier = known.get(at).floorEntry(days[at]);
        var later = known.get(at).ceilingEntry(days[at]);
        double least = earlier == null ? 0 : earlier.getValue();
        double most = later == null ? spared[at] : later.getValue();
        if (least == most) {
            return least;
        }
        double found = anew.applyAsDouble(days[at]);
        known.get(at).put(days[at], found);
        return found;
    }
}
