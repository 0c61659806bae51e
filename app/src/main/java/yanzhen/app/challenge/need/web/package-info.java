/** Pages and API of needs. */
@NullMarked
package yanzhen.app.challenge.need.web;

import org.jspecify.annotations.NullMarked;
