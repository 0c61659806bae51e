/**
 * What a product, a stage or a firm depends on, tier by tier: who is behind it, through whom all of
 * it comes, how concentrated it is, and for how long stocks last when somebody stops.
 */
@NullMarked
package yanzhen.engine.tiers;

import org.jspecify.annotations.NullMarked;
