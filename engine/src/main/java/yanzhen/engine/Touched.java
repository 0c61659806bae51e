package yanzhen.engine;

import java.util.Arrays;

/** Who has lost something in one channel while a shock is small, and what they hand on. */
final class Touched {

    /**
     * When one link in so many is given along, looking at every place costs less than listing those
     * who receive.
     */
    private static final int MANY = 24;

    private final Channel channel;

    /** A bit for each place, so that those who lose can be listed in rising order. */
    private final long[] loses;

    private final int[] losing;
    private int size;
    private long giving;

    /**
     * Sums of the step, all 0 in between, and, while little is given, who receives which of those
     * that were added to.
     */
    private final double[] sums;

    private final long[] added;
    private int addedCount;
    private boolean many;

    Touched(Channel channel) {
        this.channel = channel;
        loses = new long[channel.places() / Long.SIZE + 1];
        losing = new int[channel.places() + 1];
        losing[0] = channel.places();
        sums = new double[channel.sums()];
        added = new long[channel.links() / MANY + 1];
    }

    void loses(int place) {
        long was = loses[place >> 6];
        long now = was | 1L << place;
        if (was != now) {
            loses[place >> 6] = now;
            giving += channel.given(place);
        }
    }

    /** How many links those who lose have to hand on along. */
    long giving() {
        return giving;
    }

    /** Lists by place who loses; after the last comes the number of all places. */
    void list() {
        size = 0;
        for (int word = 0; word < loses.length; word++) {
            for (long bits = loses[word]; bits != 0; bits &= bits - 1) {
                losing[size++] = (word << 6) + Long.numberOfTrailingZeros(bits);
            }
        }
        losing[size] = channel.places();
    }

    /** How many were listed. */
    int size() {
        return size;
    }

    int place(int at) {
        return losing[at];
    }

    /** Those listed hand their losses on. */
    void give(double[] loss) {
        many = giving * MANY > channel.links();
        if (many) {
            giveMuch(loss);
        } else {
            giveLittle(loss);
        }
    }

    /** The sums are taken up as losses; the largest growth. */
    double take(double[] loss) {
        return many ? takeMuch(loss) : takeLittle(loss);
    }

    private void giveLittle(double[] loss) {
        var give = channel.give;
        int count = 0;
        for (int at = 0; at < size; at++) {
            double given = loss[losing[at]];
            int end = 2 * channel.giveStart[losing[at] + 1];
            for (int link = 2 * channel.giveStart[losing[at]]; link < end; link += 2) {
                long to = give[link];
                double was = sums[(int) to];
                sums[(int) to] = was + Double.longBitsToDouble(give[link + 1]) * given;
                added[count] = to;
                count += was == 0 ? 1 : 0;
            }
        }
        addedCount = count;
    }

    private double takeLittle(double[] loss) {
        double grown = 0;
        for (int at = 0; at < addedCount; at++) {
            double sum = sums[(int) added[at]];
            double now = sum > 1 ? 1 : sum;
            double more = now - loss[(int) (added[at] >> Integer.SIZE)];
            if (more > grown) {
                grown = more;
            }
        }
        for (int at = 0; at < addedCount; at++) {
            int place = (int) (added[at] >> Integer.SIZE);
            double sum = sums[(int) added[at]];
            double now = sum > 1 ? 1 : sum;
            sums[(int) added[at]] = 0;
            if (now > loss[place]) {
                loss[place] = now;
                loses(place);
            }
        }
        return grown;
    }

    private void giveMuch(double[] loss) {
        var give = channel.give;
        for (int at = 0; at < size; at++) {
            double given = loss[losing[at]];
            int end = 2 * channel.giveStart[losing[at] + 1];
            for (int link = 2 * channel.giveStart[losing[at]]; link < end; link += 2) {
                sums[(int) give[link]] += Double.longBitsToDouble(give[link + 1]) * given;
            }
        }
    }

    private double takeMuch(double[] loss) {
        double grown = 0;
        int sum = 0;
        for (int place = 0; place < loss.length; place++) {
            double worst = 0;
            for (int end = channel.sumStart[place + 1]; sum < end; sum++) {
                worst = sums[sum] > worst ? sums[sum] : worst;
            }
            double now = worst > 1 ? 1 : worst;
            double more = now - loss[place];
            if (more > 0) {
                grown = more > grown ? more : grown;
                loss[place] = now;
                loses(place);
            }
        }
        Arrays.fill(sums, 0);
        return grown;
    }

    void clear() {
        Arrays.fill(loses, 0);
        size = 0;
        losing[0] = channel.places();
        giving = 0;
    }
}
