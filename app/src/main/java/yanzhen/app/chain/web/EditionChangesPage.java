package yanzhen.app.chain.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.dossier.Comparison;
import yanzhen.app.chain.dossier.Comparison.Change;
import yanzhen.app.chain.dossier.Content;
import yanzhen.app.chain.dossier.Edition;
import yanzhen.app.chain.dossier.Editions;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;

/** 两版比较: what came, went or changed between two editions, or since one up to the draft. */
@Controller
class EditionChangesPage {

    private static final String PAGE = "/chains/{key}/dossier/changes";
    private static final List<String> HEADS =
            List.of(
                    "dossier.changes.list",
                    "change.turn",
                    "dossier.changes.line",
                    "change.before",
                    "change.after");

    /** What the address holds. {@code until} 0 is the draft. */
    record Asked(@Nullable Integer since, @Nullable Integer until, @Nullable Listing list) {

        String listed() {
            return list == null ? "" : list.name();
        }
    }

    /** All that the template may read. */
    record View(
            String chain,
            String name,
            List<Choice> editions,
            boolean drafts,
            int since,
            int until,
            String list,
            List<Count> counts,
            int came,
            int went,
            int changed,
            List<Row> rows,
            ListAddress address) {

        /** Whether there are two to be held against each other. */
        public boolean comparable() {
            return since > 0 && since != until;
        }
    }

    /** An edition to choose. */
    record Choice(int number, String state, String day) {}

    /** How many changes a list has. */
    record Count(String list, String title, int changes) {}

    /**
     * One change.
     *
     * @param before and after of what is different, with the heads of the columns
     */
    record Row(
            String list,
            String turn,
            String name,
            @Nullable String path,
            List<String> before,
            List<String> after) {}

    private final Atlas atlas;
    private final Editions editions;
    private final DossierWords words;
    private final Viewers viewers;
    private final Looks looks;

    EditionChangesPage(
            Atlas atlas, Editions editions, DossierWords words, Viewers viewers, Looks looks) {
        this.looks = looks;
        this.atlas = atlas;
        this.editions = editions;
        this.words = words;
        this.viewers = viewers;
    }

    @GetMapping(PAGE)
    String show(@PathVariable String key, @ModelAttribute Asked asked, Model model, Locale locale) {
        model.addAttribute("changes", view(key, asked, locale));
        return "chain/dossier-changes";
    }

    @GetMapping(PAGE + "/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String key,
            @PathVariable String form,
            @ModelAttribute Asked asked,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var view = view(key, asked, locale);
        var said = words.in(locale);
        var sheet =
                new Sheet(said.say("dossier.changes.title", view.name), HEADS, it -> said.say(it));
        for (var row : view.rows) {
            sheet.add(
                    row.list,
                    said.say("change.turn." + row.turn),
                    row.name,
                    String.join("; ", row.before),
                    String.join("; ", row.after));
        }
        return sheet.download(kind);
    }

    private View view(String key, Asked asked, Locale locale) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        looks.atSuppliers(Looks.What.TABLES, map);
        var chain = map.chain();
        var all = editions.of(key);
        boolean drafts = viewers.current().seesRegion();
        int until = until(asked, all, drafts);
        int since = since(asked, all, until);
        var said = words.in(locale);
        var comparison =
                since > 0 && since != until
                        ? Comparison.of(content(key, since), content(key, until))
                        : new Comparison(List.of());
        var shown =
                comparison.changes().stream()
                        .filter(it -> asked.list == null || it.listing() == asked.list)
                        .toList();
        return new View(
                key,
                chain.name().in(locale),
                all.stream()
                        .map(it -> new Choice(it.number(), it.state().name(), it.day().toString()))
                        .toList(),
                drafts,
                since,
                until,
                asked.listed(),
                counts(comparison, said),
                count(shown, Comparison.Turn.CAME),
                count(shown, Comparison.Turn.WENT),
                count(shown, Comparison.Turn.CHANGED),
                shown.stream().map(it -> row(it, said)).toList(),
                ListAddress.of("/chains/" + key + "/dossier/changes")
                        .with("since", since)
                        .with("until", until)
                        .with("list", asked.list == null ? null : asked.listed()));
    }

    /** The draft where it may be seen; else the latest edition. */
    private static int until(Asked asked, List<Edition> all, boolean drafts) {
        if (asked.until != null && (asked.until > 0 || drafts)) {
            return asked.until;
        }
        return drafts || all.isEmpty() ? 0 : all.getFirst().number();
    }

    /** The latest signed one before the other; 0 when there is none. */
    private static int since(Asked asked, List<Edition> all, int until) {
        if (asked.since != null && asked.since > 0) {
            return asked.since;
        }
        Optional<Edition> before =
                all.stream()
                        .filter(Edition::signed)
                        .filter(it -> until == 0 || it.number() < until)
                        .findFirst();
        return before.map(Edition::number).orElse(0);
    }

    private Content content(String key, int number) {
        return number == 0
                ? editions.draft(key).orElseThrow(() -> new NotFound("chain", key))
                : editions.read(DossierPages.find(editions, key, number)).content();
    }

    private static List<Count> counts(Comparison comparison, DossierWords.Wording said) {
        return Arrays.stream(Listing.values())
                .map(it -> new Count(it.name(), said.title(it), comparison.of(it).size()))
                .toList();
    }

    private static int count(List<Change> changes, Comparison.Turn turn) {
        return (int) changes.stream().filter(it -> it.turn() == turn).count();
    }

    private static Row row(Change it, DossierWords.Wording said) {
        var line = it.line();
        return new Row(
                said.title(it.listing()),
                it.turn().name().toLowerCase(Locale.ROOT),
                said.name(line),
                line.path(),
                told(it, it.before(), said),
                told(it, it.after(), said));
    }

    /** Of a changed line what is different; of one that came or went all that it says. */
    private static List<String> told(
            Change change, @Nullable Line line, DossierWords.Wording said) {
        if (line == null) {
            return List.of();
        }
        var columns =
                change.turn() == Comparison.Turn.CHANGED
                        ? change.columns()
                        : change.listing().columns();
        return columns.stream()
                .map(it -> told(change.listing(), it, line, said))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable String told(
            Listing listing, String column, Line line, DossierWords.Wording said) {
        var text = said.text(line.cells().get(listing.columns().indexOf(column)));
        return text.isEmpty()
                ? null
                : said.say("dossier.changes.told", said.say("dossier.column." + column), text);
    }
}
