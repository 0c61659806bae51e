package yanzhen.identity;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Locale;

/**
 * 字: brings the many ways to write one thing down to one, and says how a character sounds.
 *
 * <p>Full width becomes half width, capital letters small, traditional characters simplified, all
 * brackets round, all that is no letter, digit or bracket a blank; blanks beside Chinese characters
 * are dropped. Source of the characters and their sounds: ICU (Unicode Unihan). A traditional
 * character for which there are several simplified ones becomes the first of them, always the same.
 */
final class Characters {

    private static final Transliterator SIMPLIFIED =
            Transliterator.getInstance("Traditional-Simplified");
    private static final Transliterator SOUND =
            Transliterator.getInstance("Han-Latin; Latin-ASCII; Lower");
    private static final int HAN = 0x2E80;

    // Filled as characters come; two threads that fill one place write the same.
    private static final char[] SIMPLE = new char[1 << Character.SIZE];
    private static final String[] SOUNDS = new String[1 << Character.SIZE];
    private static final String[] TEXTS = new String[1 << Character.SIZE];

    private Characters() {}

    /** Whether it is written without blanks between words. */
    static boolean han(char it) {
        return it >= HAN;
    }

    static String folded(String text) {
        var wide = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var folded = new StringBuilder(wide.length());
        boolean blank = false;
        for (int at = 0; at < wide.length(); at++) {
            char it = bracket(wide.charAt(at));
            if (it == '\'' || it == '’' || it == '.') {
                continue;
            }
            if (!Character.isLetterOrDigit(it)
                    && !Character.isSurrogate(it)
                    && it != '('
                    && it != ')') {
                blank = true;
                continue;
            }
            char simple = han(it) ? simplified(it) : it;
            if (blank
                    && !folded.isEmpty()
                    && latin(simple)
                    && latin(folded.charAt(folded.length() - 1))) {
                folded.append(' ');
            }
            blank = false;
            folded.append(simple);
        }
        return folded.toString();
    }

    private static boolean latin(char it) {
        return !han(it) && it != '(' && it != ')';
    }

    private static char bracket(char it) {
        return switch (it) {
            case '[', '{', '〔', '【', '〈', '《', '「', '『', '<' -> '(';
            case ']', '}', '〕', '】', '〉', '》', '」', '』', '>' -> ')';
            default -> it;
        };
    }

    private static char simplified(char it) {
        char known = SIMPLE[it];
        if (known == 0) {
            String simple;
            synchronized (SIMPLIFIED) {
                simple = SIMPLIFIED.transliterate(String.valueOf(it));
            }
            known = simple.length() == 1 ? simple.charAt(0) : it;
            SIMPLE[it] = known;
        }
        return known;
    }

    /** A character as a text, the same one each time. */
    static String text(char it) {
        var known = TEXTS[it];
        if (known == null) {
            known = String.valueOf(it);
            TEXTS[it] = known;
        }
        return known;
    }

    /** How a Chinese character sounds, without its tone; another text by itself. */
    static String sound(String token) {
        if (token.length() != 1 || !han(token.charAt(0))) {
            return token;
        }
        char it = token.charAt(0);
        var known = SOUNDS[it];
        if (known == null) {
            synchronized (SOUND) {
                known = SOUND.transliterate(token).strip();
            }
            SOUNDS[it] = known;
        }
        return known;
    }
}
