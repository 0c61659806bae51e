/** Accounts in PostgreSQL, and transactions that carry their viewer. */
@NullMarked
package yanzhen.app.access.store;

import org.jspecify.annotations.NullMarked;
