package yanzhen.engine.substitutes;

/** 收敛情况: how an iteration ended. */
public sealed interface Convergence {

    /** Rounds made, at least 1. */
    int rounds();

    /** Largest change of a value in the last round; the mean of the values is 1. */
    double lastChange();

    /** No value changed by more than the rule allows. */
    record Settled(int rounds, double lastChange) implements Convergence {}

    /** The limit of rounds was reached first; values near 0 may still fall, orders mostly hold. */
    record CutOff(int rounds, double lastChange) implements Convergence {}
}
