@NullMarked
package yanzhen.selection.solver;

import org.jspecify.annotations.NullMarked;
