/** Pages and REST of this module. */
@NullMarked
package yanzhen.app.plan.web;

import org.jspecify.annotations.NullMarked;
