/** Tests of products and contracts. */
@NullMarked
package yanzhen.app.loop;

import org.jspecify.annotations.NullMarked;
