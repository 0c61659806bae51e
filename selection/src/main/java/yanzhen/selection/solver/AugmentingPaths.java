package yanzhen.selection.solver;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * A flow of least cost by shortest augmenting paths (Jewell 1958; node prices after Edmonds and
 * Karp, JACM 19, 1972): ships along the cheapest path from any node with a rest to any node in
 * want, as long as there is one. Arcs that earn are filled first, which leaves rests of its own.
 * Costs one search by Dijkstra for each path: slow for many supplies, and right.
 */
final class AugmentingPaths {

    private static final long FAR = Long.MAX_VALUE / 4;

    private final Flow network;
    private final long[] flow;
    private final long[] rest;
    private final long[] price;
    private final long[] distance;
    private final int[] cameBy;
    private final int[] first;
    private final int[] incident;

    AugmentingPaths(Flow network) {
        this.network = network;
        int nodes = network.nodes();
        flow = new long[network.arcs()];
        rest = new long[nodes];
        price = new long[nodes];
        distance = new long[nodes];
        cameBy = new int[nodes];
        first = new int[nodes + 1];
        incident = new int[2 * network.arcs()];
        index();
        for (int node = 0; node < nodes; node++) {
            rest[node] = network.supplyOf(node);
        }
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
            incident[at[network.head(arc)]++] = ~arc;
        }
    }

    long[] cheapest() {
        for (int arc = 0; arc < flow.length; arc++) {
            if (network.cost(arc) < 0) {
                push(arc, network.capacity(arc));
            }
        }
        while (true) {
            int end = nearestInWant();
            if (end < 0) {
                if (Arrays.stream(rest).anyMatch(it -> it != 0)) {
                    throw new IllegalArgumentException("The supplies cannot be shipped.");
                }
                return flow;
            }
            ship(end);
        }
    }

    private void push(int signed, long amount) {
        int arc = signed >= 0 ? signed : ~signed;
        flow[arc] += signed >= 0 ? amount : -amount;
        rest[tail(signed)] -= amount;
        rest[head(signed)] += amount;
    }

    private int tail(int signed) {
        return signed >= 0 ? network.tail(signed) : network.head(~signed);
    }

    private int head(int signed) {
        return signed >= 0 ? network.head(signed) : network.tail(~signed);
    }

    private long room(int signed) {
        return signed >= 0 ? network.capacity(signed) - flow[signed] : flow[~signed];
    }

    private long reduced(int signed) {
        long cost = signed >= 0 ? network.cost(signed) : -network.cost(~signed);
        return cost + price[tail(signed)] - price[head(signed)];
    }

    private record Reached(int node, long distance) {}

    /** Dijkstra from all nodes with a rest; afterwards prices make every way back free. */
    private int nearestInWant() {
        Arrays.fill(distance, FAR);
        var open =
                new PriorityQueue<Reached>(
                        (one, other) -> Long.compare(one.distance, other.distance));
        for (int node = 0; node < rest.length; node++) {
            if (rest[node] > 0) {
                distance[node] = 0;
                open.add(new Reached(node, 0));
            }
        }
        int end = -1;
        while (end < 0 && !open.isEmpty()) {
            var next = open.remove();
            if (next.distance > distance[next.node]) {
                continue;
            }
            if (rest[next.node] < 0) {
                end = next.node;
            } else {
                reachFrom(next.node, open);
            }
        }
        if (end >= 0) {
            long least = distance[end];
            for (int node = 0; node < price.length; node++) {
                price[node] += Math.min(distance[node], least);
            }
        }
        return end;
    }

    private void reachFrom(int node, PriorityQueue<Reached> open) {
        for (int at = first[node]; at < first[node + 1]; at++) {
            int signed = incident[at];
            int next = head(signed);
            if (room(signed) > 0 && distance[node] + reduced(signed) < distance[next]) {
                distance[next] = distance[node] + reduced(signed);
                cameBy[next] = signed;
                open.add(new Reached(next, distance[next]));
            }
        }
    }

    private void ship(int end) {
        long amount = -rest[end];
        int node = end;
        while (rest[node] <= 0) {
            amount = Math.min(amount, room(cameBy[node]));
            node = tail(cameBy[node]);
        }
        amount = Math.min(amount, rest[node]);
        for (int at = end; at != node; at = tail(cameBy[at])) {
            push(cameBy[at], amount);
        }
    }
}
