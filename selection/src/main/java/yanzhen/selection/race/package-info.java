/**
 * What a race (赛马) is worth: several teams at once on each of several challenges within one budget,
 * and races with a gate between two stages. Exact; no solver is needed.
 *
 * {@snippet lang=java :
 * import yanzhen.selection.race.*;
 *
 * void main() {
 *     var contest =
 *             new Contest("C", 100, 2, List.of(new Team("A", 0.5, 3), new Team("B", 0.5, 4)));
 *     IO.println(ParallelRaces.best(List.of(contest), 7).expectedValue()); // 75.0
 *     IO.println(ParallelRaces.best(List.of(contest), 6).teams()); // [[0]]
 *     var runner = new StageGate.Runner(1, 0.5, 2, 0.5);
 *     IO.println(StageGate.of(100, 1, List.of(runner, runner)).success()); // 0.375
 * }
 * }
 */
@NullMarked
package yanzhen.selection.race;

import org.jspecify.annotations.NullMarked;
