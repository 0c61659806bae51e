/** What Spring MVC needs to know once for all modules. */
@NullMarked
package yanzhen.app.site.web;

import org.jspecify.annotations.NullMarked;
