/** The modular monolith on which a region runs its plan for industrial innovation. */
@NullMarked
package yanzhen.app;

import org.jspecify.annotations.NullMarked;
