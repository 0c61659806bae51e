/** Tests of the engine: cases by hand, laws for any network, and the authors' numbers. */
@NullMarked
package yanzhen.engine.tiers;

import org.jspecify.annotations.NullMarked;
