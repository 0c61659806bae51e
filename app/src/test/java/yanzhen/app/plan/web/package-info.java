/** Tests of what the plan's pages draw. */
@NullMarked
package yanzhen.app.plan.web;

import org.jspecify.annotations.NullMarked;
