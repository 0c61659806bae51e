package yanzhen.app.chain.web;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.site.Typed;

/** Reads what a fact rests on from a form, a request or a table. */
public final class NewSources {

    private static final String URL = "https?://[^\\s/$.?#][^\\s]{1,990}";

    /** As typed. */
    public record Typing(
            @Nullable String title,
            @Nullable String url,
            @Nullable String asOf,
            @Nullable String confidence) {}

    private NewSources() {}

    /** Whether it is an address that a page may lead to. */
    public static boolean isUrl(String text) {
        return text.matches(URL);
    }

    /**
     * The source; null when its day or its confidence is missing.
     *
     * @param invented whether it is invented whatever was chosen
     */
    public static @Nullable SourceNote read(
            Typing typed, boolean invented, LocalDate today, Problems problems) {
        var title = Typed.text("sourceTitle", typed.title, 2, 200, problems);
        var url = Typed.text(typed.url);
        if (!url.isEmpty() && !isUrl(url)) {
            problems.add("", null, "sourceUrl", url, "url");
        }
        var asOf = Typed.day("asOf", typed.asOf, problems);
        if (asOf == null && Typed.text(typed.asOf).isEmpty()) {
            problems.add("", null, "asOf", "", "required");
        } else if (asOf != null && asOf.isAfter(today)) {
            problems.add("", null, "asOf", asOf.toString(), "day-ahead");
        }
        var confidence =
                Typed.choice("confidence", typed.confidence, Confidence.class, true, problems);
        if (asOf == null || confidence == null || title.isBlank()) {
            return null;
        }
        return new SourceNote(
                title,
                url.isEmpty() ? null : url,
                asOf,
                invented ? Confidence.SYNTHETIC : confidence);
    }
}
