package yanzhen.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import yanzhen.identity.Reason.Level;

/** The reasons of one comparison as they are found: summed up only, or kept with their details. */
final class Reasons {

    /** What says less than the other does not speak against it. */
    private static final double SLIGHTLY = -1;

    private final Weights weights;
    private final boolean kept;
    private final List<Reason> all = new ArrayList<>();
    private double bits;
    private boolean against;

    Reasons(Weights weights, boolean kept) {
        this.weights = weights;
        this.kept = kept;
    }

    void add(Level level) {
        add(level, () -> "");
    }

    void add(Level level, Supplier<String> detail) {
        add(level, weights.of(level), detail);
    }

    /** With a weight that the register tells, up to that of the level. */
    void addTold(Level level, double told, Supplier<String> detail) {
        add(level, Math.min(told, weights.of(level)), detail);
    }

    private void add(Level level, double weight, Supplier<String> detail) {
        bits += weight;
        against |= weight < SLIGHTLY;
        if (kept) {
            all.add(new Reason(level, weight, detail.get()));
        }
    }

    void addAll(Reasons others) {
        bits += others.bits;
        against |= others.against;
        all.addAll(others.all);
    }

    /** Whether they are kept with their details. */
    boolean kept() {
        return kept;
    }

    /** Their sum. */
    double bits() {
        return bits;
    }

    /** Whether one of them speaks against one organisation. */
    boolean against() {
        return against;
    }

    List<Reason> all() {
        return all;
    }
}
