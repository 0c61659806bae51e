package yanzhen.engine;

import java.util.Arrays;

/** Who has lost something in one channel while a shock is small, and what they hand on. */
final class Touched {

    private final Channel channel;

    /** A bit for each place, so that those who lose can be listed in rising order. */
    private final long[] loses;

    private final int[] losing;
    private int size;
    private long giving;

    /** Sums of the step, all 0 in between, and who receives which of those that were added to. */
    private final double[] sums;

    private final long[] added;
    private int addedCount;

    Touched(Channel channel) {
        this.channel = channel;
        loses = new long[channel.places() / Long.SIZE + 1];
        losing = new int[channel.places() + 1];
        losing[0] = channel.places();
        sums = new double[channel.sums];
        added = new long[channel.links() + 1];
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
        int count = 0;
        for (int at = 0; at < size; at++) {
            int place = losing[at];
            double given = loss[place];
            int end = channel.giveStart[place + 1];
            for (int link = channel.giveStart[place]; link < end; link++) {
                long to = channel.giveTo[link];
                int sum = (int) to;
                double was = sums[sum];
                sums[sum] = was + channel.giveShare[link] * given;
                added[count] = to;
                count += was == 0 ? 1 : 0;
            }
        }
        addedCount = count;
    }

    /** The sums are taken up as losses; the largest growth. */
    double take(double[] loss) {
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

    void clear() {
        Arrays.fill(loses, 0);
        size = 0;
        losing[0] = channel.places();
        giving = 0;
    }
}
