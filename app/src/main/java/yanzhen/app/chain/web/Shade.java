package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.util.List;

/**
 * 色阶: how dark a measure is drawn, in five steps of one hue that means nothing but more; 0 is for
 * nothing. The number is printed as well, so that nobody needs the hue.
 */
final class Shade {

    /** From so many percent on. */
    static final List<Integer> SHARES = List.of(0, 10, 25, 50, 75);

    /** From so many makers on. */
    static final List<Integer> MAKERS = List.of(1, 2, 4, 7, 12);

    private Shade() {}

    /** The step of a share in percent, 1 to 5: a known share of nothing is still known. */
    static int ofShare(BigDecimal share) {
        int step = 0;
        for (int from : SHARES) {
            if (share.compareTo(BigDecimal.valueOf(from)) >= 0) {
                step++;
            }
        }
        return step;
    }

    /** The step of so many makers, 0 to 5. */
    static int ofMakers(int makers) {
        return (int) MAKERS.stream().filter(it -> makers >= it).count();
    }

    /** What each step covers, as text: "2–3", "12+". */
    static List<String> legend(List<Integer> from, String unit) {
        return java.util.stream.IntStream.range(0, from.size())
                .mapToObj(at -> range(from, at) + unit)
                .toList();
    }

    private static String range(List<Integer> from, int at) {
        if (at == from.size() - 1) {
            return from.get(at) + "+";
        }
        boolean shares = from.equals(SHARES);
        int last = from.get(at + 1) - (shares ? 0 : 1);
        return last == from.get(at) ? String.valueOf(last) : from.get(at) + "–" + last;
    }
}
