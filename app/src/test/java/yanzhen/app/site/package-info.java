/** Tests of the frame of pages. */
@NullMarked
package yanzhen.app.site;

import org.jspecify.annotations.NullMarked;
