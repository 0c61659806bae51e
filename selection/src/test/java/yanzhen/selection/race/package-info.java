@NullMarked
package yanzhen.selection.race;

import org.jspecify.annotations.NullMarked;
