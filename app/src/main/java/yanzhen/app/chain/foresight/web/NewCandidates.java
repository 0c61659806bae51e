package yanzhen.app.chain.foresight.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Candidate.Draft;
import yanzhen.app.chain.foresight.ForesightRules;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads a candidate from a form, a request or a table, with all its problems at once. */
final class NewCandidates {

    /**
     * What the form, the request or the row holds.
     *
     * @param horizon key of a band, or its name
     */
    record Typing(
            @Nullable String key,
            @Nullable String nameZh,
            @Nullable String nameEn,
            @Nullable String description,
            @Nullable String horizon,
            @Nullable List<String> chains,
            @Nullable String nodes,
            @Nullable String reason) {

        static Typing nothing() {
            return new Typing(null, "", "", "", "", List.of(), "", "");
        }

        static Typing of(Candidate it, Words.Places places, Locale locale) {
            var draft = it.draft();
            return new Typing(
                    null,
                    draft.name().zh(),
                    draft.name().en(),
                    draft.description(),
                    draft.horizon(),
                    draft.concerns().stream().map(on -> on.chain()).distinct().toList(),
                    places.nodes(draft.concerns(), locale),
                    "");
        }
    }

    private NewCandidates() {}

    /** The draft; null when something is wrong with it. */
    static @Nullable Draft read(
            Typing typed, Words.Places places, ForesightRules rules, Problems problems) {
        var zh = Typed.text("nameZh", typed.nameZh, 2, 100, problems);
        var en = Typed.text("nameEn", typed.nameEn, 2, 100, problems);
        var description = Typed.text("description", typed.description, 0, 4000, problems);
        var horizon = horizon(typed.horizon, rules, problems);
        var chains = typed.chains == null ? List.<String>of() : typed.chains;
        var concerns = places.read(chains, typed.nodes, null, problems);
        return !problems.none() || horizon == null
                ? null
                : new Draft(new Bilingual(zh, en), description, horizon, concerns);
    }

    static @Nullable String horizon(
            @Nullable String typed, ForesightRules rules, Problems problems) {
        var text = Typed.text(typed);
        if (text.isEmpty()) {
            problems.add("", null, "horizon", "", "required");
            return null;
        }
        var found =
                rules.bands().stream()
                        .filter(it ->
                                it.key().equals(text)
                                        || it.name().zh().equals(text)
                                        || it.name().en().equalsIgnoreCase(text))
                        .findFirst();
        if (found.isEmpty()) {
            problems.add("", null, "horizon", text, "unknown-reference");
        }
        return found.map(ForesightRules.Band::key).orElse(null);
    }
}
