/**
 * Who is hit, and how hard, when a firm fails: supply networks, cascades along them, and the share
 * of all output that each firm puts at risk. Functions over primitive arrays; reads and writes
 * network files, and otherwise no clock, no input or output, no framework.
 */
@NullMarked
package yanzhen.engine;

import org.jspecify.annotations.NullMarked;
