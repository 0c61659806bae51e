/** Pages and REST of this module. */
@NullMarked
package yanzhen.app.loop.web;

import org.jspecify.annotations.NullMarked;
