/** Tests of the command line and of the embedded database. */
@NullMarked
package yanzhen.app.launch;

import org.jspecify.annotations.NullMarked;
