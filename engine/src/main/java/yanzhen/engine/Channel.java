package yanzhen.engine;

/**
 * One direction in which losses run, laid out twice: by who receives them, and by who gives them.
 *
 * <p>A place receives the largest of: the sum over its pooled links; each link that stands alone;
 * the sum over each group. The links of a sum lie by place of their giver, so that both layouts add
 * up the same terms in the same order.
 */
final class Channel {

    /** Where each receiver's links begin, and where the last one's end. */
    final int[] start;

    final int[] pooledEnd;
    final int[] aloneEnd;
    final int[] giver;
    final double[] share;

    /** Where each receiver's groups begin in {@link #groupEnd}. */
    final int[] groupStart;

    final int[] groupEnd;

    /** Where each giver's links begin, and where the last one's end. */
    final int[] giveStart;

    /**
     * For each link of a giver two numbers, side by side since both are needed at once: the
     * receiver with, in the lower half, the sum to which the link adds; and the bits of the share.
     * A giver's links lie by receiver.
     */
    final long[] give;

    /** Where each receiver's sums begin, and how many there are. */
    final int[] sumStart;

    private final ChannelRows rows;

    private Channel(ChannelRows rows, int[] sumStart, int[] giveStart, long[] give) {
        this.rows = rows;
        this.start = rows.start;
        this.pooledEnd = rows.pooledEnd;
        this.aloneEnd = rows.aloneEnd;
        this.giver = rows.giver;
        this.share = rows.share;
        this.groupStart = rows.groupStart;
        this.groupEnd = rows.groupEnd;
        this.sumStart = sumStart;
        this.giveStart = giveStart;
        this.give = give;
    }

    /** A channel of rows by receiver. */
    static Channel of(ChannelRows rows) {
        var giveStart = new int[rows.size() + 1];
        for (int it : rows.giver) {
            giveStart[it + 1]++;
        }
        sumUp(giveStart);
        var give = new long[Math.multiplyExact(2, rows.giver.length)];
        var channel = new Channel(rows, sumStart(rows), giveStart, give);
        channel.handOut();
        return channel;
    }

    private static int[] sumStart(ChannelRows rows) {
        var sumStart = new int[rows.size() + 1];
        for (int row = 0; row < rows.size(); row++) {
            sumStart[row + 1] = sumStart[row] + rows.sums(row);
        }
        return sumStart;
    }

    static void sumUp(int[] counts) {
        for (int at = 1; at < counts.length; at++) {
            counts[at] += counts[at - 1];
        }
    }

    /**
     * The same with other rows for some receivers. Whatever does not change is copied as it lies.
     *
     * @param anew their rows
     * @param receivers in rising order
     */
    Channel with(ChannelRows anew, int[] receivers) {
        var then = rows.with(anew, receivers);
        var sumStartThen = sumStart(then);
        var givers = new ChangedGivers(this, anew, receivers, sumStartThen);
        return new Channel(then, sumStartThen, givers.start(), givers.give());
    }

    int places() {
        return start.length - 1;
    }

    int links() {
        return giver.length;
    }

    int sums() {
        return sumStart[places()];
    }

    /**
     * From now on the links to a receiver are of other shares.
     *
     * @param shareOf by giver; nothing but what it has links to is looked at
     */
    void overwrite(int receiver, double[] shareOf) {
        for (int link = start[receiver]; link < start[receiver + 1]; link++) {
            share[link] = shareOf[giver[link]];
            give[2 * given(giver[link], receiver) + 1] = Double.doubleToRawLongBits(share[link]);
        }
    }

    /** Where a giver's link to a receiver is. */
    private int given(int from, int receiver) {
        int low = giveStart[from];
        int high = giveStart[from + 1] - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (give[2 * middle] >> Integer.SIZE < receiver) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Fills in the links of each giver, receiver by receiver. */
    private void handOut() {
        var next = giveStart.clone();
        for (int place = 0; place < places(); place++) {
            long receiver = (long) place << Integer.SIZE;
            rows.forEach(
                    place,
                    sumStart[place],
                    (from, part, sum) -> {
                        int at = 2 * next[from]++;
                        give[at] = receiver | sum;
                        give[at + 1] = Double.doubleToRawLongBits(part);
                    });
        }
    }

    int given(int place) {
        return giveStart[place + 1] - giveStart[place];
    }

    /** What a place receives of what all places lose. */
    double received(int place, double[] lost) {
        return received(place, lost, 1, 0);
    }

    /** The same of losses of stride {@code lanes}, from {@code lane} on. */
    double received(int place, double[] lost, int lanes, int lane) {
        double worst = sum(start[place], pooledEnd[place], lost, lanes, lane);
        for (int link = pooledEnd[place]; link < aloneEnd[place]; link++) {
            worst = larger(worst, share[link] * lost[giver[link] * lanes + lane]);
        }
        int from = aloneEnd[place];
        for (int group = groupStart[place]; group < groupStart[place + 1]; group++) {
            worst = larger(worst, sum(from, groupEnd[group], lost, lanes, lane));
            from = groupEnd[group];
        }
        return worst;
    }

    /** Of numbers; {@code Math.max} would look for what is none. */
    private static double larger(double one, double other) {
        return one < other ? other : one;
    }

    private double sum(int from, int until, double[] lost, int lanes, int lane) {
        double sum = 0;
        for (int link = from; link < until; link++) {
            sum += share[link] * lost[giver[link] * lanes + lane];
        }
        return sum;
    }

    /**
     * Of the sum that decides what a place receives, the link with the largest part; -1 for none.
     */
    int deciding(int place, double[] lost) {
        int best = largest(start[place], pooledEnd[place], lost);
        double worst = sum(start[place], pooledEnd[place], lost, 1, 0);
        for (int link = pooledEnd[place]; link < aloneEnd[place]; link++) {
            if (part(link, lost) > worst) {
                worst = part(link, lost);
                best = link;
            }
        }
        int from = aloneEnd[place];
        for (int group = groupStart[place]; group < groupStart[place + 1]; group++) {
            double sum = sum(from, groupEnd[group], lost, 1, 0);
            if (sum > worst) {
                worst = sum;
                best = largest(from, groupEnd[group], lost);
            }
            from = groupEnd[group];
        }
        return best;
    }

    private int largest(int from, int until, double[] lost) {
        int best = -1;
        for (int link = from; link < until; link++) {
            if (best < 0 || part(link, lost) > part(best, lost)) {
                best = link;
            }
        }
        return best;
    }

    private double part(int link, double[] lost) {
        return share[link] * lost[giver[link]];
    }

    /**
     * The link with the largest part among those whose giver lost something before the place did.
     */
    int earlier(int place, double[] lost, Arrival arrival) {
        int best = -1;
        for (int link = start[place]; link < start[place + 1]; link++) {
            if (arrival.of(giver[link]) < arrival.of(place)
                    && (best < 0 || part(link, lost) > part(best, lost))) {
                best = link;
            }
        }
        return best;
    }
}
