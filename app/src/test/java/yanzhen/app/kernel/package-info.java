/** Laws and examples of the values that every module shares. */
@NullMarked
package yanzhen.app.kernel;

import org.jspecify.annotations.NullMarked;
