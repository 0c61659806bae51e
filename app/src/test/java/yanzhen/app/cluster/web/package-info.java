/** Tests of the pages about organisations and their formation. */
@NullMarked
package yanzhen.app.cluster.web;

import org.jspecify.annotations.NullMarked;
