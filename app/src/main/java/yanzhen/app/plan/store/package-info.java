/** This module's facts in PostgreSQL. */
@NullMarked
package yanzhen.app.plan.store;

import org.jspecify.annotations.NullMarked;
