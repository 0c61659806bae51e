package yanzhen.app.kernel;

import java.util.Locale;

/**
 * 中英文本: a text of a pack in both languages.
 *
 * @param zh Chinese
 * @param en English
 */
public record Bilingual(String zh, String en) {

    /** The text for a reader's language; Chinese for every language but English. */
    public String in(Locale locale) {
        return locale.getLanguage().equals("en") ? en : zh;
    }
}
