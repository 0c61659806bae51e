/** Tests of the pictures and pages of chains. */
@NullMarked
package yanzhen.app.chain.web;

import org.jspecify.annotations.NullMarked;
