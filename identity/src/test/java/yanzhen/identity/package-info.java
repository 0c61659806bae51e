@NullMarked
package yanzhen.identity;

import org.jspecify.annotations.NullMarked;
