/** Pages and endpoints of accounts and of the audit trail. */
@NullMarked
package yanzhen.app.admin.web;

import org.jspecify.annotations.NullMarked;
