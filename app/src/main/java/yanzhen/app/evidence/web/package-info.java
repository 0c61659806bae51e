/** Files for download. */
@NullMarked
package yanzhen.app.evidence.web;

import org.jspecify.annotations.NullMarked;
