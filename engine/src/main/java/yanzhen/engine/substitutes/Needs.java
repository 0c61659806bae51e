package yanzhen.engine.substitutes;

import java.util.Arrays;

/** 能力需求: which capabilities it takes to make an input, and how much each counts. */
public final class Needs {

    final double[] weight;
    final double total;

    private Needs(double[] weight) {
        this.weight = weight;
        total = Arrays.stream(weight).sum();
    }

    /**
     * Those that are near to the input in product space, each by its proximity: what makers of the
     * input can do besides.
     */
    public static Needs nearTo(int input, ProductSpace space) {
        return new Needs(space.proximities(input));
    }

    /**
     * Those that somebody names, for inputs that nobody makes yet.
     *
     * @param weight of each capability by number, 0 or more; only their ratios matter
     */
    public static Needs of(double[] weight) {
        for (int at = 0; at < weight.length; at++) {
            if (!(weight[at] >= 0) || weight[at] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "The weight of capability %d (%s) is not a number of 0 or more."
                                .formatted(at, weight[at]));
            }
        }
        return new Needs(weight.clone());
    }
}
