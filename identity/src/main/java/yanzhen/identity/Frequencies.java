package yanzhen.identity;

import java.util.Arrays;
import java.util.List;

/**
 * 字频: how much it tells that two names share a character, given the one before it.
 *
 * <p>Information of token t after p in bits: −log2 P(t | p), with P of a bigram model over the own
 * words of all known organisations, smoothed towards that of single tokens (Dirichlet smoothing,
 * MacKay and Peto 1995). What is asked about is a name among them, so one occurrence less is
 * counted: a word that nobody else has tells most, however small the register.
 */
final class Frequencies {

    private static final double SMOOTHING = 2;
    private static final int CHARACTERS = 7_000;

    /** As if that many known organisations bore each common word. */
    private static final int EACH_COMMON_WORD = 30;

    private static final String BEGIN = "^";

    private final Counts tokens;
    private final Counts pairs;
    private final long total;

    private Frequencies(long[] tokens, long[] pairs) {
        this.tokens = new Counts(tokens);
        this.pairs = new Counts(pairs);
        total = tokens.length;
    }

    /** Of the names of all known organisations. */
    static Frequencies of(List<List<String>> names) {
        var common =
                Lexicon.COMMON.all().stream()
                        .map(Frequencies::tokensOf)
                        .sorted(java.util.Comparator.comparing(Object::toString))
                        .toList();
        int room =
                names.stream().mapToInt(it -> it.size() + 1).sum()
                        + EACH_COMMON_WORD * common.stream().mapToInt(List::size).sum();
        var filling = new Filling(room);
        names.forEach(it -> filling.add(it, true));
        for (var word : common) {
            for (int times = 0; times < EACH_COMMON_WORD; times++) {
                filling.add(word, false);
            }
        }
        return new Frequencies(
                Arrays.copyOf(filling.tokens, filling.count),
                Arrays.copyOf(filling.pairs, filling.count));
    }

    private static List<String> tokensOf(String word) {
        return new Name(word, "", word, Name.Form.NONE, false, "").tokens();
    }

    /** Bits that each token tells, the first after the beginning of a name. */
    double[] information(List<String> name) {
        var bits = new double[name.size()];
        long before = Hash.of(BEGIN);
        for (int at = 0; at < bits.length; at++) {
            long token = Hash.of(name.get(at));
            double single = (others(tokens.of(token)) + 1) / (total + (double) CHARACTERS);
            double after = others(pairs.of(pair(before, token)));
            double all = others(tokens.of(before));
            bits[at] = -Math.log((after + SMOOTHING * single) / (all + SMOOTHING)) / Math.log(2);
            before = token;
        }
        return bits;
    }

    private static double others(int count) {
        return Math.max(0, count - 1);
    }

    private static long pair(long before, long token) {
        return Hash.mixed(before * 31 + token);
    }

    /** Tokens and pairs as they come. */
    private static final class Filling {

        final long[] tokens;
        final long[] pairs;
        int count;

        Filling(int room) {
            tokens = new long[room];
            pairs = new long[room];
        }

        void add(List<String> name, boolean fromBegin) {
            long before = 0;
            if (fromBegin) {
                before = Hash.of(BEGIN);
                tokens[count] = before;
                pairs[count++] = 0;
            }
            for (var each : name) {
                long token = Hash.of(each);
                tokens[count] = token;
                pairs[count++] = before == 0 ? 0 : pair(before, token);
                before = token;
            }
        }
    }

    /** How often each number stands in a list. */
    private static final class Counts {

        private final long[] distinct;
        private final int[] count;

        Counts(long[] all) {
            Arrays.parallelSort(all);
            var values = new long[all.length];
            var counted = new int[all.length];
            int kept = 0;
            for (int at = 0; at < all.length; at++) {
                if (at == 0 || all[at] != all[at - 1]) {
                    values[kept++] = all[at];
                }
                counted[kept - 1]++;
            }
            distinct = Arrays.copyOf(values, kept);
            count = Arrays.copyOf(counted, kept);
        }

        int of(long value) {
            int at = Arrays.binarySearch(distinct, value);
            return at < 0 ? 0 : count[at];
        }
    }
}
