package yanzhen.engine;

import java.util.Arrays;

/** A set of small numbers that is gone through in rising order. */
final class PlaceSet {

    private final long[] words;

    PlaceSet(int all) {
        words = new long[(all + Long.SIZE - 1) / Long.SIZE];
    }

    void add(int number) {
        words[number >> 6] |= 1L << number;
    }

    /** Whether it was not there before. */
    boolean addNew(int number) {
        long word = words[number >> 6];
        long with = word | 1L << number;
        words[number >> 6] = with;
        return word != with;
    }

    /** The first number from this one on; -1 when there is none. */
    int next(int from) {
        int at = from >> 6;
        if (at >= words.length) {
            return -1;
        }
        long word = words[at] & -1L << from;
        while (word == 0) {
            if (++at == words.length) {
                return -1;
            }
            word = words[at];
        }
        return (at << 6) + Long.numberOfTrailingZeros(word);
    }

    void clear() {
        Arrays.fill(words, 0);
    }
}
