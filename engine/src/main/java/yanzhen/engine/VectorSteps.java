package yanzhen.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * All lanes at once, as many as a vector register holds. Sums are multiplied and added in two
 * roundings as in {@link ScalarSteps}, never in one, so that both agree to the bit.
 */
final class VectorSteps implements LaneSteps {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final DoubleVector ZERO = DoubleVector.zero(SPECIES);
    private static final DoubleVector ONE = DoubleVector.broadcast(SPECIES, 1);

    /** Whether registers are wide enough to be worth it. */
    static boolean areWide() {
        return LANES >= 4;
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void count(Lanes lanes) {
        var sold = lanes.cascade.replaceability.sold;
        var market = lanes.cascade.replaceability.market;
        for (int place = 0; place < sold.length; place++) {
            int at = place * LANES;
            var factor = DoubleVector.fromArray(SPECIES, lanes.factor, market[place] * LANES);
            var counts = factor.mul(sold[place]).min(ONE);
            DoubleVector.fromArray(SPECIES, lanes.down, at)
                    .mul(counts)
                    .intoArray(lanes.counted, at);
        }
    }

    @Override
    public void down(Lanes lanes) {
        var channel = lanes.cascade.down;
        var sold = lanes.cascade.replaceability.sold;
        var market = lanes.cascade.replaceability.market;
        var down = lanes.down;
        var lost = lanes.lost;
        var grown = ZERO;
        for (int place = 0; place < sold.length; place++) {
            int at = place * LANES;
            var was = DoubleVector.fromArray(SPECIES, down, at);
            var now = received(channel, place, lanes.counted).max(was).min(ONE);
            grown = grown.max(now.sub(was));
            now.intoArray(down, at);
            int of = market[place] * LANES;
            DoubleVector.fromArray(SPECIES, lost, of).add(now.mul(sold[place])).intoArray(lost, of);
        }
        grown.intoArray(lanes.grown, 0);
    }

    @Override
    public void up(Lanes lanes) {
        var channel = lanes.cascade.up;
        var weights = lanes.weights;
        var up = lanes.up;
        var grown = DoubleVector.fromArray(SPECIES, lanes.grown, 0);
        var both = ZERO;
        var downIndex = ZERO;
        var upIndex = ZERO;
        for (int place = 0; place < weights.length; place++) {
            int at = place * LANES;
            var was = DoubleVector.fromArray(SPECIES, up, at);
            int start = channel.start[place];
            var now = sum(channel, start, channel.pooledEnd[place], up).max(was).min(ONE);
            grown = grown.max(now.sub(was));
            now.intoArray(lanes.nextUp, at);
            var loss = DoubleVector.fromArray(SPECIES, lanes.down, at);
            both = both.add(loss.max(now).mul(weights[place]));
            downIndex = downIndex.add(loss.mul(weights[place]));
            upIndex = upIndex.add(now.mul(weights[place]));
        }
        grown.intoArray(lanes.grown, 0);
        both.intoArray(lanes.both, 0);
        downIndex.intoArray(lanes.downIndex, 0);
        upIndex.intoArray(lanes.upIndex, 0);
    }

    /** As {@link Channel#received}. */
    private static DoubleVector received(Channel channel, int place, double[] lost) {
        var worst = sum(channel, channel.start[place], channel.pooledEnd[place], lost);
        for (int link = channel.pooledEnd[place]; link < channel.aloneEnd[place]; link++) {
            worst = worst.max(part(channel, link, lost));
        }
        int from = channel.aloneEnd[place];
        for (int group = channel.groupStart[place];
                group < channel.groupStart[place + 1];
                group++) {
            worst = worst.max(sum(channel, from, channel.groupEnd[group], lost));
            from = channel.groupEnd[group];
        }
        return worst;
    }

    private static DoubleVector sum(Channel channel, int from, int until, double[] lost) {
        var sum = ZERO;
        for (int link = from; link < until; link++) {
            sum = sum.add(part(channel, link, lost));
        }
        return sum;
    }

    private static DoubleVector part(Channel channel, int link, double[] lost) {
        return DoubleVector.fromArray(SPECIES, lost, channel.giver[link] * LANES)
                .mul(channel.share[link]);
    }

    @Override
    public void multiply(double[] losses, double[] factors) {
        var factor = DoubleVector.fromArray(SPECIES, factors, 0);
        for (int at = 0; at < losses.length; at += LANES) {
            DoubleVector.fromArray(SPECIES, losses, at).mul(factor).intoArray(losses, at);
        }
    }
}
