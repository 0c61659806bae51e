/** Needs, their judgements and their rules in PostgreSQL. */
@NullMarked
package yanzhen.app.challenge.need.store;

import org.jspecify.annotations.NullMarked;
