package yanzhen.engine;

import java.util.Arrays;

/** 权重: how much each firm counts in an index; they sum to 1. */
public final class Weights {

    private final double[] shares;

    private Weights(double[] shares) {
        this.shares = shares;
    }

    /**
     * Weights in proportion to amounts, such as sales, staff or emissions.
     *
     * @throws IllegalArgumentException when an amount is negative or no number, or all are 0
     */
    public static Weights of(double[] amounts) {
        double sum = 0;
        for (int firm = 0; firm < amounts.length; firm++) {
            if (!(amounts[firm] >= 0) || Double.isInfinite(amounts[firm])) {
                throw new IllegalArgumentException(
                        "The weight of firm %d (%s) is negative or not finite."
                                .formatted(firm, amounts[firm]));
            }
            sum += amounts[firm];
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException(
                    "The weights of %d firms sum to %s; one must be above 0."
                            .formatted(amounts.length, sum));
        }
        double whole = sum;
        return new Weights(Arrays.stream(amounts).map(it -> it / whole).toArray());
    }

    /**
     * Weights in proportion to what firms sold; all 0 in a network without links, where nothing can
     * be lost.
     */
    public static Weights bySales(SupplyNetwork network) {
        return network.links() == 0 ? new Weights(new double[network.firms()]) : of(network.sold());
    }

    public double of(int firm) {
        return shares[firm];
    }

    public int firms() {
        return shares.length;
    }
}
