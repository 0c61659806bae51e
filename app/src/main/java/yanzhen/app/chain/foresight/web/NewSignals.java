package yanzhen.app.chain.foresight.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.foresight.Signal;
import yanzhen.app.chain.web.NewSources;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads a signal from a form, a request or a table, with all its problems at once. */
final class NewSignals {

    /** What the form, the request or the row holds. */
    record Typing(
            @Nullable String key,
            @Nullable String title,
            @Nullable String detail,
            @Nullable String seenAt,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf,
            @Nullable String confidence,
            @Nullable String tags,
            @Nullable List<String> chains,
            @Nullable String nodes) {

        static Typing nothing() {
            return new Typing(null, "", "", "", "", "", "", "GENERAL_KNOWLEDGE", "", List.of(), "");
        }
    }

    private static final int MOST_TAGS = 10;
    private static final int LONGEST_TAG = 30;

    private NewSignals() {}

    /** The note; null when something is wrong with it. */
    static Signal.@Nullable Note read(
            Typing typed, Words.Places places, LocalDate today, Problems problems) {
        var title = Typed.text("title", typed.title, 2, 200, problems);
        var detail = Typed.text("detail", typed.detail, 0, 2000, problems);
        var seenAt = Typed.text("seenAt", typed.seenAt, 2, 200, problems);
        var source =
                NewSources.read(
                        new NewSources.Typing(
                                typed.sourceTitle, typed.sourceUrl, typed.asOf, typed.confidence),
                        false,
                        today,
                        problems);
        var tags = Words.split(typed.tags);
        if (tags.size() > MOST_TAGS || tags.stream().anyMatch(it -> it.length() > LONGEST_TAG)) {
            problems.add(
                    "",
                    null,
                    "tags",
                    Typed.text(typed.tags),
                    "foresight-tags",
                    String.valueOf(MOST_TAGS),
                    String.valueOf(LONGEST_TAG));
        }
        var chains = typed.chains == null ? List.<String>of() : typed.chains;
        var concerns = places.read(chains, typed.nodes, null, problems);
        return !problems.none() || source == null
                ? null
                : new Signal.Note(title, detail, seenAt, source, tags, concerns);
    }
}
