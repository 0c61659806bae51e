package yanzhen.selection.assignment;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is asked beside the task: floors under the sums of bids, pairs that must not be, pairs of
 * which so many are to be kept.
 */
final class Side {

    private static final BitSet EMPTY = new BitSet();

    private final long[] floors;
    private final List<BitSet> banned;
    private final List<BitSet> kept;
    private final int leastKept;

    private Side(long[] floors, List<BitSet> banned, List<BitSet> kept, int leastKept) {
        this.floors = floors;
        this.banned = banned;
        this.kept = kept;
        this.leastKept = leastKept;
    }

    static Side none() {
        return new Side(new long[0], List.of(), List.of(), 0);
    }

    static List<BitSet> sets(int many) {
        return IntStream.range(0, many).mapToObj(_ -> new BitSet()).toList();
    }

    Side withFloors(long... under) {
        return new Side(under, banned, kept, leastKept);
    }

    Side banning(List<BitSet> pairs) {
        return new Side(floors, pairs, kept, leastKept);
    }

    Side keeping(List<BitSet> pairs, int least) {
        return new Side(floors, banned, pairs, least);
    }

    long floor(int bid) {
        return floors.length == 0 ? 0 : floors[bid];
    }

    BitSet banned(int bid) {
        return banned.isEmpty() ? EMPTY : banned.get(bid);
    }

    BitSet kept(int bid) {
        return kept.isEmpty() ? EMPTY : kept.get(bid);
    }

    int leastKept() {
        return leastKept;
    }
}
