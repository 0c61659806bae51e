/**
 * 需求: collected, merged where alike, judged by a list and a person, and put on the wall from there.
 */
@NullMarked
@NamedInterface("need")
package yanzhen.app.challenge.need;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
