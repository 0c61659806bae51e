/** Editions in PostgreSQL, and what their lists are made from. */
@NullMarked
package yanzhen.app.chain.dossier.store;

import org.jspecify.annotations.NullMarked;
