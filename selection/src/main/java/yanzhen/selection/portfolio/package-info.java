/**
 * What is funded: the items of largest score within money by year, quotas of domains, regions and
 * organisations, exclusions and requirements; beside it the plain way down the scores, what more
 * money would add, and why each item is in or out.
 *
 * {@snippet lang=java :
 * import yanzhen.selection.portfolio.*;
 * import yanzhen.selection.solver.Solvers;
 *
 * void main() {
 *     var items =
 *             List.of(
 *                     new Item("dear", "energy", "A", "X", 10, List.of(10L)),
 *                     new Item("one", "energy", "A", "Y", 6, List.of(5L)),
 *                     new Item("two", "energy", "B", "Z", 6, List.of(5L)));
 *     var task =
 *             new PortfolioTask(
 *                     items, List.of(10L), 3, Map.of(), Map.of(), BigDecimal.ONE, 3,
 *                     List.of(), List.of());
 *     var selector = new Selector(task, Solvers.best(), Duration.ofSeconds(5));
 *     IO.println(selector.topDown().selection().score(task)); // 10
 *     if (selector.best() instanceof Selector.Outcome.Chosen best) {
 *         IO.println(best.selection().score(task)); // 12
 *         IO.println(selector.explain(best, 0).loss().getAsLong()); // 2
 *     }
 * }
 * }
 */
@NullMarked
package yanzhen.selection.portfolio;

import org.jspecify.annotations.NullMarked;
