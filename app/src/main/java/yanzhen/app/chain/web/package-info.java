/** Pages and API of the chains. */
@NullMarked
package yanzhen.app.chain.web;

import org.jspecify.annotations.NullMarked;
