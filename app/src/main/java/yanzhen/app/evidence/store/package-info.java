/** Audit records, command keys and files in PostgreSQL and on disk. */
@NullMarked
package yanzhen.app.evidence.store;

import org.jspecify.annotations.NullMarked;
