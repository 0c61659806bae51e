/** Tests of what the pages of administration are made of. */
@NullMarked
package yanzhen.app.admin.web;

import org.jspecify.annotations.NullMarked;
