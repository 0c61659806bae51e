/** Tests of the plan: targets, readings, threads. */
@NullMarked
package yanzhen.app.plan;

import org.jspecify.annotations.NullMarked;
