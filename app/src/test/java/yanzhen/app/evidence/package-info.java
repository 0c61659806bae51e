/** Tests of the audit trail, of commands and of files. */
@NullMarked
package yanzhen.app.evidence;

import org.jspecify.annotations.NullMarked;
