package yanzhen.engine;

import java.util.Arrays;

/** One lane after the other. */
final class ScalarSteps implements LaneSteps {

    private static final int LANES = 4;

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void count(Lanes lanes) {
        var replaceability = lanes.cascade.replaceability;
        for (int at = 0; at < lanes.down.length; at++) {
            int place = at / LANES;
            double factor = lanes.factor[replaceability.market[place] * LANES + at % LANES];
            lanes.counted[at] = lanes.down[at] * replaceability.counts(place, factor);
        }
    }

    @Override
    public void down(Lanes lanes) {
        var channel = lanes.cascade.down;
        var replaceability = lanes.cascade.replaceability;
        Arrays.fill(lanes.grown, 0);
        for (int place = 0; place < channel.places(); place++) {
            for (int lane = 0; lane < LANES; lane++) {
                int at = place * LANES + lane;
                double was = lanes.down[at];
                double received = channel.received(place, lanes.counted, LANES, lane);
                double now = Math.min(1, Math.max(was, received));
                lanes.grown[lane] = Math.max(lanes.grown[lane], now - was);
                lanes.down[at] = now;
                lanes.lost[replaceability.market[place] * LANES + lane] +=
                        replaceability.sold[place] * now;
            }
        }
    }

    @Override
    public void up(Lanes lanes) {
        var channel = lanes.cascade.up;
        Arrays.fill(lanes.both, 0);
        Arrays.fill(lanes.downIndex, 0);
        Arrays.fill(lanes.upIndex, 0);
        for (int place = 0; place < channel.places(); place++) {
            double weight = lanes.weights[place];
            for (int lane = 0; lane < LANES; lane++) {
                int at = place * LANES + lane;
                double was = lanes.up[at];
                double received = channel.received(place, lanes.up, LANES, lane);
                double now = Math.min(1, Math.max(was, received));
                lanes.grown[lane] = Math.max(lanes.grown[lane], now - was);
                lanes.nextUp[at] = now;
                lanes.both[lane] += weight * Math.max(lanes.down[at], now);
                lanes.downIndex[lane] += weight * lanes.down[at];
                lanes.upIndex[lane] += weight * now;
            }
        }
    }

    @Override
    public void multiply(double[] losses, double[] factors) {
        for (int at = 0; at < losses.length; at++) {
            losses[at] *= factors[at % LANES];
        }
    }
}
