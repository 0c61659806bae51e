@NullMarked
package yanzhen.selection.portfolio;

import org.jspecify.annotations.NullMarked;
