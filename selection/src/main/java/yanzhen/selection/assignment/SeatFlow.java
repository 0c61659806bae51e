package yanzhen.selection.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import yanzhen.selection.solver.Flow;
import yanzhen.selection.solver.Potentials;
import yanzhen.selection.solver.Solver;

/**
 * The assignment as a flow: seats of bids flow over organisations to experts and on to one sink.
 *
 * <pre>
 * bid ──┬──────────────► organisation ≤ k ──► expert ──► sink
 *       └► senior ≥ s ─► organisation ≤ k ──►
 * </pre>
 *
 * <p>Exact, but for one thing: where senior seats and organisations are both limited, an
 * organisation with senior and other experts is two, and its limit holds for each by itself.
 *
 * <p>Only a few pairs of each bid are arcs at first. Prices of nodes that prove the flow cheapest
 * among these are held against all other pairs; those that would pay are added, until none would:
 * then the flow is cheapest among all pairs (column generation; Dantzig and Wolfe 1960). Cost: a
 * handful of flows over some ten arcs a bid, and a pass over all pairs for each.
 *
 * <p>With probabilities up to {@code part / whole}, each bid has {@code whole} times its seats and
 * each pair carries {@code part} at most: what flows is the probability times {@code whole}.
 */
final class SeatFlow {

    private static final int FEWEST = 12;
    private static final int ADDED = 8;

    private final AssignmentTask task;
    private final Solver solver;
    private final int part;
    private final int whole;
    private final boolean split;
    private final int[][] candidates;
    private final List<BitSet> isCandidate;

    SeatFlow(AssignmentTask task, Solver solver, int part, int whole) {
        this.task = task;
        this.solver = solver;
        this.part = part;
        this.whole = whole;
        split = task.rules().leastSenior() > 0;
        candidates = new int[task.bids().size()][];
        isCandidate = Side.sets(candidates.length);
    }

    /** The same with the same candidates, from now on by itself. */
    SeatFlow copy() {
        var copy = new SeatFlow(task, solver, part, whole);
        for (int bid = 0; bid < candidates.length; bid++) {
            if (candidates[bid] != null) {
                copy.candidates[bid] = new int[0];
                copy.add(bid, candidates[bid]);
            }
        }
        return copy;
    }

    /** What flows, the prices that prove it, and what could not be filled. */
    static final class Result {
        final Net net;
        final long[] flow;
        final long[] price;

        /** Worth of all pairs in use, in parts of a point times {@code whole}. */
        long worth;

        Result(Net net, long[] flow, long[] price) {
            this.net = net;
            this.flow = flow;
            this.price = price;
        }

        boolean isFull() {
            return net.shortArcs().stream().allMatch(arc -> flow[arc] == 0);
        }

        /** Experts of each bid with anything flowing to them. */
        int[][] chosen(int bids) {
            var chosen = new int[bids][];
            for (int bid = 0; bid < bids; bid++) {
                int first = net.firstPair[bid];
                chosen[bid] =
                        IntStream.range(first, net.firstPair[bid + 1])
                                .filter(at -> flow[net.pairArc[at]] > 0)
                                .map(at -> net.pairExpert[at])
                                .sorted()
                                .toArray();
            }
            return chosen;
        }
    }

    /** The network over the present candidates. */
    final class Net {
        final Flow flow = new Flow();
        final int sink;
        final int[] firstPair = new int[candidates.length + 1];
        final int[] pairArc;
        final int[] pairExpert;
        final int[] seniorNode = new int[candidates.length];
        final List<Map<Integer, Integer>> groupNode = new ArrayList<>();

        /** Arc, and the bid or ~expert whose lack it carries. */
        final Map<Integer, Integer> bidShort = new HashMap<>();

        final Map<Integer, Integer> seniorShort = new HashMap<>();
        final Map<Integer, Integer> expertShort = new HashMap<>();

        Net(Prices prices, long dummy) {
            int pairs = Arrays.stream(candidates).mapToInt(it -> it.length).sum();
            pairArc = new int[pairs];
            pairExpert = new int[pairs];
            candidatesNodes();
            sink = flow.node(0);
            loads(dummy);
            var worth = new long[task.experts().size()];
            for (int bid = 0; bid < candidates.length; bid++) {
                prices.fill(bid, worth);
                seats(bid, worth, dummy);
            }
        }

        private void candidatesNodes() {
            for (var bid : task.bids()) {
                int senior = task.rules().leastSenior();
                flow.node((long) whole * (bid.need() - senior));
            }
            for (var expert : task.experts()) {
                flow.node(-(long) whole * expert.leastLoad());
            }
        }

        private void loads(long dummy) {
            for (int at = 0; at < task.experts().size(); at++) {
                var expert = task.experts().get(at);
                int node = expertNode(at);
                flow.arc(node, sink, (long) whole * (expert.mostLoad() - expert.leastLoad()), 0);
                if (expert.leastLoad() > 0) {
                    long least = (long) whole * expert.leastLoad();
                    expertShort.put(flow.arc(sink, node, least, dummy), at);
                    flow.supply(sink, least);
                }
            }
        }

        private void seats(int bid, long[] worth, long dummy) {
            int need = whole * task.bids().get(bid).need();
            int senior = whole * task.rules().leastSenior();
            flow.supply(sink, -need);
            bidShort.put(flow.arc(bid, sink, need, dummy), bid);
            if (split) {
                seniorNode[bid] = flow.node(senior);
                flow.arc(bid, seniorNode[bid], need, 0);
                seniorShort.put(flow.arc(seniorNode[bid], sink, senior, dummy), bid);
            }
            groups(bid);
            int at = firstPair[bid];
            for (int expert : candidates[bid]) {
                pairExpert[at] = expert;
                pairArc[at++] =
                        flow.arc(tail(bid, expert), expertNode(expert), part, -worth[expert]);
            }
            firstPair[bid + 1] = at;
        }

        /** A node for each organisation of which more are candidates than may be chosen. */
        private void groups(int bid) {
            var nodes = new HashMap<Integer, Integer>();
            groupNode.add(nodes);
            if (!task.limitsOrganisations()) {
                return;
            }
            var many = new HashMap<Integer, Integer>();
            for (int expert : candidates[bid]) {
                if (many.merge(group(expert), 1, Integer::sum) == task.rules().mostOfOne() + 1) {
                    int node = flow.node(0);
                    flow.arc(parent(bid, expert), node, (long) whole * task.rules().mostOfOne(), 0);
                    nodes.put(group(expert), node);
                }
            }
        }

        int expertNode(int expert) {
            return candidates.length + expert;
        }

        private int parent(int bid, int expert) {
            return split && task.experts().get(expert).senior() ? seniorNode[bid] : bid;
        }

        int tail(int bid, int expert) {
            var node = groupNode.get(bid).get(group(expert));
            return node == null ? parent(bid, expert) : node;
        }

        /** The node that an expert of each group would hang on. */
        int[] tails(int bid) {
            var tail = new int[2 * task.organisations];
            for (int group = 0; group < tail.length; group++) {
                tail[group] = group % 2 == 1 ? seniorNode[bid] : bid;
            }
            groupNode.get(bid).forEach((group, node) -> tail[group] = node);
            return tail;
        }

        List<Integer> shortArcs() {
            var arcs = new ArrayList<Integer>(bidShort.keySet());
            arcs.addAll(seniorShort.keySet());
            arcs.addAll(expertShort.keySet());
            return arcs;
        }
    }

    /** Organisations, in two where its senior experts count apart. */
    private int group(int expert) {
        int half = split && task.experts().get(expert).senior() ? 1 : 0;
        return 2 * task.organisation[expert] + half;
    }

    int[] candidates(int bid) {
        return candidates[bid];
    }

    /** The flow of largest worth; it fills everything if anything does. */
    Result solve(Prices prices) {
        seed(prices);
        long range = range(prices);
        for (long dummy = 4 * (range + 1); ; dummy *= 16) {
            var result = settle(prices, dummy);
            if (result.isFull()) {
                return result;
            }
            if (dummy > Long.MAX_VALUE / 64 / (result.net.flow.nodes() + 1) || !canBeFull(prices)) {
                return result;
            }
        }
    }

    /** A flow that leaves as little unfilled as can be, whatever it is worth. */
    Result fullest(Prices prices) {
        seed(prices);
        return settle(prices.worthless(), 1);
    }

    private boolean canBeFull(Prices prices) {
        return fullest(prices).isFull();
    }

    private long range(Prices prices) {
        return IntStream.range(0, candidates.length)
                .parallel()
                .mapToLong(bid -> {
                    var worth = new long[task.experts().size()];
                    prices.fill(bid, worth);
                    return Arrays.stream(worth)
                            .filter(it -> it != Prices.NEVER)
                            .map(Math::abs)
                            .max()
                            .orElse(0);
                })
                .max()
                .orElse(0);
    }

    /** The best of each bid by worth; candidates of an earlier round stay. */
    private void seed(Prices prices) {
        IntStream.range(0, candidates.length)
                .parallel()
                .forEach(bid -> {
                    int need = task.bids().get(bid).need();
                    int many = Math.max(FEWEST, 3 * need * whole / part);
                    var worth = new long[task.experts().size()];
                    prices.fill(bid, worth);
                    if (candidates[bid] == null) {
                        candidates[bid] = new int[0];
                        add(bid, Best.of(worth, many, it -> worth[it] != Prices.NEVER));
                    } else {
                        drop(bid, worth);
                    }
                });
    }

    /** Candidates that must not be any more go. */
    private void drop(int bid, long[] worth) {
        candidates[bid] =
                Arrays.stream(candidates[bid]).filter(it -> worth[it] != Prices.NEVER).toArray();
        isCandidate.get(bid).clear();
        Arrays.stream(candidates[bid]).forEach(isCandidate.get(bid)::set);
    }

    private void add(int bid, int[] more) {
        var here = isCandidate.get(bid);
        int old = candidates[bid].length;
        candidates[bid] = Arrays.copyOf(candidates[bid], old + more.length);
        for (int at = 0; at < more.length; at++) {
            candidates[bid][old + at] = more[at];
            here.set(more[at]);
        }
    }

    private Result settle(Prices prices, long dummy) {
        while (true) {
            var net = new Net(prices, dummy);
            var flow = solver.cheapest(net.flow);
            var price = Potentials.of(net.flow, flow);
            if (!priceOut(prices, net, price)) {
                var result = new Result(net, flow, price);
                for (int arc : net.pairArc) {
                    result.worth -= flow[arc] * net.flow.cost(arc);
                }
                return result;
            }
        }
    }

    /** Adds pairs that would pay at these prices; whether there were any. */
    private boolean priceOut(Prices prices, Net net, long[] price) {
        return IntStream.range(0, candidates.length)
                        .parallel()
                        .map(bid -> {
                            var worth = new long[task.experts().size()];
                            prices.fill(bid, worth);
                            var here = isCandidate.get(bid);
                            gains(bid, worth, net, price);
                            var pays = Best.of(worth, ADDED, it -> worth[it] > 0 && !here.get(it));
                            add(bid, pays);
                            return pays.length;
                        })
                        .sum()
                > 0;
    }

    /**
     * What each pair would pay at these prices instead of what it is worth; above 0 if anything.
     */
    void gains(int bid, long[] worth, Net net, long[] price) {
        var tail = net.tails(bid);
        for (int expert = 0; expert < worth.length; expert++) {
            if (worth[expert] != Prices.NEVER) {
                worth[expert] += price[net.expertNode(expert)] - price[tail[group(expert)]];
            }
        }
    }
}
