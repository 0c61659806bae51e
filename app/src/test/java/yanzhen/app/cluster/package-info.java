/** Tests of the register. */
@NullMarked
package yanzhen.app.cluster;

import org.jspecify.annotations.NullMarked;
