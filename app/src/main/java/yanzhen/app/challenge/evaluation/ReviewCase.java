package yanzhen.app.challenge.evaluation;

import java.util.Map;
import java.util.TreeMap;
import yanzhen.selection.assignment.AssignmentTask;
import yanzhen.selection.assignment.Worst;

/**
 * One assignment of a file.
 *
 * @param unit how many points of the task are one of the file
 * @param worst how the worst served bid is measured, with what the best of it and the total then
 *     are expected to be
 * @param expected by variant; absent ones are not known
 */
record ReviewCase(
        String name, AssignmentTask task, double unit, Worst worst, Map<String, Double> expected) {

    static final String TOTAL = "max_total";
    static final String WORST = "best_worst";
    static final String WORST_TOTAL = "best_worst_then_total";
    static final String RANDOM = "randomised";

    ReviewCase {
        expected = new TreeMap<>(expected);
    }
}
