package yanzhen.engine;

import org.jspecify.annotations.Nullable;

/**
 * 市场: within a market firms can take each other's place, as far as what is left of it reaches.
 *
 * <p>A supplier counts with {@code min(1, sold / what the market still sells)}.
 */
public final class Markets {

    private static final Markets NONE = new Markets(null, Dead.ONE);

    private final int @Nullable [] of;
    private final Dead dead;

    private Markets(int @Nullable [] of, Dead dead) {
        this.of = of;
        this.dead = dead;
    }

    /** 市场全停: a market that sells nothing any more. */
    public enum Dead {
        /**
         * It is taken to sell 1, as in the authors' code: amounts below 1 then count for less than
         * they are. Depends on the unit of the amounts.
         */
        ONE,
        /** Its suppliers count in full. Does not depend on the unit. */
        IN_FULL
    }

    /** No firm can take another's place: every supplier counts in full. */
    public static Markets none() {
        return NONE;
    }

    /**
     * Firms by market, as in the authors' code.
     *
     * @param of number of each firm's market, from 0
     */
    public static Markets by(int[] of) {
        return by(of, Dead.ONE);
    }

    /** Firms by market. */
    public static Markets by(int[] of, Dead dead) {
        return new Markets(of.clone(), dead);
    }

    /** Number of each firm's market; null when there are none. Not to be written to. */
    int @Nullable [] of() {
        return of;
    }

    boolean inFull() {
        return dead == Dead.IN_FULL;
    }
}
