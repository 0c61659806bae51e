/** Pages of challenges, projects and outcomes. */
@NullMarked
package yanzhen.app.challenge.web;

import org.jspecify.annotations.NullMarked;
