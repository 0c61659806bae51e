/** Log-in, and the filter chain that asks the matrix. */
@NullMarked
package yanzhen.app.access.web;

import org.jspecify.annotations.NullMarked;
