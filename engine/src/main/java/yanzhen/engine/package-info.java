/**
 * Who is hit, and how hard, when a firm fails: supply networks, cascades along them, and the share
 * of all output that each firm puts at risk. Functions over primitive arrays; reads and writes
 * network files, and otherwise no clock, no input or output, no framework.
 *
 * <p>The formulas and a first example are in {@code engine/README.md}.
 *
 * <h2>What can be varied</h2>
 *
 * <p>{@link yanzhen.engine.StopRule.Relative} stops by the growth of the index instead of the
 * largest growth of a loss. {@link yanzhen.engine.CascadeSetting#withRevenue} and {@link
 * yanzhen.engine.CascadeSetting#withCosts} replace what was sold and bought on the network. {@link
 * yanzhen.engine.Markets.Dead#IN_FULL} frees the rule for dead markets from the unit of the
 * amounts. {@link yanzhen.engine.Weights} may be sales, staff, emissions or anything else. {@link
 * yanzhen.engine.SectorLosses} says what each sector loses beyond the shock. A {@link
 * yanzhen.engine.Shock} hits one firm, a sector, or any firms by any share, apart for each
 * direction. An {@link yanzhen.engine.Explanation} names for each firm the sum that decides, the
 * link with the largest part in it, and a way back to the shock along the largest part among those
 * who lost something earlier. A {@link yanzhen.engine.ChangedNetwork} lays added, removed and
 * re-weighted links over a network without building it anew; {@link yanzhen.engine.Cascade#with}
 * lays anew what changes and copies the rest, and {@link yanzhen.engine.Diversification} ranks the
 * new suppliers that a customer could have by what the index is less with each.
 *
 * <h2>How many shocks are worked off</h2>
 *
 * <p>A shock hands its losses on along the links of those who lost something, and nothing else is
 * looked at. Once that is a good part of all links it moves into a lane: the losses of several
 * shocks lie side by side for each firm, and one read of a link serves all of them. A lane that has
 * settled takes the next shock. With {@code --add-modules jdk.incubator.vector} a lane is a place
 * in a vector register; without, numbers are counted one by one. Firms are kept hubs first, then by
 * kinds of links. Every sum goes in that order and none is fused, so threads, lanes and vectors
 * change no bit of a result. What this gains, and what was tried beside it: {@code
 * bench/RESULTS.md}.
 *
 * <h2>Files</h2>
 *
 * <p>{@link yanzhen.engine.NetworkFile} maps a binary file; {@link yanzhen.engine.NetworkTable}
 * reads a text of supplier, customer and amount in one pass. A file that is no network is refused
 * with what was found; a row that is no link is left out and named with its line.
 */
@NullMarked
package yanzhen.engine;

import org.jspecify.annotations.NullMarked;
