/** Tests of log-in, sessions, the matrix and row-level security. */
@NullMarked
package yanzhen.app.access;

import org.jspecify.annotations.NullMarked;
