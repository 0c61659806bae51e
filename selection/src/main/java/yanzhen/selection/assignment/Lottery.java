package yanzhen.selection.assignment;

import java.util.Arrays;
import java.util.List;
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
    private final SeatFlow.Net net;
    private final long[] flow;
    private final Proof expectedTotal;

    Lottery(
            AssignmentTask task,
            Probability limit,
            SeatFlow.Net net,
            long[] flow,
            Proof expectedTotal) {
        this.task = task;
        this.limit = limit;
        this.net = net;
        this.flow = flow;
        this.expectedTotal = expectedTotal;
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
        return IntStream.range(net.firstPair[bid], net.firstPair[bid + 1])
                .filter(at -> net.pairExpert[at] == expert)
                .mapToDouble(at -> (double) flow[net.pairArc[at]] / limit.whole())
                .findFirst()
                .orElse(0);
    }

    /** The experts of a bid who may be drawn, rising. */
    public List<Integer> possible(int bid) {
        return IntStream.range(net.firstPair[bid], net.firstPair[bid + 1])
                .filter(at -> flow[net.pairArc[at]] > 0)
                .map(at -> net.pairExpert[at])
                .sorted()
                .boxed()
                .toList();
    }

    /**
     * One assignment.
     *
     * @param seed the same seed draws the same assignment, on any machine ({@code Draw} says how);
     *     commit to it before anybody knows the experts
     */
    public Panels draw(String seed) {
        var drawn = new Rounding(net.flow, flow, limit.whole(), new Draw(seed)).rounded();
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

    @Override
    public String toString() {
        return "up to %s, expected %s, %d arcs"
                .formatted(limit, expectedTotal, Arrays.stream(flow).filter(it -> it > 0).count());
    }
}
