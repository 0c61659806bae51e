package yanzhen.app.browser;

import java.util.Locale;

/** The two languages that every page has. */
enum Language {
    ZH(Locale.SIMPLIFIED_CHINESE, "zh"),
    EN(Locale.ENGLISH, "en");

    private final Locale locale;
    private final String code;

    Language(Locale locale, String code) {
        this.locale = locale;
        this.code = code;
    }

    Locale locale() {
        return locale;
    }

    /** As in {@code ?lang=} and in the names of files. */
    String code() {
        return code;
    }
}
