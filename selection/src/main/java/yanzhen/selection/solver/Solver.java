package yanzhen.selection.solver;

import java.time.Duration;

/** 求解器: finds flows of least cost and choices of largest value. Holds no state. */
public interface Solver {

    /** Name and version of what searches, for the record of a decision. */
    String name();

    /**
     * The flow of least cost that ships all supplies; whole numbers throughout.
     *
     * @return the flow on each arc, by its number
     * @throws IllegalArgumentException when the supplies cannot be shipped
     */
    long[] cheapest(Flow flow);

    /**
     * The values of largest gain under the rows of a program.
     *
     * @param limit how long to search at most, above 0
     */
    Answer largest(Program program, Duration limit);
}
