/** Tests of foresight. */
@NullMarked
package yanzhen.app.chain.foresight;

import org.jspecify.annotations.NullMarked;
