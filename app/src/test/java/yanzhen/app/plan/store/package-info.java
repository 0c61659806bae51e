/** Tests of loading and reading the plan on a real PostgreSQL. */
@NullMarked
package yanzhen.app.plan.store;

import org.jspecify.annotations.NullMarked;
