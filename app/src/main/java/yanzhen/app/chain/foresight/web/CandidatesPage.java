package yanzhen.app.chain.foresight.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.chain.foresight.Candidates.Query;
import yanzhen.app.chain.foresight.Candidates.Sort;
import yanzhen.app.chain.foresight.ForesightRules;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.RailEntry;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 候选技术库: searched, filtered, sorted, taken away. */
@Controller
class CandidatesPage {

    static final String CANDIDATES = "/foresight/candidates";

    private static final int ROWS = 30;
    private static final int EXPORTED = 10_000;

    private static final List<String> HEADS =
            List.of(
                    "candidate.name",
                    "candidate.name-en",
                    "foresight.about",
                    "foresight.horizon",
                    "candidate.readiness",
                    "candidate.lacks",
                    "candidate.state",
                    "candidate.description",
                    "foresight.mark");

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String chain,
            @Nullable String horizon,
            @Nullable String state,
            @Nullable String least,
            @Nullable Sort sort,
            @Nullable Boolean desc,
            @Nullable String cursor) {

        Query query() {
            var level = Typed.text(least);
            return new Query(
                    Typed.text(q),
                    Typed.text(chain),
                    Typed.text(horizon),
                    Typed.text(state),
                    level.matches("[1-9]") ? Integer.parseInt(level) : 0,
                    sort == null ? Sort.NAME : sort,
                    Boolean.TRUE.equals(desc));
        }
    }

    /** All that the template may read. */
    record Listing(
            List<Line> lines,
            long found,
            long all,
            @Nullable String next,
            boolean first,
            ListAddress address,
            Query query,
            List<Choice> chains,
            List<Choice> bands,
            List<String> states,
            String note,
            String basis,
            boolean mayAdd) {}

    record Line(
            UUID id,
            String name,
            String nameZh,
            String nameEn,
            String description,
            List<Words.About> about,
            String horizon,
            int level,
            String lacks,
            String state,
            boolean synthetic) {

        static Line of(
                Candidate it,
                ForesightRules rules,
                Words.Places places,
                Words words,
                Locale locale) {
            var draft = it.draft();
            return new Line(
                    it.id(),
                    draft.name().in(locale),
                    draft.name().zh(),
                    draft.name().en(),
                    draft.description(),
                    places.said(draft.concerns(), locale),
                    Words.band(rules, draft.horizon(), locale),
                    it.readiness().level(),
                    CandidatesPage.lacks(it, rules, words, locale),
                    it.state().name(),
                    it.synthetic());
        }
    }

    private final Candidates candidates;
    private final Words words;

    CandidatesPage(Candidates candidates, Words words) {
        this.candidates = candidates;
        this.words = words;
    }

    /** What the next level still asks for, in words; empty at the highest. */
    static String lacks(Candidate it, ForesightRules rules, Words words, Locale locale) {
        var readiness = it.readiness();
        if (readiness.next() == 0) {
            return "";
        }
        var or = words.say("foresight.or", locale);
        var parts =
                readiness.lacks().stream()
                        .map(kinds ->
                                String.join(
                                        or,
                                        kinds.stream()
                                                .map(kind -> Words.kind(rules, kind, locale))
                                                .toList()))
                        .toList();
        return words.say(
                "candidate.lacks.say",
                locale,
                readiness.next(),
                String.join(words.say("foresight.and", locale), parts));
    }

    @GetMapping(CANDIDATES)
    String show(@ModelAttribute Asked asked, Model model, Locale locale) {
        var query = asked.query();
        var rules = words.rules();
        var after = Cursor.read(asked.cursor, 2).orElse(null);
        var slice = candidates.search(query, after, ROWS);
        var places = words.places();
        model.addAttribute(
                "listing",
                new Listing(
                        slice.items().stream()
                                .map(it -> Line.of(it, rules, places, words, locale))
                                .toList(),
                        candidates.count(query),
                        candidates.count(Query.all()),
                        slice.next(),
                        after == null,
                        address(query),
                        query,
                        words.chains(locale),
                        words.bands(locale),
                        Arrays.stream(Candidate.State.values()).map(Enum::name).toList(),
                        rules.note().in(locale),
                        rules.basis().toString(),
                        words.may("GET", CANDIDATES + "/new")));
        return "foresight/candidates";
    }

    private static ListAddress address(Query query) {
        return ListAddress.of(CANDIDATES)
                .with("q", query.words())
                .with("chain", query.chain())
                .with("horizon", query.horizon())
                .with("state", query.state())
                .with("least", query.least() == 0 ? "" : String.valueOf(query.least()))
                .sorted(query.sort(), query.turned())
                .largestFirst(Sort.READINESS);
    }

    @GetMapping(CANDIDATES + "/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var rules = words.rules();
        var sheet =
                new Sheet(
                        words.say("candidates.title", locale), HEADS, it -> words.say(it, locale));
        var places = words.places();
        for (var it : candidates.search(asked.query(), null, EXPORTED).items()) {
            var line = Line.of(it, rules, places, words, locale);
            sheet.add(
                    line.nameZh,
                    line.nameEn,
                    String.join("; ", line.about.stream().map(Words.About::name).toList()),
                    line.horizon,
                    line.level,
                    line.lacks,
                    words.say("candidate.state." + line.state, locale),
                    line.description,
                    line.synthetic ? words.say("site.synthetic", locale) : "");
        }
        return sheet.download(kind);
    }

    /** The entry in the rail. */
    @Configuration(proxyBeanMethods = false)
    static class ForesightRail {
        @Bean
        RailEntry foresightEntry() {
            return new RailEntry(34, "foresight", CANDIDATES);
        }
    }
}
