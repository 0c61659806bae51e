/** Challenges, bids, projects and outcomes in PostgreSQL. */
@NullMarked
package yanzhen.app.challenge.store;

import org.jspecify.annotations.NullMarked;
