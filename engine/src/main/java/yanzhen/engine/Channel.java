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
     */
    final long[] give;

    /** Where each receiver's sums begin, and how many there are. */
    final int[] sumStart;

    Channel(
            int[] start,
            int[] pooledEnd,
            int[] aloneEnd,
            int[] giver,
            double[] share,
            int[] groupStart,
            int[] groupEnd) {
        this.start = start;
        this.pooledEnd = pooledEnd;
        this.aloneEnd = aloneEnd;
        this.giver = giver;
        this.share = share;
        this.groupStart = groupStart;
        this.groupEnd = groupEnd;
        giveStart = new int[start.length];
        give = new long[Math.multiplyExact(2, giver.length)];
        sumStart = new int[start.length];
        byGiver();
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

    private void byGiver() {
        for (int it : giver) {
            giveStart[it + 1]++;
        }
        for (int place = 0; place < places(); place++) {
            giveStart[place + 1] += giveStart[place];
        }
        var next = giveStart.clone();
        int count = 0;
        for (int place = 0; place < places(); place++) {
            count = give(place, start[place], pooledEnd[place], count, next);
            for (int link = pooledEnd[place]; link < aloneEnd[place]; link++) {
                count = give(place, link, link + 1, count, next);
            }
            int link = aloneEnd[place];
            for (int group = groupStart[place]; group < groupStart[place + 1]; group++) {
                count = give(place, link, groupEnd[group], count, next);
                link = groupEnd[group];
            }
            sumStart[place + 1] = count;
        }
    }

    private int give(int receiver, int from, int until, int to, int[] next) {
        for (int link = from; link < until; link++) {
            int at = next[giver[link]]++;
            give[2 * at] = (long) receiver << Integer.SIZE | to;
            give[2 * at + 1] = Double.doubleToRawLongBits(share[link]);
        }
        return until > from ? to + 1 : to;
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
            worst = Math.max(worst, share[link] * lost[giver[link] * lanes + lane]);
        }
        int from = aloneEnd[place];
        for (int group = groupStart[place]; group < groupStart[place + 1]; group++) {
            worst = Math.max(worst, sum(from, groupEnd[group], lost, lanes, lane));
            from = groupEnd[group];
        }
        return worst;
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
