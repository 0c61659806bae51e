/**
 * Who else could make an input: what firms can do, how near capabilities are to each other, how
 * complex firms and capabilities are. Pure functions; no clock, no input or output, no framework.
 */
@NullMarked
package yanzhen.engine.substitutes;

import org.jspecify.annotations.NullMarked;
