@NullMarked
package yanzhen.app.chain.store;

import org.jspecify.annotations.NullMarked;
