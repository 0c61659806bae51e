package yanzhen.selection.solver;

import java.util.Arrays;

/** What a search found. */
public final class Answer {

    /** How it ended. */
    public enum End {
        /** Nothing better exists. */
        BEST,
        /** Time was up; better ones may exist, up to the bound. */
        GOOD,
        /** No values keep all rows. */
        IMPOSSIBLE,
        /** Time was up before any values were found. */
        NOTHING
    }

    private final End end;
    private final double bound;
    private final double[] values;

    private Answer(End end, double bound, double... values) {
        this.end = end;
        this.bound = bound;
        this.values = values;
    }

    static Answer of(boolean best, double bound, double... values) {
        return new Answer(best ? End.BEST : End.GOOD, bound, values);
    }

    static Answer impossible() {
        return new Answer(End.IMPOSSIBLE, Double.NEGATIVE_INFINITY);
    }

    static Answer nothing(double bound) {
        return new Answer(End.NOTHING, bound);
    }

    public End end() {
        return end;
    }

    /** Whether there are values. */
    public boolean found() {
        return end == End.BEST || end == End.GOOD;
    }

    /** What no values exceed, infinite where nothing is known. */
    public double bound() {
        return bound;
    }

    /** The whole number found for a variable. */
    public long value(int variable) {
        return Math.round(values[variable]);
    }

    public boolean isChosen(int variable) {
        return values[variable] > 0.5;
    }

    @Override
    public String toString() {
        return "%s, bound %s, %s".formatted(end, bound, Arrays.toString(values));
    }
}
