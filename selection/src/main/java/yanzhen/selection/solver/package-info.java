/**
 * The programs that search, behind one interface: {@link yanzhen.selection.solver.Solver}.
 *
 * <p>{@link yanzhen.selection.solver.Solvers#best} gives OR-Tools (flows by cost scaling, whole
 * numbers by HiGHS) where its natives load, and else programs in Java alone (shortest augmenting
 * paths; ojAlgo), which are slower and reach the same values.
 *
 * {@snippet lang=java :
 * import yanzhen.selection.solver.*;
 *
 * void main() {
 *     var program = new Program();
 *     int bearings = program.choice(7); // a yes or no that is worth 7
 *     int gears = program.choice(5);
 *     int budget = program.row(0, 10);
 *     program.put(budget, bearings, 8);
 *     program.put(budget, gears, 6);
 *     var answer = Solvers.best().largest(program, Duration.ofSeconds(5));
 *     IO.println(answer.isChosen(bearings) + " " + answer.isChosen(gears)); // true false
 * }
 * }
 */
@NullMarked
package yanzhen.selection.solver;

import org.jspecify.annotations.NullMarked;
