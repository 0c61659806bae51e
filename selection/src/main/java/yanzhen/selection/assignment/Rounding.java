package yanzhen.selection.assignment;

import java.util.Arrays;
import yanzhen.selection.solver.Flow;

/** Turns circles of arcs with broken flows until all are whole; see {@link Lottery}. */
final class Rounding {

    private final Flow network;
    private final long[] flow;
    private final long whole;
    private final Draw draw;
    private final int[] first;
    private final int[] incident;

    /** Where the search for a broken arc goes on at each node; arcs never break again. */
    private final int[] from;

    Rounding(Flow network, long[] flow, long whole, Draw draw) {
        this.network = network;
        this.flow = flow.clone();
        this.whole = whole;
        this.draw = draw;
        first = new int[network.nodes() + 1];
        incident = new int[2 * network.arcs()];
        index();
        from = Arrays.copyOf(first, network.nodes());
    }

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
            incident[at[network.head(arc)]++] = arc;
        }
    }

    long[] rounded() {
        var place = new int[network.nodes()];
        Arrays.fill(place, -1);
        var nodes = new int[network.nodes() + 1];
        var arcs = new int[network.nodes() + 1];
        for (int arc = 0; arc < flow.length; arc++) {
            while (isBroken(arc)) {
                turnCircle(arc, place, nodes, arcs);
            }
        }
        return flow;
    }

    private boolean isBroken(int arc) {
        return flow[arc] % whole != 0;
    }

    /** Walks along broken arcs until a node comes again, and turns what lies between. */
    private void turnCircle(int start, int[] place, int[] nodes, int[] arcs) {
        int length = 0;
        int node = network.tail(start);
        int arc = start;
        while (place[node] < 0) {
            place[node] = length;
            nodes[length] = node;
            arcs[length++] = arc;
            node = other(arc, node);
            arc = nextBroken(node, arc);
        }
        int begin = place[node];
        for (int at = 0; at < length; at++) {
            place[nodes[at]] = -1;
        }
        turn(nodes, arcs, begin, length);
    }

    private int other(int arc, int node) {
        return network.tail(arc) == node ? network.head(arc) : network.tail(arc);
    }

    private int nextBroken(int node, int without) {
        while (!isBroken(incident[from[node]])) {
            from[node]++;
        }
        for (int at = from[node]; at < first[node + 1]; at++) {
            if (incident[at] != without && isBroken(incident[at])) {
                return incident[at];
            }
        }
        throw new IllegalStateException("A node with one broken flow has lost seats.");
    }

    private void turn(int[] nodes, int[] arcs, int begin, int end) {
        long up = whole;
        long down = whole;
        for (int at = begin; at < end; at++) {
            long over = flow[arcs[at]] % whole;
            boolean forward = network.tail(arcs[at]) == nodes[at];
            up = Math.min(up, forward ? whole - over : over);
            down = Math.min(down, forward ? over : whole - over);
        }
        long turned = draw.below(up + down) < down ? up : -down;
        for (int at = begin; at < end; at++) {
            boolean forward = network.tail(arcs[at]) == nodes[at];
            flow[arcs[at]] += forward ? turned : -turned;
        }
    }
}
