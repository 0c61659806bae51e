package yanzhen.engine;

/** 损失: what each firm loses of its output in the end. */
public final class Losses {

    private final double[] down;
    private final double[] up;
    private final Settlement settlement;

    /** Takes the arrays as they are. */
    Losses(double[] down, double[] up, Settlement settlement) {
        this.down = down;
        this.up = up;
        this.settlement = settlement;
    }

    /** What a firm loses because suppliers failed to deliver, 0 to 1. */
    public double down(int firm) {
        return down[firm];
    }

    /** What a firm loses because customers ceased to buy, 0 to 1. */
    public double up(int firm) {
        return up[firm];
    }

    /** What a firm loses either way: the larger of the two. */
    public double of(int firm) {
        return Math.max(down[firm], up[firm]);
    }

    public int firms() {
        return down.length;
    }

    public Settlement settlement() {
        return settlement;
    }

    /** The index of these losses under weights that sum to 1. */
    public RiskIndex index(Weights weights) {
        double both = 0;
        double downwards = 0;
        double upwards = 0;
        for (int firm = 0; firm < down.length; firm++) {
            double weight = weights.of(firm);
            both += weight * of(firm);
            downwards += weight * down[firm];
            upwards += weight * up[firm];
        }
        return new RiskIndex(both, downwards, upwards);
    }
}
