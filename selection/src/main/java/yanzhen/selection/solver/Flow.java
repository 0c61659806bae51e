package yanzhen.selection.solver;

import java.util.Arrays;

/**
 * 最小费用流: a network with supplies, to be shipped along arcs at least cost. Nodes and arcs are
 * numbered from 0 in the order in which they come.
 */
public final class Flow {

    private static final int FIRST = 64;

    private long[] supply = new long[FIRST];
    private int[] from = new int[FIRST];
    private int[] to = new int[FIRST];
    private long[] capacity = new long[FIRST];
    private long[] cost = new long[FIRST];
    private int nodes;
    private int arcs;

    /**
     * One more node.
     *
     * @param amount what it has to give; below 0 what it needs
     * @return its number
     */
    public int node(long amount) {
        if (nodes == supply.length) {
            supply = Arrays.copyOf(supply, 2 * nodes);
        }
        supply[nodes] = amount;
        return nodes++;
    }

    /** Adds to what a node has to give. */
    public void supply(int node, long more) {
        supply[node] += more;
    }

    /**
     * One more arc.
     *
     * @param most what it carries at most, 0 or more
     * @param each what a unit on it costs; below 0 what it earns
     * @return its number
     */
    public int arc(int tail, int head, long most, long each) {
        if (tail < 0 || tail >= nodes || head < 0 || head >= nodes || most < 0) {
            throw new IllegalArgumentException(
                    "No arc from %d to %d for %d among %d nodes."
                            .formatted(tail, head, most, nodes));
        }
        if (arcs == from.length) {
            int room = 2 * arcs;
            from = Arrays.copyOf(from, room);
            to = Arrays.copyOf(to, room);
            capacity = Arrays.copyOf(capacity, room);
            cost = Arrays.copyOf(cost, room);
        }
        from[arcs] = tail;
        to[arcs] = head;
        capacity[arcs] = most;
        cost[arcs] = each;
        return arcs++;
    }

    public int nodes() {
        return nodes;
    }

    public int arcs() {
        return arcs;
    }

    public long supplyOf(int node) {
        return supply[node];
    }

    public int tail(int arc) {
        return from[arc];
    }

    public int head(int arc) {
        return to[arc];
    }

    public long capacity(int arc) {
        return capacity[arc];
    }

    public long cost(int arc) {
        return cost[arc];
    }
}
