/** Tests of challenges, projects and outcomes. */
@NullMarked
package yanzhen.app.challenge;

import org.jspecify.annotations.NullMarked;
