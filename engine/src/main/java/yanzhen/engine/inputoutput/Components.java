package yanzhen.engine.inputoutput;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sets of activities each of which needs all others of its set: the strongly connected components
 * of a matrix (Tarjan, SIAM Journal on Computing 1, 1972), without recursion. Cost: one pass over
 * the entries.
 */
final class Components {

    private static final int UNSEEN = -1;

    private final SparseMatrix matrix;
    private final int[] seen;
    private final int[] low;
    private final int[] next;
    private final boolean[] open;
    private final ArrayDeque<Integer> path = new ArrayDeque<>();
    private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
    private final List<int[]> found = new ArrayList<>();
    private int time;

    private Components(SparseMatrix matrix) {
        this.matrix = matrix;
        seen = new int[matrix.size];
        Arrays.fill(seen, UNSEEN);
        low = new int[matrix.size];
        next = Arrays.copyOf(matrix.start, matrix.size);
        open = new boolean[matrix.size];
    }

    /** Numbers rise within each. */
    static List<int[]> of(SparseMatrix matrix) {
        var components = new Components(matrix);
        for (int at = 0; at < matrix.size; at++) {
            if (components.seen[at] == UNSEEN) {
                components.from(at);
            }
        }
        return components.found;
    }

    private void from(int root) {
        enter(root);
        while (!path.isEmpty()) {
            int at = path.element();
            if (next[at] < matrix.start[at + 1]) {
                follow(at, next[at]++);
            } else {
                leave(at);
            }
        }
    }

    private void enter(int at) {
        seen[at] = time;
        low[at] = time++;
        open[at] = true;
        path.push(at);
        waiting.push(at);
    }

    private void follow(int at, int entry) {
        int to = matrix.column[entry];
        if (matrix.value[entry] == 0) {
            return;
        }
        if (seen[to] == UNSEEN) {
            enter(to);
        } else if (open[to]) {
            low[at] = Math.min(low[at], seen[to]);
        }
    }

    private void leave(int at) {
        path.pop();
        if (!path.isEmpty()) {
            int before = path.element();
            low[before] = Math.min(low[before], low[at]);
        }
        if (low[at] == seen[at]) {
            close(at);
        }
    }

    private void close(int first) {
        var members = new ArrayList<Integer>();
        int member;
        do {
            member = waiting.pop();
            open[member] = false;
            members.add(member);
        } while (member != first);
        found.add(members.stream().mapToInt(Integer::intValue).sorted().toArray());
    }
}
