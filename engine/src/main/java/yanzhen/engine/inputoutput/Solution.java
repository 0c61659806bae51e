package yanzhen.engine.inputoutput;

import java.util.Arrays;

/** 解: one value for each activity, and how well they fulfil the equations. */
public final class Solution {

    final double[] values;
    private final int sweeps;
    private final double residual;

    /** Takes the array as it is. */
    Solution(double[] values, int sweeps, double residual) {
        this.values = values;
        this.sweeps = sweeps;
        this.residual = residual;
    }

    public double of(int activity) {
        return values[activity];
    }

    /** Over all activities. */
    public double total() {
        return Arrays.stream(values).sum();
    }

    /** By number, as a new array. */
    public double[] values() {
        return values.clone();
    }

    /** How often all equations were gone through. */
    public int sweeps() {
        return sweeps;
    }

    /** The largest fault left in an equation, as a share of the largest value in them all. */
    public double residual() {
        return residual;
    }
}
