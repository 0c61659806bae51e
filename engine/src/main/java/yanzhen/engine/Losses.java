package yanzhen.engine;

import java.util.Comparator;
import java.util.PriorityQueue;

/** 损失: what each firm loses of its output in the end. */
public final class Losses {

    private final Places places;
    final double[] down;
    final double[] up;
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

    /**
     * The firms that lose most, the hardest hit first, equal ones in the engine's order; without
     * those that lose nothing.
     */
    public int[] hardestHit(int most) {
        var mildestFirst =
                new PriorityQueue<Integer>(
                        Comparator.comparingDouble(this::at)
                                .thenComparing(Comparator.reverseOrder()));
        double mildest = 0;
        for (int place = 0; place < down.length && most > 0; place++) {
            if (at(place) > mildest) {
                if (mildestFirst.size() == most) {
                    mildestFirst.remove();
                }
                mildestFirst.add(place);
                mildest = mildestFirst.size() < most ? 0 : at(mildestFirst.element());
            }
        }
        var hardest = new int[mildestFirst.size()];
        for (int at = hardest.length - 1; at >= 0; at--) {
            hardest[at] = places.firmAt(mildestFirst.remove());
        }
        return hardest;
    }

    private double at(int place) {
        return Math.max(down[place], up[place]);
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
