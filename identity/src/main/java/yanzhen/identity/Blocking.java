package yanzhen.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import yanzhen.identity.Prepared.Named;

/**
 * 分块: the keys of a record. Two records are compared when they share one.
 *
 * <p>A key is a number of 64 bits whose last 28 do not count. Cores are hashed whole and with each
 * token left out once, so that names one edit apart share a key (deletion neighbourhoods, Mor and
 * Fraenkel 1982).
 */
final class Blocking {

    private static final int MOST_LEFT_OUT = 14;
    private static final int LEAST_LEFT_OUT = 3;
    private static final int RARE_PAIRS = 4;

    /** Marks keys that count however many share them; it lies in the bits that are not kept. */
    private static final long ALWAYS = 1;

    private Blocking() {}

    static boolean alwaysCounts(long key) {
        return (key & ALWAYS) != 0;
    }

    /** Keys under which a known organisation is found. */
    static LongStream ofKnown(Prepared known, List<double[]> information) {
        return keys(known, information, RARE_PAIRS);
    }

    /** Keys under which a record is looked up: all pairs of tokens, for it may lack the rarest. */
    static LongStream ofRecord(Prepared record, List<double[]> information) {
        return keys(record, information, Integer.MAX_VALUE);
    }

    private static LongStream keys(Prepared record, List<double[]> information, int pairs) {
        var keys = LongStream.builder();
        codes(record.code(), keys);
        for (int at = 0; at < record.names().size(); at++) {
            name(record.names().get(at), information.get(at), pairs, keys);
        }
        return keys.build();
    }

    /** Three parts of which a slip leaves one whole, each seldom shared. */
    private static void codes(String code, LongStream.Builder keys) {
        if (Math.abs(code.length() - Code.LENGTH) <= 1) {
            keys.add(key("code begin", code.substring(0, 13), true));
            keys.add(key("code end", code.substring(code.length() - 9), true));
        }
        if (code.length() == Code.LENGTH) {
            keys.add(key("code rim", code.substring(0, 9) + code.substring(13), true));
        }
    }

    private static long key(String kind, String text, boolean always) {
        long hash = Hash.of(Hash.of(kind), text);
        return always ? hash | ALWAYS : hash & ~ALWAYS;
    }

    private static void name(
            Named named, double[] information, int pairs, LongStream.Builder keys) {
        var name = named.name();
        var tokens = named.tokens();
        keys.add(key("whole", name.place() + '|' + name.core() + '|' + name.branch(), true));
        keys.add(key("core", String.join("", tokens), false));
        keys.add(
                key(
                        "sound",
                        String.join(" ", tokens.stream().map(Characters::sound).toList()),
                        false));
        keys.add(key("sorted", String.join("", tokens.stream().sorted().toList()), false));
        if (tokens.size() >= LEAST_LEFT_OUT && tokens.size() <= MOST_LEFT_OUT) {
            leavingOneOut(tokens).forEach(it -> keys.add(key("core", it, false)));
        }
        rarest(information, pairs)
                .forEach(it ->
                        keys.add(key("pair", tokens.get(it) + ' ' + tokens.get(it + 1), false)));
    }

    private static List<String> leavingOneOut(List<String> tokens) {
        var all = new ArrayList<String>();
        for (int out = 0; out < tokens.size(); out++) {
            var left = new StringBuilder();
            for (int at = 0; at < tokens.size(); at++) {
                if (at != out) {
                    left.append(tokens.get(at));
                }
            }
            all.add(left.toString());
        }
        return all;
    }

    /** Where the pairs of tokens begin that tell most. */
    private static IntStream rarest(double[] information, int most) {
        var begins = IntStream.range(0, Math.max(0, information.length - 1));
        return most >= information.length
                ? begins
                : begins.boxed()
                        .sorted(
                                Comparator.comparingDouble(
                                        it -> -(information[it] + information[it + 1])))
                        .limit(most)
                        .mapToInt(Integer::intValue);
    }
}
