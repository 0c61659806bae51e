/**
 * Which output a demand calls for, and what the rest loses without an activity: input–output tables
 * of one or many regions, Leontief's and Ghosh's models on them. Pure functions; no clock, no input
 * or output, no framework.
 */
@NullMarked
package yanzhen.engine.inputoutput;

import org.jspecify.annotations.NullMarked;
