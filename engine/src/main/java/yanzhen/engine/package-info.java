/**
 * Who is hit, and how hard, when a firm fails: supply networks, cascades along them, and the share
 * of all output that each firm puts at risk. Pure functions over primitive arrays; no clock, no
 * input or output, no framework.
 */
@NullMarked
package yanzhen.engine;

import org.jspecify.annotations.NullMarked;
