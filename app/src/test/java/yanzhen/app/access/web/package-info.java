/** Tests of the log-in's own parts. */
@NullMarked
package yanzhen.app.access.web;

import org.jspecify.annotations.NullMarked;
