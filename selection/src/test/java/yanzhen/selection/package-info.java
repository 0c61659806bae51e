/**
 * Tests of selection: laws held against trying everything out on small made-up tasks, the proven
 * optima that lie beside the project where they do, cases by hand.
 */
@NullMarked
package yanzhen.selection;

import org.jspecify.annotations.NullMarked;
