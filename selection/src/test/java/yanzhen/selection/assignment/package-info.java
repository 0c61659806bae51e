@NullMarked
package yanzhen.selection.assignment;

import org.jspecify.annotations.NullMarked;
