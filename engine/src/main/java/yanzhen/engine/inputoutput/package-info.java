/**
 * Which output a demand calls for, and what the rest loses without an activity: input–output tables
 * of one or many regions, Leontief's and Ghosh's models on them. Pure functions; no clock, no input
 * or output, no framework.
 *
 * {@snippet lang=java :
 * import yanzhen.engine.inputoutput.*;
 *
 * void main() {
 *     // The two sectors of Miller and Blair 2009, section 2.3.
 *     var table =
 *             new TableBuilder(List.of(new Activity("here", "1"), new Activity("here", "2")))
 *                     .flow(0, 0, 150)
 *                     .flow(0, 1, 500)
 *                     .flow(1, 0, 200)
 *                     .flow(1, 1, 100)
 *                     .demand(0, "households", 350)
 *                     .demand(1, "households", 1_700)
 *                     .build();
 *     // Refused when a circle of activities uses up all that it makes, naming the circle.
 *     var model = InputOutputModel.of(table);
 *     var output = model.outputFor(new double[] {600, 1_500});
 *     IO.println(Math.round(output.of(0)) + " and " + Math.round(output.of(1))); // 1248 and 1842
 *     var lost = model.without(Extraction.Kind.TOTAL, 0);
 *     IO.println(Math.round(lost.total()) + " without " + lost.group()); // 1211 without [here / 1]
 * }
 * }
 *
 * <p>Z holds the flows, x̂ the outputs: A = Z·x̂⁻¹, L = (I − A)⁻¹, B = x̂⁻¹·Z, G = (I − B)⁻¹, after
 * Leontief (1936), Ghosh (1958) and Miller and Blair, Input–Output Analysis, 2nd ed. 2009. Linkages
 * after Chenery and Watanabe (1958), Rasmussen (1956) and Jones (1976); extraction after Strassert
 * (1968) and Dietzenbacher and van der Linden (1997).
 *
 * <p>A table of many regions differs by its labels only: {@code multiplier(i).byRegion()} says what
 * spills over, {@code feedback(region)} what comes back, {@code grouped} makes it coarser.
 *
 * <p>Output is found by sparse Gauss–Seidel sweeps, which always settle on a productive table, and
 * comes with its residual; a table near the edge takes many. The full inverses are for up to 5,000
 * activities. A table whose rows and columns differ is taken by its rows; {@code imbalances} names
 * every difference. It does not know substitutes, prices or time.
 */
@NullMarked
package yanzhen.engine.inputoutput;

import org.jspecify.annotations.NullMarked;
