package yanzhen.app.cluster.credential;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 依据: why a check came out as it did.
 *
 * @param code of the message {@code launch.credential.<code>}
 * @param arguments of the message, as texts
 * @param cause the reason of this reason, which its message takes as {@code {0}}; null without one
 */
public record Reason(String code, List<String> arguments, @Nullable Reason cause) {

    public Reason {
        arguments = List.copyOf(arguments);
    }

    static Reason of(String code, Object... arguments) {
        return new Reason(code, List.of(arguments).stream().map(String::valueOf).toList(), null);
    }

    /** Another reason because of this one. */
    Reason inside(String outer) {
        return new Reason(outer, List.of(), this);
    }
}
