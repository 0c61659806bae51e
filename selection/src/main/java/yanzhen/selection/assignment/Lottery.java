package yanzhen.selection.assignment;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import yanzhen.selection.Proof;

/**
 * 随机分配: how likely each pair is, and assignments drawn so that it is exactly so likely.
 *
 * <p>Likelihoods are a flow in parts of a whole. A draw rounds it: while an arc carries a broken
 * number of seats, a circle of such arcs is walked (from the lowest numbered arc on, at each node
 * by the lowest numbered other one) and turned one way or the other until one of its arcs is whole.
 * Which way is drawn with such odds that no likelihood changes on average; so each pair is drawn
 * with exactly its likelihood, and every draw keeps every rule, as each rule is the capacity of an
 * arc (dependent rounding, Gandhi et al., JACM 53, 2006; that such flows are lotteries over
 * assignments: Budish, Che, Kojima and Milgrom, AER 103, 2013; against manipulation of reviews:
 * Jecmen et al., NeurIPS 2020).
 *
 * <p>Where senior seats and organisations are limited at once, an organisation sends either its
 * senior or its other experts to a bid where both would be likely; the bound does not know that.
 * Where this costs much, the lottery is one among a few assignments instead ({@code Mixture}).
 *
 * <p>It does not make pairs independent of each other, and tells nothing about sets of pairs.
 */
public final class Lottery {

    /** What came of looking for one. */
    public sealed interface Outcome {

        /** There is one. */
        record Ready(Lottery lottery) implements Outcome {}

        /**
         * One may exist, but was not found: see {@link Lottery} on organisations with senior and
         * other experts.
         *
         * @param bound what no expected total exceeds
         */
        record Undecided(double bound) implements Outcome {}

        /** No lottery keeps the rules and the limit. */
        record Impossible(List<Shortage> shortages) implements Outcome {
            public Impossible {
                shortages = List.copyOf(shortages);
            }
        }
    }

    private final AssignmentTask task;
    private final Probability limit;
    private final Proof expectedTotal;
    private final Function<Draw, Panels> drawing;

    /** For each bid, how many parts of the whole each expert has; only those with any. */
    private final List<SortedMap<Integer, Long>> parts;

    private Lottery(
            AssignmentTask task,
            Probability limit,
            Proof expectedTotal,
            List<SortedMap<Integer, Long>> parts,
            Function<Draw, Panels> drawing) {
        this.task = task;
        this.limit = limit;
        this.expectedTotal = expectedTotal;
        this.parts = parts;
        this.drawing = drawing;
    }

    private static List<SortedMap<Integer, Long>> noParts(AssignmentTask task) {
        return task.bids().stream()
                .<SortedMap<Integer, Long>>map(_ -> new TreeMap<Integer, Long>())
                .toList();
    }

    /** One whose draws round a flow. */
    static Lottery of(
            AssignmentTask task,
            Probability limit,
            SeatFlow.Net net,
            long[] flow,
            Proof expectedTotal) {
        var parts = noParts(task);
        for (int bid = 0; bid < parts.size(); bid++) {
            for (int at = net.firstPair[bid]; at < net.firstPair[bid + 1]; at++) {
                if (flow[net.pairArc[at]] > 0) {
                    parts.get(bid).put(net.pairExpert[at], flow[net.pairArc[at]]);
                }
            }
        }
        return new Lottery(
                task, limit, expectedTotal, parts, draw -> rounded(task, limit, net, flow, draw));
    }

    private static Panels rounded(
            AssignmentTask task, Probability limit, SeatFlow.Net net, long[] flow, Draw draw) {
        var drawn = new Rounding(net.flow, flow, limit.whole(), draw).rounded();
        var chosen = new int[task.bids().size()][];
        for (int bid = 0; bid < chosen.length; bid++) {
            chosen[bid] =
                    IntStream.range(net.firstPair[bid], net.firstPair[bid + 1])
                            .filter(at -> drawn[net.pairArc[at]] > 0)
                            .map(at -> net.pairExpert[at])
                            .toArray();
        }
        return Panels.of(chosen);
    }

    /** One that draws among as many assignments as the limit has parts, each as likely. */
    static Lottery among(
            AssignmentTask task, Probability limit, List<Panels> equal, Proof expectedTotal) {
        var parts = noParts(task);
        for (var panels : equal) {
            for (int bid = 0; bid < parts.size(); bid++) {
                for (int expert : panels.experts().get(bid)) {
                    parts.get(bid).merge(expert, 1L, Long::sum);
                }
            }
        }
        return new Lottery(
                task,
                limit,
                expectedTotal,
                parts,
                draw -> equal.get((int) draw.below(equal.size())));
    }

    /** The mean of the total over all draws, with what no lottery under the limit exceeds. */
    public Proof expectedTotal() {
        return expectedTotal;
    }

    /** Greatest probability allowed. */
    public Probability limit() {
        return limit;
    }

    /** How likely a pair is, 0 to the limit. */
    public double probability(int bid, int expert) {
        return (double) parts.get(bid).getOrDefault(expert, 0L) / limit.whole();
    }

    /** The experts of a bid who may be drawn, rising. */
    public List<Integer> possible(int bid) {
        return List.copyOf(parts.get(bid).keySet());
    }

    /**
     * One assignment.
     *
     * @param seed the same seed draws the same assignment, on any machine ({@code Draw} says how);
     *     commit to it before anybody knows the experts
     */
    public Panels draw(String seed) {
        return drawing.apply(new Draw(seed));
    }

    @Override
    public String toString() {
        return "%d bids, up to %s, expected %s".formatted(task.bids().size(), limit, expectedTotal);
    }
}
