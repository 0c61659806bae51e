@NullMarked
package yanzhen.app.pack;

import org.jspecify.annotations.NullMarked;
