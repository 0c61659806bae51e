/** Tests of what all pages share. */
@NullMarked
package yanzhen.app.site;

import org.jspecify.annotations.NullMarked;
