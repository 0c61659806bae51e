/**
 * Who else could make an input: what firms can do, how near capabilities are to each other, how
 * complex firms and capabilities are. Pure functions; no clock, no input or output, no framework.
 *
 * {@snippet lang=java :
 * import yanzhen.engine.substitutes.*;
 *
 * void main() {
 *     var capabilities =
 *             Stream.of("bearings", "gears", "grinding", "bread")
 *                     .map(name -> new Capability(Capability.Kind.PRODUCT, name))
 *                     .toList();
 *     // 0 makes bearings and gears and grinds; 1 makes gears and grinds; 2 grinds; 3 bakes.
 *     var holdings =
 *             new CapabilityBuilder(4, capabilities)
 *                     .holds(0, 0)
 *                     .holds(0, 1)
 *                     .holds(0, 2)
 *                     .holds(1, 1)
 *                     .holds(1, 2)
 *                     .holds(2, 2)
 *                     .holds(3, 3)
 *                     .build()
 *                     .present(); // or advantaged(1), where amounts are given: RCA of 1 and more
 *     var found = Substitutes.forInput(0, new ProductSpace(holdings), 10);
 *     IO.println(found.makers()); // [0]
 *     var second = found.candidates().get(1); // 1 has both that go with bearings, 2 only grinds
 *     IO.println(Math.round(100 * second.relatedness()) + " % at " + second.firm()); // 40 % at 2
 *     IO.println(Complexity.of(holdings).groups()); // 2
 * }
 * }
 *
 * <p>φ(c,d) = firms with both / max(firms with c, firms with d) and ω(f,c) = Σ φ over what f has /
 * Σ φ without c itself (Hidalgo et al., Science 2007); RCA after Balassa (1965); ECI as the
 * standardised second eigenvector, rising with diversity (Hidalgo and Hausmann, PNAS 2009); fitness
 * and complexity by Tacchella et al. (Scientific Reports 2012), stopped by the largest change or a
 * limit.
 *
 * <p>Firms that share nothing, even through others, are never compared: each group has its own
 * index, and a verdict where it has none (all alike, more than one eigenvector, no direction). A
 * share is whom to ask first, not a probability.
 */
@NullMarked
package yanzhen.engine.substitutes;

import org.jspecify.annotations.NullMarked;
