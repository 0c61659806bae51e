package yanzhen.selection.assignment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The numbers of the greatest of many values. */
final class Best {

    private Best() {}

    /**
     * The greatest first, equal ones by number.
     *
     * @param many how many at most
     * @param counts which numbers may be among them
     */
    static int[] of(long[] values, int many, IntPredicate counts) {
        var best = new int[Math.min(many, values.length)];
        int size = 0;
        for (int at = 0; at < values.length; at++) {
            if ((size < best.length || (size > 0 && values[at] > values[best[size - 1]]))
                    && counts.test(at)) {
                size = Math.min(size + 1, best.length);
                int place = size - 1;
                while (place > 0 && values[best[place - 1]] < values[at]) {
                    best[place] = best[place - 1];
                    place--;
                }
                best[place] = at;
            }
        }
        return Arrays.copyOf(best, size);
    }

    /** All that count, the greatest first, equal ones by number. */
    static int[] sorted(long[] values, IntPredicate counts) {
        return IntStream.range(0, values.length)
                .filter(counts)
                .boxed()
                .sorted(Comparator.comparingLong((Integer it) -> -values[it]))
                .mapToInt(it -> it)
                .toArray();
    }
}
