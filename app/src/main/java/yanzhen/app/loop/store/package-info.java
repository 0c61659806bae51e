/** This module's facts in PostgreSQL. */
@NullMarked
package yanzhen.app.loop.store;

import org.jspecify.annotations.NullMarked;
