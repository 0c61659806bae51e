package yanzhen.selection;

/**
 * 最优性证明: how near a value is to the best that any choice could reach.
 *
 * @param value what was reached, in the unit of the task
 * @param bound what no choice exceeds, never below the value
 * @param seconds how long the search took, 0 or more
 */
public record Proof(double value, double bound, double seconds) {

    /** What counts as equal: sums of doubles that should be whole or decimal. */
    private static final double EQUAL = 1e-9;

    public Proof {
        if (!(bound >= value - EQUAL * Math.max(1, Math.abs(value)))) {
            throw new IllegalArgumentException(
                    "The bound (%s) is below the value (%s).".formatted(bound, value));
        }
        bound = Math.max(bound, value);
    }

    /** Nothing better exists. */
    public boolean proven() {
        return bound - value <= EQUAL * Math.max(1, Math.abs(value));
    }

    /** What a better choice could win at most, as a share of the bound; 0 when proven. */
    public double gap() {
        return proven() ? 0 : (bound - value) / Math.max(Math.abs(bound), EQUAL);
    }
}
