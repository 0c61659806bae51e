package yanzhen.engine;

import java.util.Arrays;

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

    /** The sum to which a link adds. Sums are numbered by receiver. */
    final int[] sum;

    final double[] giveShare;
    final int[] receiverOf;

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
        sum = new int[giver.length];
        giveShare = new double[giver.length];
        receiverOf = new int[sums()];
        byGiver();
    }

    int places() {
        return start.length - 1;
    }

    int links() {
        return giver.length;
    }

    private int sums() {
        int sums = groupEnd.length;
        for (int place = 0; place < places(); place++) {
            sums += pooledEnd[place] > start[place] ? 1 : 0;
            sums += aloneEnd[place] - pooledEnd[place];
        }
        return sums;
    }

    private void byGiver() {
        for (int it : giver) {
            giveStart[it + 1]++;
        }
        for (int place = 0; place < places(); place++) {
            giveStart[place + 1] += giveStart[place];
        }
        var next = giveStart.clone();
        int sums = 0;
        for (int place = 0; place < places(); place++) {
            int from = sums;
            sums = give(start[place], pooledEnd[place], sums, next);
            for (int link = pooledEnd[place]; link < aloneEnd[place]; link++) {
                sums = give(link, link + 1, sums, next);
            }
            int link = aloneEnd[place];
            for (int group = groupStart[place]; group < groupStart[place + 1]; group++) {
                sums = give(link, groupEnd[group], sums, next);
                link = groupEnd[group];
            }
            Arrays.fill(receiverOf, from, sums, place);
        }
    }

    private int give(int from, int until, int to, int[] next) {
        for (int link = from; link < until; link++) {
            int at = next[giver[link]]++;
            sum[at] = to;
            giveShare[at] = share[link];
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
