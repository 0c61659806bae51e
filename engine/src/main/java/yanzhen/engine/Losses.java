package yanzhen.engine;

/** 损失: what each firm loses of its output in the end. */
public final class Losses {

    private final Places places;
    private final double[] down;
    private final double[] up;
    private final Settlement settlement;

    /** Takes the arrays, which go by place, as they are. */
    Losses(Places places, double[] down, double[] up, Settlement settlement) {
        this.places = places;
        this.down = down;
        this.up = up;
        this.settlement = settlement;
    }

    /** What a firm loses because suppliers failed to deliver, 0 to 1. */
    public double down(int firm) {
        return down[places.placeOf(firm)];
    }

    /** What a firm loses because customers ceased to buy, 0 to 1. */
    public double up(int firm) {
        return up[places.placeOf(firm)];
    }

    /** What a firm loses either way: the larger of the two. */
    public double of(int firm) {
        int place = places.placeOf(firm);
        return Math.max(down[place], up[place]);
    }

    public int firms() {
        return down.length;
    }

    public Settlement settlement() {
        return settlement;
    }

    /** The index of these losses under weights that sum to 1. */
    public RiskIndex index(Weights weights) {
        var sum = new IndexSum();
        for (int place = 0; place < down.length; place++) {
            sum.add(weights.of(places.firmAt(place)), down[place], up[place]);
        }
        return sum.index();
    }
}
