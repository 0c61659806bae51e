/** Pages and API of foresight. */
@NullMarked
package yanzhen.app.chain.foresight.web;

import org.jspecify.annotations.NullMarked;
