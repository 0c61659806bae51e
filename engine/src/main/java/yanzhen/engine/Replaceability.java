package yanzhen.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * 可替代性: how far the rest of a market can step in for what it lost.
 *
 * <p>A supplier counts with {@code min(1, sold / what its market still sells)}. What a market still
 * sells is the whole less what was lost; where little is left, the remainders are added up instead,
 * since the difference would be mostly rounding.
 */
final class Replaceability {

    /** Below this a market counts as dead, in the unit of the amounts, as in the authors' code. */
    private static final double DEAD = 1e-10;

    /** Which share of a market is little. */
    private static final double LITTLE = 1.0 / 64;

    /** One over nothing, but 0 times it is 0. */
    private static final double IN_FULL = Double.MAX_VALUE;

    final double[] sold;
    final int[] market;
    final int markets;
    private final boolean none;
    private final boolean deadInFull;
    private final double[] whole;
    private final int[] memberStart;
    private final int[] member;

    Replaceability(double[] sold, int @Nullable [] marketAt, boolean deadInFull) {
        this.sold = sold;
        this.none = marketAt == null;
        this.deadInFull = deadInFull;
        market = marketAt == null ? new int[sold.length] : marketAt;
        markets = Arrays.stream(market).max().orElse(0) + 1;
        whole = new double[markets];
        memberStart = new int[markets + 1];
        member = new int[sold.length];
        sortIn();
    }

    /** The same after some firms have come to sell otherwise; markets stay as they are. */
    private Replaceability(Replaceability was, double[] sold, int[] changed) {
        this.sold = sold;
        none = was.none;
        deadInFull = was.deadInFull;
        market = was.market;
        markets = was.markets;
        memberStart = was.memberStart;
        member = was.member;
        whole = was.whole.clone();
        Arrays.stream(changed).map(it -> market[it]).distinct().forEach(this::addUp);
    }

    /**
     * The same after some firms have come to sell otherwise.
     *
     * @param changed their places
     * @param amounts what each of them sells then
     */
    Replaceability with(int[] changed, double[] amounts) {
        var then = sold.clone();
        for (int at = 0; at < changed.length; at++) {
            then[changed[at]] = amounts[at];
        }
        return new Replaceability(this, then, changed);
    }

    /** From now on a firm sells otherwise. */
    void overwrite(int place, double amount) {
        sold[place] = amount;
        addUp(market[place]);
    }

    /** Whether no firm can take another's place. */
    boolean isNone() {
        return none;
    }

    private void sortIn() {
        for (int place = 0; place < sold.length; place++) {
            memberStart[market[place] + 1]++;
        }
        for (int at = 0; at < markets; at++) {
            memberStart[at + 1] += memberStart[at];
        }
        var next = memberStart.clone();
        for (int place = 0; place < sold.length; place++) {
            member[next[market[place]]++] = place;
        }
        for (int at = 0; at < markets; at++) {
            addUp(at);
        }
    }

    private void addUp(int at) {
        whole[at] = 0;
        for (int one = memberStart[at]; one < memberStart[at + 1]; one++) {
            whole[at] += sold[member[one]];
        }
    }

    /**
     * What a supplier's sales are multiplied with for {@link #counts}.
     *
     * @param lost sales that the market lost, its firms added up by place
     * @param losses by place, of stride {@code lanes} from {@code lane} on
     */
    double factor(int at, double lost, double[] losses, int lanes, int lane) {
        if (none) {
            return IN_FULL;
        }
        double still = whole[at] - lost;
        if (still < whole[at] * LITTLE) {
            still = remainders(at, losses, lanes, lane);
        }
        if (still <= DEAD) {
            return deadInFull ? IN_FULL : 1;
        }
        return 1 / still;
    }

    private double remainders(int at, double[] losses, int lanes, int lane) {
        double still = 0;
        for (int one = memberStart[at]; one < memberStart[at + 1]; one++) {
            still += sold[member[one]] * (1 - losses[member[one] * lanes + lane]);
        }
        return still;
    }

    /** Which share of its loss counts with a supplier's customers. */
    double counts(int place, double factor) {
        return Math.min(1, sold[place] * factor);
    }
}
