/**
 * What a product, a stage or a firm depends on, tier by tier: who is behind it, through whom all of
 * it comes, how concentrated it is, and for how long stocks last when somebody stops. Pure
 * functions; no clock, no input or output, no framework.
 *
 * {@snippet lang=java :
 * import yanzhen.engine.*;
 * import yanzhen.engine.tiers.*;
 *
 * void main() {
 *     // Firm 0 sells to firm 1, and that to firm 2, which makes the product.
 *     var network = new NetworkBuilder(3).add(0, 1, 10).add(1, 2, 10).build().network();
 *     var needs = Needs.ofEachKind(new int[] {0, 1, 2}); // or Needs.of(sector, classes)
 *     var dependence = Dependence.of(network, needs, new int[] {2}, Dependence.ALL_TIERS);
 *     IO.println(Arrays.toString(dependence.firmsOf(2))); // [0]
 *     var points = ChokePoints.of(dependence); // firms through which all supply passes
 *     IO.println(points.stream().map(ChokePoint::firm).toList()); // [1, 0]
 *     if (SupplyCut.fewest(dependence) instanceof SupplyCut.Narrowest cut) {
 *         IO.println(cut.members()); // [Member[firm=1, tier=1, weight=1.0, share=1.0]]
 *     }
 *     var survival = Survival.on(network, needs, new double[] {0, 10, 5}); // stock in days
 *     IO.println(survival.after(0).survives(2)); // 15.0
 * }
 * }
 *
 * <table>
 * <caption>Questions, methods and what they cost</caption>
 * <tr><th>question</th><th>type</th><th>method</th><th>cost</th></tr>
 * <tr><td>who is behind it</td><td>{@link yanzhen.engine.tiers.Dependence}</td>
 *     <td>breadth-first search</td><td>links seen</td></tr>
 * <tr><td>what has one source</td><td>{@link yanzhen.engine.tiers.SingleSource}</td>
 *     <td>inputs sorted by kind</td><td>links · log</td></tr>
 * <tr><td>through whom all passes</td><td>{@link yanzhen.engine.tiers.ChokePoints}</td>
 *     <td>dominators (Cooper, Harvey, Kennedy) from the makers to the ultimate suppliers</td>
 *     <td>links · depth of the tree a pass, two passes without circles</td></tr>
 * <tr><td>the fewest, or lightest, that cut it off</td>
 *     <td>{@link yanzhen.engine.tiers.SupplyCut}</td>
 *     <td>largest flow (Dinitz), firms split in two</td>
 *     <td>links · √firms, weighted links · firms²</td></tr>
 * <tr><td>how concentrated</td><td>{@link yanzhen.engine.tiers.Concentration}</td>
 *     <td>Σ share², one over it</td><td>links seen</td></tr>
 * <tr><td>what crosses a border</td><td>{@link yanzhen.engine.tiers.BorderShare}</td>
 *     <td>by tier and route</td><td>links seen</td></tr>
 * <tr><td>for how long stocks last</td><td>{@link yanzhen.engine.tiers.Survival}</td>
 *     <td>stops(v) = stock(v) + min over kinds of max over suppliers of stops(u), by day</td>
 *     <td>links of those who stop</td></tr>
 * <tr><td>who alone stops it, who takes longer to come back</td>
 *     <td>{@link yanzhen.engine.tiers.Survival#indispensable},
 *     {@link yanzhen.engine.tiers.Survival#exposures}</td>
 *     <td>the same for each firm</td><td>firms · links at most</td></tr>
 * <tr><td>which new supplier helps most</td><td>{@link yanzhen.engine.tiers.NewSuppliers}</td>
 *     <td>stops that the makers feel, computed again without each input by which they stop</td>
 *     <td>links of those who stop, for each firm behind the makers and each input that may be
 *     listed</td></tr>
 * </table>
 *
 * <p>{@link yanzhen.engine.tiers.Dependence} reads a {@link yanzhen.engine.ChangedNetwork} as it
 * reads a network, and {@link yanzhen.engine.tiers.Survival#with} looks at the inputs of changed
 * customers alone, as {@link yanzhen.engine.Cascade#with} does.
 *
 * <p>Choke points and cuts take any input for any other (nothing at all arrives); survival takes
 * suppliers of one kind for each other and needs every essential kind. The types say where that is
 * exact, and where a linear programme with data on capacity would be needed.
 */
@NullMarked
package yanzhen.engine.tiers;

import org.jspecify.annotations.NullMarked;
