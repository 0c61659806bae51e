package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The firms through which all supply passes: without one of them no way is left from any ultimate
 * supplier to any maker.
 *
 * <p>“All supply” takes every input as a substitute for every other: a firm is listed only if
 * nothing at all arrives without it, whatever the inputs are good for. It does not look at kinds;
 * of inputs that are all needed one alone may be what stops the makers, and {@link
 * Survival#indispensable} says so. Where no two firms supply each other in a circle and any
 * supplier will do, both name the same firms. The makers themselves are not listed, nor can anybody
 * be where a maker is an ultimate supplier itself. A circle of firms needs supply from outside if
 * it has any.
 *
 * <p>They are the dominators of the ultimate suppliers, taken as one, in the graph from customer to
 * supplier that begins at the makers, taken as one. Computed after Cooper, Harvey, Kennedy, “A
 * simple, fast dominance algorithm” (Rice University, 2001): passes over the links in reverse
 * postorder until nothing changes, each at most links times the depth of the dominator tree; two
 * passes where there are no circles.
 */
public final class ChokePoints {

    private static final int NONE = -1;

    private final Dependence dependence;
    private final UltimateSuppliers ultimate;

    /** One more than the last firm: the makers taken as one, and then all ultimate suppliers. */
    private final int makers;

    private final int end;

    /** Customers of each node, in the view of the makers. */
    private final int[] customerStart;

    private final int[] customer;
    private final int[] order;
    private final int[] rank;
    private final int[] dominator;

    private ChokePoints(Dependence dependence) {
        this.dependence = dependence;
        ultimate = UltimateSuppliers.of(dependence);
        makers = dependence.nodes;
        end = makers + 1;
        customerStart = new int[end + 2];
        customer = customers();
        order = new int[end + 1];
        rank = new int[end + 1];
        dominator = new int[end + 1];
        number();
        dominate();
    }

    /** From the makers outwards. */
    public static List<ChokePoint> of(Dependence dependence) {
        return new ChokePoints(dependence).list();
    }

    private int[] customers() {
        int first = dependence.firstOf(1);
        for (int node = 0; node < makers; node++) {
            customerStart[node + 1] += node < first ? 1 : 0;
            customerStart[end + 1] += ultimate.isNode(node) ? 1 : 0;
        }
        for (int supplier : dependence.supplier) {
            customerStart[supplier + 1]++;
        }
        for (int node = 0; node <= end; node++) {
            customerStart[node + 1] += customerStart[node];
        }
        var of = new int[customerStart[end + 1]];
        var next = customerStart.clone();
        for (int node = 0; node < makers; node++) {
            for (int link = dependence.start[node]; link < dependence.start[node + 1]; link++) {
                of[next[dependence.supplier[link]]++] = node;
            }
            if (node < first) {
                of[next[node]++] = makers;
            }
            if (ultimate.isNode(node)) {
                of[next[end]++] = node;
            }
        }
        return of;
    }

    /** Ranks nodes in reverse postorder from the makers; all of them are reached. */
    private void number() {
        var path = new int[end + 1];
        var next = new int[end + 1];
        var seen = new boolean[end + 1];
        int size = 0;
        int left = end;
        path[size++] = makers;
        seen[makers] = true;
        while (size > 0) {
            int node = path[size - 1];
            int to = supplier(node, next[node]++);
            if (to == NONE) {
                size--;
                rank[node] = left;
                order[left--] = node;
            } else if (!seen[to]) {
                seen[to] = true;
                path[size++] = to;
            }
        }
    }

    /** A node's supplier by number from 0, the last one of an ultimate supplier being the end. */
    private int supplier(int node, int at) {
        if (node == end) {
            return NONE;
        }
        if (node == makers) {
            return at < dependence.firstOf(1) ? at : NONE;
        }
        int link = dependence.start[node] + at;
        if (link < dependence.start[node + 1]) {
            return dependence.supplier[link];
        }
        return link == dependence.start[node + 1] && ultimate.isNode(node) ? end : NONE;
    }

    private void dominate() {
        Arrays.fill(dominator, NONE);
        dominator[makers] = makers;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int at = 1; at <= end; at++) {
                int node = order[at];
                int now = common(node);
                changed |= dominator[node] != now;
                dominator[node] = now;
            }
        }
    }

    /** What all customers of a node that are known already have in common. */
    private int common(int node) {
        int common = NONE;
        for (int at = customerStart[node]; at < customerStart[node + 1]; at++) {
            int other = customer[at];
            if (dominator[other] != NONE) {
                common = common == NONE ? other : meet(common, other);
            }
        }
        return common;
    }

    private int meet(int one, int other) {
        int left = one;
        int right = other;
        while (left != right) {
            if (rank[left] > rank[right]) {
                left = dominator[left];
            } else {
                right = dominator[right];
            }
        }
        return left;
    }

    private List<ChokePoint> list() {
        var behind = behind();
        var points = new ArrayList<ChokePoint>();
        int next = NONE;
        int first = dependence.firstOf(1);
        for (int node = dominator[end]; node != makers && node >= first; node = dominator[node]) {
            int firm = dependence.firmAt(node);
            points.add(
                    new ChokePoint(
                            firm,
                            dependence.tierAt(node),
                            behind[node],
                            (double) behind[node] / (makers - first),
                            next));
            next = firm;
        }
        return points.reversed();
    }

    /** How many firms each node dominates beside itself. */
    private int[] behind() {
        var behind = new int[end + 1];
        for (int at = end; at > 0; at--) {
            int node = order[at];
            if (node != end) {
                behind[dominator[node]] += behind[node] + 1;
            }
        }
        return behind;
    }
}
