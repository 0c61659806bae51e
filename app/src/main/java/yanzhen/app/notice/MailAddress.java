package yanzhen.app.notice;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problems;

/**
 * 邮箱地址: the plain form that mail servers everywhere take: RFC 5321's dot-string and domain, in
 * ASCII. Quoted local parts, comments and address literals are not taken.
 */
public final class MailAddress {

    /** RFC 5321 4.5.3.1: 64 octets before the sign, 254 in all. */
    private static final int LONGEST = 254;

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern FORM =
            Pattern.compile(
                    "(?=.{1,64}@)%s(?:\\.%s)*@(?:%s\\.)+(?=[A-Za-z])%s"
                            .formatted(ATOM, ATOM, LABEL, LABEL));

    private MailAddress() {}

    /** Reads the field {@code email}; what is no address becomes a problem. */
    public static String read(@Nullable String typed, Problems problems) {
        var text = typed == null ? "" : typed.strip();
        if (text.isEmpty()) {
            problems.add("", null, "email", "", "required");
        } else if (!fits(text)) {
            problems.add("", null, "email", text, "mail-address");
        }
        return text;
    }

    static boolean fits(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches();
    }
}
