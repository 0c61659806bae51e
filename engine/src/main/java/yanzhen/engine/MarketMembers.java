package yanzhen.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The firms of each market, by number, and what a market sells while nobody has lost anything. */
final class MarketMembers {

    private final int[] of;
    private final int[] start;
    private final int[] firm;
    private final double[] whole;

    MarketMembers(int @Nullable [] market, int markets, double[] sold) {
        of = market == null ? new int[0] : market;
        start = new int[markets + 1];
        for (int it : of) {
            start[it + 1]++;
        }
        for (int at = 0; at < markets; at++) {
            start[at + 1] += start[at];
        }
        firm = new int[of.length];
        var next = Arrays.copyOf(start, markets + 1);
        for (int at = 0; at < of.length; at++) {
            firm[next[of[at]]++] = at;
        }
        whole = new double[markets];
        var none = new double[sold.length];
        for (int at = 0; at < markets; at++) {
            whole[at] = stillSold(at, sold, none);
        }
    }

    int marketOf(int it) {
        return of[it];
    }

    /** What a market still sells, its firms taken by number. */
    double stillSold(int market, double[] sold, double[] down) {
        double still = 0;
        for (int at = start[market]; at < start[market + 1]; at++) {
            still += sold[firm[at]] * (1 - down[firm[at]]);
        }
        return still;
    }

    double whole(int market) {
        return whole[market];
    }

    double[] whole() {
        return whole.clone();
    }
}
