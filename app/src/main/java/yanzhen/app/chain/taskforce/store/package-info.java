/** Task forces, plans and pilots in PostgreSQL. */
@NullMarked
package yanzhen.app.chain.taskforce.store;

import org.jspecify.annotations.NullMarked;
