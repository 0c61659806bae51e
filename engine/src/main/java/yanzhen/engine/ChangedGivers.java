package yanzhen.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A channel by who gives, after some receivers' rows have changed: the links to them are taken out
 * or merged in, givers with no such link are copied as they lie.
 */
final class ChangedGivers {

    private final Channel was;
    private final int[] sumStart;
    private final BitSet changed = new BitSet();

    /** New links by giver in the upper half, then by their number, which rises with receivers. */
    private final long[] order;

    private final long[] to;
    private final double[] share;
    private final int[] start;
    private final long[] give;
    private int added;
    private int next;
    private int put;

    /**
     * Merges.
     *
     * @param anew the changed rows
     * @param receivers whose they are, in rising order
     * @param sumStart where each receiver's sums begin then
     */
    ChangedGivers(Channel was, ChannelRows anew, int[] receivers, int[] sumStart) {
        this.was = was;
        this.sumStart = sumStart;
        int links = anew.start[anew.size()];
        order = new long[links];
        to = new long[links];
        share = new double[links];
        for (int row = 0; row < receivers.length; row++) {
            int receiver = receivers[row];
            changed.set(receiver);
            anew.forEach(
                    row,
                    was.sumStart[receiver],
                    (giver, part, sum) -> {
                        order[added] = (long) giver << Integer.SIZE | added;
                        to[added] = (long) receiver << Integer.SIZE | sum;
                        share[added++] = part;
                    });
        }
        Arrays.sort(order);
        start = starts();
        give = new long[Math.multiplyExact(2, start[was.places()])];
        merge();
        renumber();
    }

    private int[] starts() {
        var starts = new int[was.places() + 1];
        for (int giver = 0; giver < was.places(); giver++) {
            starts[giver + 1] = was.given(giver);
        }
        formerGivers().forEach(it -> starts[it + 1]--);
        newGivers().forEach(it -> starts[it + 1]++);
        Channel.sumUp(starts);
        return starts;
    }

    private IntStream formerGivers() {
        return changed.stream()
                .flatMap(it -> Arrays.stream(was.giver, was.start[it], was.start[it + 1]));
    }

    private IntStream newGivers() {
        return Arrays.stream(order).mapToInt(it -> (int) (it >> Integer.SIZE));
    }

    private void merge() {
        int from = 0;
        var givers = IntStream.concat(formerGivers(), newGivers()).sorted().distinct().toArray();
        for (int giver : givers) {
            copy(from, giver);
            merge(giver);
            from = giver + 1;
        }
        copy(from, was.places());
    }

    private void copy(int from, int until) {
        int first = was.giveStart[from];
        int count = was.giveStart[until] - first;
        System.arraycopy(was.give, 2 * first, give, 2 * start[from], 2 * count);
    }

    private void merge(int giver) {
        put = start[giver];
        for (int link = was.giveStart[giver]; link < was.giveStart[giver + 1]; link++) {
            int receiver = receiver(was.give[2 * link]);
            if (!changed.get(receiver)) {
                addBefore(giver, receiver);
                put(was.give[2 * link], was.give[2 * link + 1]);
            }
        }
        addBefore(giver, was.places());
    }

    private static int receiver(long link) {
        return (int) (link >> Integer.SIZE);
    }

    private void addBefore(int giver, int receiver) {
        while (next < added && receiver(order[next]) == giver) {
            int link = (int) order[next];
            if (receiver(to[link]) >= receiver) {
                return;
            }
            put(to[link], Double.doubleToRawLongBits(share[link]));
            next++;
        }
    }

    private void put(long link, long bits) {
        give[2 * put] = link;
        give[2 * put + 1] = bits;
        put++;
    }

    /** Sums lie by receiver, so one more or less moves all behind it. */
    private void renumber() {
        if (Arrays.equals(sumStart, was.sumStart)) {
            return;
        }
        for (int at = 0; at < give.length; at += 2) {
            int receiver = receiver(give[at]);
            give[at] += sumStart[receiver] - was.sumStart[receiver];
        }
    }

    int[] start() {
        return start;
    }

    long[] give() {
        return give;
    }
}
