/** Signals, candidates, studies and topics in PostgreSQL. */
@NullMarked
package yanzhen.app.chain.foresight.store;

import org.jspecify.annotations.NullMarked;
