package yanzhen.engine;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * 行排序: brings links that come in any order into rows.
 *
 * <p>Links go first to the bucket of their row, a stretch of neighbouring rows, then to the row
 * itself. Rows are too many for each to keep its end in the cache, and the links of one bucket are
 * few enough to lie there; so no link costs a walk to memory of its own. Buckets are sorted on all
 * cores. Takes 8 bytes a link beside the rows.
 */
final class RowSort {

    private static final int LINKS_OF_A_BUCKET = 1 << 15;
    private static final int MOST_BUCKETS = 512;

    private final int rows;
    private final int[] start;
    private final int shift;
    private final int buckets;
    private final int[] next;
    private final long[] key;
    private final int[] column;
    private final double[] weight;

    /**
     * Makes room.
     *
     * @param count how many links row r will have, at r + 1; taken over and summed up
     */
    RowSort(int[] count) {
        Arrays.parallelPrefix(count, Integer::sum);
        start = count;
        rows = count.length - 1;
        int links = count[rows];
        int wanted = Math.min(MOST_BUCKETS, 1 + links / LINKS_OF_A_BUCKET);
        shift = Integer.SIZE - Integer.numberOfLeadingZeros(rows / wanted);
        buckets = (rows >>> shift) + 1;
        next = new int[buckets];
        for (int bucket = 0; bucket < buckets; bucket++) {
            next[bucket] = start[first(bucket)];
        }
        key = new long[links];
        column = new int[links];
        weight = new double[links];
    }

    private int first(int bucket) {
        return (int) Math.min(rows, (long) bucket << shift);
    }

    /** Takes a link. */
    void put(int row, int column, double amount) {
        int bucket = row >>> shift;
        int at = next[bucket]++;
        key[at] = ((long) (row - (bucket << shift)) << Integer.SIZE) | column;
        weight[at] = amount;
    }

    /** Brings links into rows that were put in the order of their columns. */
    Rows place() {
        overBuckets(bucket -> {
            int first = first(bucket);
            var to = Arrays.copyOfRange(start, first, first(bucket + 1));
            int begin = start[first];
            int end = start[first(bucket + 1)];
            var amount = Arrays.copyOfRange(weight, begin, end);
            for (int at = begin; at < end; at++) {
                int place = to[(int) (key[at] >>> Integer.SIZE)]++;
                column[place] = (int) key[at];
                weight[place] = amount[at - begin];
            }
        });
        return new Rows(start, column, weight);
    }

    private void overBuckets(IntConsumer work) {
        IntStream.range(0, buckets).parallel().forEach(work);
    }

    /**
     * Brings links into rows by column. Links of one row and column become one, added up from the
     * smallest on.
     */
    Rows merge() {
        var length = new int[rows + 1];
        overBuckets(bucket -> merge(bucket, length));
        return closedUp(length);
    }

    private void merge(int bucket, int[] length) {
        int first = first(bucket);
        int last = first(bucket + 1);
        int begin = start[first];
        int end = start[last];
        var sorted = byRow(first, last);
        var amount = Arrays.copyOfRange(weight, begin, end);
        int kept = begin;
        for (int row = first; row < last; row++) {
            int from = start[row] - begin;
            int until = start[row + 1] - begin;
            Arrays.sort(sorted, from, until);
            int before = kept;
            while (from < until) {
                int same = from + 1;
                while (same < until && columnOf(sorted[same]) == columnOf(sorted[from])) {
                    same++;
                }
                column[kept] = columnOf(sorted[from]);
                weight[kept] = sum(amount, sorted, from, same);
                kept++;
                from = same;
            }
            length[row + 1] = kept - before;
        }
    }

    /** The links of a bucket by row: each its column and where it is in the bucket. */
    private long[] byRow(int first, int last) {
        int begin = start[first];
        int end = start[last];
        var to = Arrays.copyOfRange(start, first, last);
        var links = new long[end - begin];
        for (int at = begin; at < end; at++) {
            int place = to[(int) (key[at] >>> Integer.SIZE)]++ - begin;
            links[place] = key[at] << Integer.SIZE | (at - begin);
        }
        return links;
    }

    private static int columnOf(long link) {
        return (int) (link >>> Integer.SIZE);
    }

    private static double sum(double[] amount, long[] links, int from, int until) {
        if (until - from == 1) {
            return amount[(int) links[from]];
        }
        var same = new double[until - from];
        for (int at = 0; at < same.length; at++) {
            same[at] = amount[(int) links[from + at]];
        }
        Arrays.sort(same);
        double sum = 0;
        for (double it : same) {
            sum += it;
        }
        return sum;
    }

    /** Moves the buckets together where merging left gaps. */
    private Rows closedUp(int[] length) {
        Arrays.parallelPrefix(length, Integer::sum);
        int kept = length[rows];
        if (kept == column.length) {
            return new Rows(length, column, weight);
        }
        for (int bucket = 0; bucket < buckets; bucket++) {
            int first = first(bucket);
            int links = length[first(bucket + 1)] - length[first];
            System.arraycopy(column, start[first], column, length[first], links);
            System.arraycopy(weight, start[first], weight, length[first], links);
        }
        return new Rows(length, Arrays.copyOf(column, kept), Arrays.copyOf(weight, kept));
    }

    /** Links in rows. */
    static final class Rows {

        /** Where each row begins, and where the last one ends. */
        final int[] start;

        final int[] column;
        final double[] weight;

        private Rows(int[] start, int[] column, double[] weight) {
            this.start = start;
            this.column = column;
            this.weight = weight;
        }
    }
}
