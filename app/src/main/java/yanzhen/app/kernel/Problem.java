package yanzhen.app.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 问题: one thing wrong with what somebody gave us, so that it can be found and mended.
 *
 * <p>The sentence is the message {@code problem.<code>}, the remedy {@code problem.<code>.remedy},
 * in both languages; {@code {0}} in them is the value, {@code {1}} and further the details.
 *
 * @param file file or sheet; empty when there is only one
 * @param line line or row, counted from 1; null when it is about the whole
 * @param field column, key or form field; empty when it is about the whole line
 * @param value what was found there, shortened to 120 characters
 * @param code which problem, for example {@code credit-code-check}
 * @param details further values for the sentence
 */
public record Problem(
        String file,
        @Nullable Integer line,
        String field,
        String value,
        String code,
        List<String> details) {

    private static final int SHOWN = 120;

    public Problem {
        value = value.length() <= SHOWN ? value : value.substring(0, whole(value)) + "…";
        details = List.copyOf(details);
    }

    /** Where to cut, so that no character of two places is cut in two. */
    private static int whole(String value) {
        return Character.isHighSurrogate(value.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    }

    /** The arguments of the two messages. */
    public Object[] arguments() {
        var all = new Object[details.size() + 1];
        all[0] = value;
        for (int at = 0; at < details.size(); at++) {
            all[at + 1] = details.get(at);
        }
        return all;
    }
}
