/** 凭证: signed statements that a recognition holds, and their check without a network. */
@NullMarked
@NamedInterface("credential")
package yanzhen.app.cluster.credential;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
