/** Tests of the input–output models: tables by hand, laws for any table, a table of six regions. */
@NullMarked
package yanzhen.engine.inputoutput;

import org.jspecify.annotations.NullMarked;
