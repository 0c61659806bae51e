package yanzhen.app.notice;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 通知: one thing to be told. It must hold nothing that an addressee may not know: row-level security
 * looks at whose notice it is, not at what it says.
 *
 * @param key tells this notice from others to the same account, 1 to 200 letters; an account is
 *     told once for a key, whatever the text says the second time
 * @param kind by which a list can be narrowed, such as {@code call-changed}; its name for people is
 *     the message {@code notice.kind.<kind>}
 * @param subjectType what it is about, such as {@code call}
 * @param subject identity of what it is about
 * @param path where it is looked at: an address of this site, beginning with one slash
 * @param text one sentence or a few, at most 1,000 letters in each language
 * @param due until when something has to be done; null when there is no such moment
 */
public record Message(
        String key,
        String kind,
        String subjectType,
        String subject,
        String path,
        Bilingual text,
        @Nullable Instant due) {

    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_SUBJECT = 100;
    private static final int LONGEST_TEXT = 1_000;
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z-]{0,59}");

    public Message {
        length("key", key, LONGEST_KEY);
        length("subject", subject, LONGEST_SUBJECT);
        length("Chinese text", text.zh(), LONGEST_TEXT);
        length("English text", text.en(), LONGEST_TEXT);
        form("kind", kind, KIND);
        form("type of subject", subjectType, TYPE);
        Paths.check(path);
    }

    private static void length(String what, String value, int most) {
        if (value.isBlank() || value.length() > most) {
            throw new IllegalArgumentException(
                    "The %s of a notice has %d characters. Give 1 to %d."
                            .formatted(what, value.length(), most));
        }
    }

    private static void form(String what, String value, Pattern form) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The %s of a notice (%s) is not of the form %s."
                            .formatted(what, value, form.pattern()));
        }
    }
}
