/**
 * What the parts of this library share: tasks that are refused with everything wrong in them, and
 * results that say how good they are. Who reviews what is in {@code assignment}, what is funded in
 * {@code portfolio}, what a race is worth in {@code race}, who knows a subject in {@code fit}; the
 * programs that search stand behind {@code solver}.
 */
@NullMarked
package yanzhen.selection;

import org.jspecify.annotations.NullMarked;
