package yanzhen.app.launch;

import java.util.Locale;

/** Language of what the command line says about the data. */
enum Language {
    zh(Locale.CHINESE),
    en(Locale.ENGLISH);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    Locale locale() {
        return locale;
    }
}
