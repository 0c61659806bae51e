package yanzhen.selection.solver;

import java.util.Arrays;

/**
 * 节点势 (dual values): prices of nodes that prove a flow to be cheapest, {@code cost + price(tail) −
 * price(head) ≥ 0} on every arc with room and {@code ≤ 0} on every arc in use.
 *
 * <p>Found by correcting labels over the residual network, first in first out (Bellman, Ford); at
 * most nodes × arcs steps, in practice a few passes. A flow that is not cheapest has no such
 * prices, and is refused after as many corrections of one node as there are nodes.
 */
public final class Potentials {

    private final Flow network;
    private final long[] flow;
    private final int[] first;
    private final int[] incident;
    private final long[] price;

    private Potentials(Flow network, long[] flow) {
        this.network = network;
        this.flow = flow;
        first = new int[network.nodes() + 1];
        incident = new int[2 * network.arcs()];
        price = new long[network.nodes()];
        index();
    }

    /**
     * The prices of nodes under a flow of least cost.
     *
     * @param flow on each arc
     * @throws IllegalArgumentException when a cheaper flow exists
     */
    public static long[] of(Flow network, long[] flow) {
        var prices = new Potentials(network, flow);
        prices.settle();
        return prices.price;
    }

    /** Arcs by their nodes; an arc met at its head is written as {@code ~arc}. */
    private void index() {
        for (int arc = 0; arc < network.arcs(); arc++) {
            first[network.tail(arc) + 1]++;
            first[network.head(arc) + 1]++;
        }
        for (int node = 0; node < network.nodes(); node++) {
            first[node + 1] += first[node];
        }
        var at = Arrays.copyOf(first, network.nodes());
        for (int arc = 0; arc < network.arcs(); arc++) {
            incident[at[network.tail(arc)]++] = arc;
            incident[at[network.head(arc)]++] = ~arc;
        }
    }

    private void settle() {
        int nodes = network.nodes();
        var queue = new int[nodes + 1];
        var waiting = new boolean[nodes];
        var times = new int[nodes];
        int tail = 0;
        for (int node = 0; node < nodes; node++) {
            queue[tail++] = node;
            waiting[node] = true;
        }
        for (int head = 0; head != tail; head = (head + 1) % queue.length) {
            int node = queue[head];
            waiting[node] = false;
            for (int at = first[node]; at < first[node + 1]; at++) {
                int next = corrected(node, incident[at]);
                if (next >= 0 && !waiting[next]) {
                    if (++times[next] > nodes) {
                        throw new IllegalArgumentException("A cheaper flow exists.");
                    }
                    waiting[next] = true;
                    queue[tail] = next;
                    tail = (tail + 1) % queue.length;
                }
            }
        }
    }

    /** The node at the other end when its price fell, else −1. */
    private int corrected(int node, int signed) {
        boolean forward = signed >= 0;
        int arc = forward ? signed : ~signed;
        if (forward ? flow[arc] >= network.capacity(arc) : flow[arc] <= 0) {
            return -1;
        }
        int next = forward ? network.head(arc) : network.tail(arc);
        long reached = price[node] + (forward ? network.cost(arc) : -network.cost(arc));
        if (reached >= price[next]) {
            return -1;
        }
        price[next] = reached;
        return next;
    }
}
