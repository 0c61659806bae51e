/** Pages and endpoints of notices and calendars. */
@NullMarked
package yanzhen.app.notice.web;

import org.jspecify.annotations.NullMarked;
