package yanzhen.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * All lanes at once, as many as a vector register holds. Sums are multiplied and added in two
 * roundings as in {@link ScalarSteps}, never in one, so that both agree to the bit.
 */
final class VectorSteps implements LaneSteps {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

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
            var counts = atMostOne(factor.mul(sold[place]));
            DoubleVector.fromArray(SPECIES, lanes.down, at)
                    .mul(counts)
                    .intoArray(lanes.counted, at);
        }
    }

    /** As {@link Channel#received}; one method, since a vector that is returned may be boxed. */
    @Override
    public void down(Lanes lanes) {
        var channel = lanes.cascade.down;
        var start = channel.start;
        var pooledEnd = channel.pooledEnd;
        var aloneEnd = channel.aloneEnd;
        var groupStart = channel.groupStart;
        var groupEnd = channel.groupEnd;
        var giver = channel.giver;
        var share = channel.share;
        var sold = lanes.cascade.replaceability.sold;
        var market = lanes.cascade.replaceability.market;
        var counted = lanes.counted;
        var down = lanes.down;
        var lost = lanes.lost;
        var grown = DoubleVector.zero(SPECIES);
        for (int place = 0; place < sold.length; place++) {
            var worst = DoubleVector.zero(SPECIES);
            int link = start[place];
            for (int end = pooledEnd[place]; link < end; link++) {
                worst = worst.add(part(counted, giver[link], share[link]));
            }
            for (int end = aloneEnd[place]; link < end; link++) {
                worst = larger(worst, part(counted, giver[link], share[link]));
            }
            for (int group = groupStart[place], end = groupStart[place + 1]; group < end; group++) {
                var sum = DoubleVector.zero(SPECIES);
                for (int last = groupEnd[group]; link < last; link++) {
                    sum = sum.add(part(counted, giver[link], share[link]));
                }
                worst = larger(worst, sum);
            }
            var was = DoubleVector.fromArray(SPECIES, down, place * LANES);
            var now = atMostOne(larger(worst, was));
            grown = larger(grown, now.sub(was));
            now.intoArray(down, place * LANES);
            int of = market[place] * LANES;
            DoubleVector.fromArray(SPECIES, lost, of).add(now.mul(sold[place])).intoArray(lost, of);
        }
        grown.intoArray(lanes.grown, 0);
    }

    @Override
    public void up(Lanes lanes) {
        var channel = lanes.cascade.up;
        var start = channel.start;
        var giver = channel.giver;
        var share = channel.share;
        var weights = lanes.weights;
        var up = lanes.up;
        var nextUp = lanes.nextUp;
        var down = lanes.down;
        var grown = DoubleVector.fromArray(SPECIES, lanes.grown, 0);
        var both = DoubleVector.zero(SPECIES);
        var downIndex = DoubleVector.zero(SPECIES);
        var upIndex = DoubleVector.zero(SPECIES);
        for (int place = 0; place < weights.length; place++) {
            var sum = DoubleVector.zero(SPECIES);
            for (int link = start[place], end = start[place + 1]; link < end; link++) {
                sum = sum.add(part(up, giver[link], share[link]));
            }
            var was = DoubleVector.fromArray(SPECIES, up, place * LANES);
            var now = atMostOne(larger(sum, was));
            grown = larger(grown, now.sub(was));
            now.intoArray(nextUp, place * LANES);
            var loss = DoubleVector.fromArray(SPECIES, down, place * LANES);
            both = both.add(larger(loss, now).mul(weights[place]));
            downIndex = downIndex.add(loss.mul(weights[place]));
            upIndex = upIndex.add(now.mul(weights[place]));
        }
        grown.intoArray(lanes.grown, 0);
        both.intoArray(lanes.both, 0);
        downIndex.intoArray(lanes.downIndex, 0);
        upIndex.intoArray(lanes.upIndex, 0);
    }

    /** Of numbers; {@code max} would look for what is none, and take twice as long. */
    private static DoubleVector larger(DoubleVector one, DoubleVector other) {
        return one.blend(other, one.lt(other));
    }

    private static DoubleVector atMostOne(DoubleVector one) {
        return one.blend(1, one.compare(VectorOperators.GT, 1));
    }

    private static DoubleVector part(double[] lost, int giver, double share) {
        return DoubleVector.fromArray(SPECIES, lost, giver * LANES).mul(share);
    }

    @Override
    public void multiply(double[] losses, double[] factors) {
        var factor = DoubleVector.fromArray(SPECIES, factors, 0);
        for (int at = 0; at < losses.length; at += LANES) {
            DoubleVector.fromArray(SPECIES, losses, at).mul(factor).intoArray(losses, at);
        }
    }
}
