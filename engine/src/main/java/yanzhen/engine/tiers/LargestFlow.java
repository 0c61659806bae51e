package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.Arrays;
import yanzhen.engine.tiers.SupplyCut.Member;

/**
 * The largest flow from ultimate suppliers to makers when each firm behind the makers lets no more
 * than its weight pass. After Dinitz, “Algorithm for solution of a problem of maximum flow in
 * networks with power estimation”, Soviet Mathematics Doklady 11, 1277 (1970).
 */
final class LargestFlow {

    private static final int NONE = -1;

    private final Dependence dependence;
    private final double[] weight;

    /** A firm is entered at twice its number and left at one more. */
    private final int source;

    private final int sink;
    private final int[] firstArc;

    /** Arcs lie in pairs, there and back. */
    private final int[] nextArc;

    private final int[] to;
    private final double[] room;
    private final int[] level;
    private final int[] arc;
    private final int[] queue;
    private int arcs;

    LargestFlow(Dependence dependence, UltimateSuppliers ultimate, double[] weight) {
        this.dependence = dependence;
        this.weight = weight;
        int nodes = dependence.nodes;
        source = nodes * 2;
        sink = source + 1;
        int most = (dependence.supplier.length + nodes * 3) * 2;
        firstArc = new int[sink + 1];
        Arrays.fill(firstArc, NONE);
        nextArc = new int[most];
        to = new int[most];
        room = new double[most];
        level = new int[sink + 1];
        arc = new int[sink + 1];
        queue = new int[sink + 1];
        for (int node = 0; node < nodes; node++) {
            join(node, ultimate.isNode(node));
        }
    }

    private void join(int node, boolean ultimate) {
        boolean maker = node < dependence.firstOf(1);
        connect(
                node * 2,
                node * 2 + 1,
                maker ? Double.POSITIVE_INFINITY : weight[dependence.firmAt(node)]);
        if (maker) {
            connect(node * 2 + 1, sink, Double.POSITIVE_INFINITY);
        }
        if (ultimate) {
            connect(source, node * 2, Double.POSITIVE_INFINITY);
        }
        for (int link = dependence.start[node]; link < dependence.start[node + 1]; link++) {
            connect(dependence.supplier[link] * 2 + 1, node * 2, Double.POSITIVE_INFINITY);
        }
    }

    private void connect(int from, int towards, double most) {
        place(from, towards, most);
        place(towards, from, 0);
    }

    private void place(int from, int towards, double most) {
        to[arcs] = towards;
        room[arcs] = most;
        nextArc[arcs] = firstArc[from];
        firstArc[from] = arcs++;
    }

    SupplyCut cut() {
        while (findLevels()) {
            System.arraycopy(firstArc, 0, arc, 0, arc.length);
            fill();
        }
        return narrowest(reachTheSink());
    }

    private boolean findLevels() {
        Arrays.fill(level, NONE);
        level[source] = 0;
        queue[0] = source;
        int size = 1;
        for (int at = 0; at < size; at++) {
            for (int it = firstArc[queue[at]]; it != NONE; it = nextArc[it]) {
                if (room[it] > 0 && level[to[it]] == NONE) {
                    level[to[it]] = level[queue[at]] + 1;
                    queue[size++] = to[it];
                }
            }
        }
        return level[sink] != NONE;
    }

    /** Sends flow along ways that rise by one level at each arc until there is none left. */
    private void fill() {
        var way = new int[level.length];
        int length = 0;
        int node = source;
        while (true) {
            if (node == sink) {
                length = send(way, length);
                node = length == 0 ? source : to[way[length - 1]];
            } else if (arc[node] == NONE) {
                if (node == source) {
                    return;
                }
                node = to[way[--length] ^ 1];
                arc[node] = nextArc[arc[node]];
            } else if (rises(node)) {
                way[length++] = arc[node];
                node = to[arc[node]];
            } else {
                arc[node] = nextArc[arc[node]];
            }
        }
    }

    private boolean rises(int node) {
        return room[arc[node]] > 0 && level[to[arc[node]]] == level[node] + 1;
    }

    /** Fills the way up; how much of it lies before the first arc that is full now. */
    private int send(int[] way, int length) {
        double most = Double.POSITIVE_INFINITY;
        for (int at = 0; at < length; at++) {
            most = Math.min(most, room[way[at]]);
        }
        int full = length;
        for (int at = length - 1; at >= 0; at--) {
            room[way[at]] -= most;
            room[way[at] ^ 1] += most;
            full = room[way[at]] > 0 ? full : at;
        }
        return full;
    }

    private boolean[] reachTheSink() {
        var reaches = new boolean[level.length];
        reaches[sink] = true;
        queue[0] = sink;
        int size = 1;
        for (int at = 0; at < size; at++) {
            for (int it = firstArc[queue[at]]; it != NONE; it = nextArc[it]) {
                if (room[it ^ 1] > 0 && !reaches[to[it]]) {
                    reaches[to[it]] = true;
                    queue[size++] = to[it];
                }
            }
        }
        return reaches;
    }

    private SupplyCut narrowest(boolean[] reaches) {
        double whole = 0;
        for (int node = 0; node < dependence.nodes; node++) {
            whole += isCut(reaches, node) ? weight[dependence.firmAt(node)] : 0;
        }
        var members = new ArrayList<Member>();
        for (int node = 0; node < dependence.nodes; node++) {
            if (isCut(reaches, node)) {
                int firm = dependence.firmAt(node);
                int tier = dependence.tierAt(node);
                members.add(new Member(firm, tier, weight[firm], weight[firm] / whole));
            }
        }
        return new SupplyCut.Narrowest(members, whole);
    }

    private static boolean isCut(boolean[] reaches, int node) {
        return reaches[node * 2 + 1] && !reaches[node * 2];
    }
}
