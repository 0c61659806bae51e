/** Load programs: each measures against a baseline taken in the same run. */
@NullMarked
package yanzhen.bench;

import org.jspecify.annotations.NullMarked;
