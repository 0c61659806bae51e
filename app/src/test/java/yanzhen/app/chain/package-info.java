/** Tests of chains and of their diagnosis. */
@NullMarked
package yanzhen.app.chain;

import org.jspecify.annotations.NullMarked;
