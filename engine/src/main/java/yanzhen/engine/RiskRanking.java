package yanzhen.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** 系统性风险排名: the index of every firm, should it fail alone. */
public final class RiskRanking {

    private final double[] both;
    private final double[] down;
    private final double[] up;
    private final int[] steps;
    private final boolean[] cutOff;

    RiskRanking(int firms) {
        both = new double[firms];
        down = new double[firms];
        up = new double[firms];
        steps = new int[firms];
        cutOff = new boolean[firms];
    }

    /** Each firm is written by one thread only. */
    void put(int firm, RiskIndex index, int stepsMade, boolean limitReached) {
        both[firm] = index.both();
        down[firm] = index.down();
        up[firm] = index.up();
        steps[firm] = stepsMade;
        cutOff[firm] = limitReached;
    }

    public int firms() {
        return both.length;
    }

    /** Which share of the whole is lost when the firm fails. */
    public RiskIndex of(int firm) {
        return new RiskIndex(both[firm], down[firm], up[firm]);
    }

    /** Steps until its cascade settled or was cut off. */
    public int steps(int firm) {
        return steps[firm];
    }

    /** Whether its cascade was cut off by the limit, so that its index is too small. */
    public boolean cutOff(int firm) {
        return cutOff[firm];
    }

    /** The firms with the highest indices, the highest first, equal ones by number. */
    public int[] top(int most) {
        return IntStream.range(0, both.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer it) -> -both[it]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** All indices by firm, as a new array. */
    public double[] indices() {
        return Arrays.copyOf(both, both.length);
    }
}
