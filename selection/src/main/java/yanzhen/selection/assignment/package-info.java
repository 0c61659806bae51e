/**
 * Who reviews what: experts are assigned to bids so that the total of their scores is the largest,
 * or the worst served bid is served best, or by lot with no pair likelier than allowed; conflicts
 * never, loads within limits, so many of one organisation at most, so many senior at least.
 *
 * {@snippet lang=java :
 * import yanzhen.selection.assignment.*;
 * import yanzhen.selection.solver.Solvers;
 *
 * void main() {
 *     var experts =
 *             List.of(
 *                     new Expert("A", "X", true, 0, 1),
 *                     new Expert("B", "Y", false, 0, 1),
 *                     new Expert("C", "Z", false, 0, 1));
 *     var bids = List.of(new Bid("one", "W", 1), new Bid("two", "Z", 1));
 *     int[][] scores = {{9, 3, 1}, {8, 6, 9}};
 *     var task =
 *             AssignmentTask.of(
 *                     experts, bids, List.of(), Rules.NONE, (bid, expert) -> scores[bid][expert]);
 *     var assigner = new Assigner(task, Solvers.best(), Duration.ofSeconds(10));
 *     if (assigner.largestTotal() instanceof Assigned.Found found) {
 *         // C works for the second bidder.
 *         IO.println(found.panels().experts()); // [[0], [1]]
 *         IO.println(found.total().proven()); // true
 *         var account = assigner.explain(found, new Pair(1, 1), 3);
 *         // Without it A would review the second bid, and B the first.
 *         IO.println(account.lossWithout().getAsLong()); // 4
 *         // A drops out, B stays.
 *         IO.println(assigner.reassigned(found.panels(), Set.of(0), 0) instanceof Assigned.Found); // true
 *     }
 * }
 * }
 *
 * <p>How it searches is said at {@code Search}, {@code BestWorst} and {@code Lottery}; what was
 * measured, in {@code bench/RESULTS.md}. It knows nothing of who should be an expert, and takes
 * scores as they are.
 */
@NullMarked
package yanzhen.selection.assignment;

import org.jspecify.annotations.NullMarked;
