/** Pages and API of the register. */
@NullMarked
package yanzhen.app.cluster.web;

import org.jspecify.annotations.NullMarked;
