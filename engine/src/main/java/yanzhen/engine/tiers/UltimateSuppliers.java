package yanzhen.engine.tiers;

import java.util.Arrays;

/**
 * 源头供应商: where supply begins: a firm without suppliers; a circle of firms that supply each other
 * and get nothing from outside, each of them; a firm that has suppliers deeper than was asked for.
 *
 * <p>Circles are strongly connected components, found by Tarjan, “Depth-first search and linear
 * graph algorithms”, SIAM Journal on Computing 1, 146 (1972), with a stack of its own in place of
 * recursion. Costs one pass over the links.
 */
public final class UltimateSuppliers {

    private final Dependence dependence;
    private final boolean[] ultimate;
    private final int[] number;
    private final int[] low;
    private final int[] next;
    private final int[] path;
    private final int[] open;
    private int pathSize;
    private int openSize;
    private int numbered;

    /** The component of each node, of those that are complete. */
    private final int[] component;

    private UltimateSuppliers(Dependence dependence) {
        this.dependence = dependence;
        int nodes = dependence.nodes;
        ultimate = dependence.open.clone();
        number = new int[nodes];
        low = new int[nodes];
        next = Arrays.copyOf(dependence.start, nodes);
        path = new int[nodes];
        open = new int[nodes];
        component = new int[nodes];
        Arrays.fill(component, -1);
        for (int node = 0; node < nodes; node++) {
            if (number[node] == 0) {
                search(node);
            }
        }
    }

    public static UltimateSuppliers of(Dependence dependence) {
        return new UltimateSuppliers(dependence);
    }

    private void search(int root) {
        enter(root);
        while (pathSize > 0) {
            int node = path[pathSize - 1];
            if (next[node] == dependence.start[node + 1]) {
                leave(node);
                continue;
            }
            int supplier = dependence.supplier[next[node]++];
            if (number[supplier] == 0) {
                enter(supplier);
            } else if (component[supplier] < 0) {
                low[node] = Math.min(low[node], number[supplier]);
            }
        }
    }

    private void enter(int node) {
        number[node] = ++numbered;
        low[node] = numbered;
        path[pathSize++] = node;
        open[openSize++] = node;
    }

    private void leave(int node) {
        pathSize--;
        if (pathSize > 0) {
            int before = path[pathSize - 1];
            low[before] = Math.min(low[before], low[node]);
        }
        if (low[node] == number[node]) {
            complete(node);
        }
    }

    private void complete(int root) {
        int end = openSize;
        int from = end;
        do {
            from--;
            component[open[from]] = root;
        } while (open[from] != root);
        openSize = from;
        boolean closed = isClosed(root, from, end);
        for (int at = from; at < end; at++) {
            ultimate[open[at]] |= closed;
        }
    }

    private boolean isClosed(int root, int from, int end) {
        for (int at = from; at < end; at++) {
            int node = open[at];
            for (int link = dependence.start[node]; link < dependence.start[node + 1]; link++) {
                if (component[dependence.supplier[link]] != root) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Their numbers, by tier, then number. */
    public int[] firms() {
        var firms = new int[ultimate.length];
        int count = 0;
        for (int node = 0; node < ultimate.length; node++) {
            if (ultimate[node]) {
                firms[count++] = dependence.firmAt(node);
            }
        }
        return Arrays.copyOf(firms, count);
    }

    boolean isNode(int node) {
        return ultimate[node];
    }
}
