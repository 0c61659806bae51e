package yanzhen.engine;

/** 收敛情况: how a cascade ended. */
public sealed interface Settlement {

    /** Steps made, at least 1. */
    int steps();

    /** Largest growth of a firm's loss in the last step, 0 to 1. */
    double lastGrowth();

    /** The stop rule was met. */
    record Settled(int steps, double lastGrowth) implements Settlement {}

    /** The limit was reached first: losses are too small by an unknown amount. */
    record CutOff(int steps, double lastGrowth) implements Settlement {}
}
