package yanzhen.app.chain.web;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Atlas;
import yanzhen.app.kernel.SourceNote;

/**
 * A source as pages show it.
 *
 * @param title empty when nobody has named one
 * @param asOf null without a title
 * @param confidence key of the message {@code confidence.<key>}; empty without a title
 */
record Source(String title, @Nullable String url, @Nullable LocalDate asOf, String confidence) {

    static Source of(SourceNote note) {
        return new Source(note.title(), note.url(), note.asOf(), note.confidence().name());
    }

    static Source of(Atlas.@Nullable Basis basis, Locale locale) {
        return basis == null
                ? new Source("", null, null, "")
                : new Source(
                        basis.title().in(locale),
                        basis.url(),
                        basis.asOf(),
                        basis.confidence().name());
    }
}
