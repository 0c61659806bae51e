/** What tests of all modules share. */
@NullMarked
package yanzhen.app;

import org.jspecify.annotations.NullMarked;
