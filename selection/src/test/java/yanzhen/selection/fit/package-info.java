@NullMarked
package yanzhen.selection.fit;

import org.jspecify.annotations.NullMarked;
