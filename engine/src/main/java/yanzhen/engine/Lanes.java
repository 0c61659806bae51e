package yanzhen.engine;

import java.util.Arrays;

/**
 * Several shocks that step together, each in a lane of its own: of every firm the losses lie side
 * by side, so that a link is read once for all of them. A lane holds zeros when no shock runs in
 * it.
 */
final class Lanes {

    final Cascade cascade;
    final double[] weights;
    final int count;
    final double[] down;
    final double[] counted;
    final double[] lost;
    final double[] factor;

    /** Of each lane in the last step: the largest growth, and the parts of the index. */
    final double[] grown;

    final double[] both;
    final double[] downIndex;
    final double[] upIndex;
    double[] up;
    double[] nextUp;
    private final LaneSteps steps;

    Lanes(Cascade cascade, double[] weights, LaneSteps steps) {
        this.cascade = cascade;
        this.weights = weights;
        this.steps = steps;
        count = steps.lanes();
        int room = Math.multiplyExact(cascade.firms(), count);
        down = new double[room];
        counted = new double[room];
        up = new double[room];
        nextUp = new double[room];
        lost = new double[cascade.replaceability.markets * count];
        factor = new double[lost.length];
        grown = new double[count];
        both = new double[count];
        downIndex = new double[count];
        upIndex = new double[count];
    }

    void setDown(int place, int lane, double loss) {
        var replaceability = cascade.replaceability;
        down[place * count + lane] = loss;
        lost[replaceability.market[place] * count + lane] += replaceability.sold[place] * loss;
    }

    void setUp(int place, int lane, double loss) {
        up[place * count + lane] = loss;
    }

    /** All firms of all lanes step at once. */
    void step() {
        for (int at = 0; at < factor.length; at++) {
            factor[at] =
                    cascade.replaceability.factor(at / count, lost[at], down, count, at % count);
        }
        Arrays.fill(lost, 0);
        steps.count(this);
        steps.down(this);
        steps.up(this);
        var was = up;
        up = nextUp;
        nextUp = was;
    }

    RiskIndex index(int lane) {
        return new RiskIndex(both[lane], downIndex[lane], upIndex[lane]);
    }

    /**
     * Empties lanes.
     *
     * @param keep by lane, 1 to let it be, 0 to empty it
     */
    void empty(double[] keep) {
        for (int at = 0; at < lost.length; at++) {
            lost[at] *= keep[at % count];
        }
        steps.multiply(down, keep);
        steps.multiply(up, keep);
    }
}
