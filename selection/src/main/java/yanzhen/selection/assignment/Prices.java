package yanzhen.selection.assignment;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What each pair is worth in one round: its score, weighed for what no flow can hold by itself
 * (Lagrange multipliers): a floor under a bid's sum makes its scores count more, a limit on an
 * organisation with senior and other experts costs, pairs to be kept earn. Whole numbers in parts
 * of a point.
 */
final class Prices {

    /** Parts of a point. */
    static final int PARTS = 1_024;

    /** Stands for the worth of a pair that must not be. */
    static final long NEVER = Long.MIN_VALUE;

    private final AssignmentTask task;
    private final int[][] score;

    /** Added to {@link #PARTS} for each bid, 0 or more. */
    final long[] weight;

    /** Cost of an organisation at a bid, in parts, 0 or more; few are not 0. */
    final Map<Integer, Map<Integer, Long>> costs = new HashMap<>();

    private final Side side;
    long keeping;

    Prices(AssignmentTask task, Side side) {
        this.task = task;
        score = task.score;
        weight = new long[score.length];
        this.side = side;
    }

    Prices copy() {
        var copy = new Prices(task, side);
        System.arraycopy(weight, 0, copy.weight, 0, weight.length);
        costs.forEach((bid, of) -> copy.costs.put(bid, new HashMap<>(of)));
        copy.keeping = keeping;
        return copy;
    }

    /** Worth of each expert for a bid, in parts of a point. */
    void fill(int bid, long[] into) {
        long times = PARTS + weight[bid];
        var row = score[bid];
        for (int expert = 0; expert < row.length; expert++) {
            into[expert] = row[expert] < 0 ? NEVER : row[expert] * times;
        }
        ban(side.banned(bid), into);
        var here = costs.get(bid);
        if (here != null) {
            for (int expert = 0; expert < row.length; expert++) {
                if (into[expert] != NEVER) {
                    into[expert] -= here.getOrDefault(task.organisation[expert], 0L);
                }
            }
        }
        if (keeping != 0) {
            var kept = side.kept(bid);
            for (int at = kept.nextSetBit(0); at >= 0; at = kept.nextSetBit(at + 1)) {
                into[at] = into[at] == NEVER ? NEVER : into[at] + keeping;
            }
        }
    }

    private static void ban(BitSet banned, long[] into) {
        for (int at = banned.nextSetBit(0); at >= 0; at = banned.nextSetBit(at + 1)) {
            into[at] = NEVER;
        }
    }

    /** What the multipliers earned by themselves, to be taken off a value for a bound. */
    long constant() {
        long sum = keeping * side.leastKept();
        for (int bid = 0; bid < weight.length; bid++) {
            sum += weight[bid] * side.floor(bid);
        }
        for (var of : costs.values()) {
            sum -= of.values().stream().mapToLong(it -> it).sum() * task.rules().mostOfOne();
        }
        return sum;
    }

    /** The same pairs, all worth nothing. */
    Prices worthless() {
        var none = new Prices(task, side);
        Arrays.fill(none.weight, -PARTS);
        return none;
    }
}
