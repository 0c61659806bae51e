/** Tests of the audit page, its words and the accounts' API. */
@NullMarked
package yanzhen.app.admin;

import org.jspecify.annotations.NullMarked;
