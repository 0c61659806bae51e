package yanzhen.selection.assignment;

/**
 * 概率上限: an exact fraction above 0 and at most 1.
 *
 * @param part parts
 * @param whole of how many, at most {@link #FINEST}
 */
public record Probability(int part, int whole) {

    /** Everything is counted in parts of the whole: finer ones would be slow. */
    public static final int FINEST = 1_000;

    public Probability {
        if (part < 1 || whole < part || whole > FINEST) {
            throw new IllegalArgumentException(
                    "The probability %d/%d is not above 0 and at most 1 with a denominator up to %d."
                            .formatted(part, whole, FINEST));
        }
    }

    /**
     * A decimal of at most three digits after the point.
     *
     * @throws IllegalArgumentException when it has more, or is not above 0 and at most 1
     */
    public static Probability of(double decimal) {
        long parts = Math.round(decimal * FINEST);
        if (!(decimal > 0 && decimal <= 1) || Math.abs(parts - decimal * FINEST) > 1e-9) {
            throw new IllegalArgumentException(
                    "The probability (%s) must be above 0, at most 1, and of three digits after the point at most."
                            .formatted(decimal));
        }
        int common = common((int) parts, FINEST);
        return new Probability((int) parts / common, FINEST / common);
    }

    private static int common(int one, int other) {
        return other == 0 ? one : common(other, one % other);
    }

    public double value() {
        return (double) part / whole;
    }
}
