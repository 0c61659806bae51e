/** Tables of notices, and the sender of mail. */
@NullMarked
package yanzhen.app.notice.store;

import org.jspecify.annotations.NullMarked;
