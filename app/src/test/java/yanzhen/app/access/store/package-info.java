@NullMarked
package yanzhen.app.access.store;

import org.jspecify.annotations.NullMarked;
