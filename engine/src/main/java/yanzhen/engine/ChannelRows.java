package yanzhen.engine;

import java.util.Arrays;

/**
 * Rows of a channel, each with what one place receives: links that are pooled, then links that
 * stand alone, then groups. Laid one after the other, or taken over from others.
 */
final class ChannelRows {

    /** Where each row's links begin, and where the last one's end. */
    int[] start;

    int[] pooledEnd;
    int[] aloneEnd;
    int[] giver;
    double[] share;

    /** Where each row's groups begin in {@link #groupEnd}. */
    int[] groupStart;

    int[] groupEnd;
    private int size;
    private int links;
    private int groups;

    /**
     * Room for so many; it grows where that is too little.
     *
     * @param rows how many there will be at most
     */
    ChannelRows(int rows, int links, int groups) {
        start = new int[rows + 1];
        pooledEnd = new int[rows];
        aloneEnd = new int[rows];
        giver = new int[links];
        share = new double[links];
        groupStart = new int[rows + 1];
        groupEnd = new int[groups];
    }

    void add(int from, double part) {
        if (links == giver.length) {
            giver = Arrays.copyOf(giver, room(links));
            share = Arrays.copyOf(share, giver.length);
        }
        giver[links] = from;
        share[links++] = part;
    }

    private static int room(int full) {
        return Math.max(16, Math.multiplyExact(full, 2));
    }

    void endPooled() {
        pooledEnd[size] = links;
    }

    void endAlone() {
        aloneEnd[size] = links;
    }

    void endGroup() {
        if (groups == groupEnd.length) {
            groupEnd = Arrays.copyOf(groupEnd, room(groups));
        }
        groupEnd[groups++] = links;
    }

    void endRow() {
        size++;
        start[size] = links;
        groupStart[size] = groups;
    }

    /** Takes over rows of others, from one up to another, without it. */
    private void append(ChannelRows other, int from, int until) {
        int rows = until - from;
        int first = other.start[from];
        int count = other.start[until] - first;
        int firstGroup = other.groupStart[from];
        int groupCount = other.groupStart[until] - firstGroup;
        System.arraycopy(other.giver, first, giver, links, count);
        System.arraycopy(other.share, first, share, links, count);
        moved(other.groupEnd, firstGroup, groupCount, links - first, groupEnd, groups);
        moved(other.pooledEnd, from, rows, links - first, pooledEnd, size);
        moved(other.aloneEnd, from, rows, links - first, aloneEnd, size);
        moved(other.start, from + 1, rows, links - first, start, size + 1);
        moved(other.groupStart, from + 1, rows, groups - firstGroup, groupStart, size + 1);
        size += rows;
        links += count;
        groups += groupCount;
    }

    private static void moved(int[] from, int at, int count, int by, int[] to, int toAt) {
        for (int one = 0; one < count; one++) {
            to[toAt + one] = from[at + one] + by;
        }
    }

    /** The same with other rows in the place of some. */
    ChannelRows with(ChannelRows anew, int[] at) {
        int room = links + anew.links;
        int groupRoom = groups + anew.groups;
        for (int row : at) {
            room -= start[row + 1] - start[row];
            groupRoom -= groupStart[row + 1] - groupStart[row];
        }
        var rows = new ChannelRows(size, room, groupRoom);
        for (int one = 0; one < at.length; one++) {
            rows.append(this, rows.size, at[one]);
            rows.append(anew, one, one + 1);
        }
        rows.append(this, rows.size, size);
        return rows;
    }

    /** The same in no more room than it takes. */
    ChannelRows trimmed() {
        giver = Arrays.copyOf(giver, links);
        share = Arrays.copyOf(share, links);
        groupEnd = Arrays.copyOf(groupEnd, groups);
        return this;
    }

    int size() {
        return size;
    }

    /** How many sums a row has. */
    int sums(int row) {
        int pooled = pooledEnd[row] > start[row] ? 1 : 0;
        int alone = aloneEnd[row] - pooledEnd[row];
        return pooled + alone + groupStart[row + 1] - groupStart[row];
    }

    /** A link of a row with the sum to which it adds. */
    @FunctionalInterface
    interface SumVisitor {
        void link(int giver, double share, int sum);
    }

    /**
     * Hands over every link of a row.
     *
     * @param first number of its first sum
     */
    void forEach(int row, int first, SumVisitor visitor) {
        int sum = forEach(start[row], pooledEnd[row], first, visitor);
        for (int link = pooledEnd[row]; link < aloneEnd[row]; link++) {
            sum = forEach(link, link + 1, sum, visitor);
        }
        int from = aloneEnd[row];
        for (int group = groupStart[row]; group < groupStart[row + 1]; group++) {
            sum = forEach(from, groupEnd[group], sum, visitor);
            from = groupEnd[group];
        }
    }

    private int forEach(int from, int until, int sum, SumVisitor visitor) {
        for (int link = from; link < until; link++) {
            visitor.link(giver[link], share[link], sum);
        }
        return until > from ? sum + 1 : sum;
    }
}
