package yanzhen.app.challenge.need.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.challenge.need.Need.Collector;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.challenge.need.Needs.Listed;
import yanzhen.app.challenge.need.Needs.Query;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.RailEntry;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 需求库: searched, filtered and exported. */
@Controller
class NeedsPage {

    static final String NEEDS = "/needs";

    private static final int ROWS = 30;
    private static final int EXPORTED = 10_000;
    private static final String MINE = "MINE";
    private static final String WEAK_LINK = "WEAK_LINK";

    private static final List<String> HEADS =
            List.of(
                    "need.title",
                    "need.state",
                    "node.category",
                    "need.weak-link",
                    "need.owner",
                    "need.collected",
                    "need.budget.yuan",
                    "need.payer",
                    "need.targets",
                    "need.ip",
                    "need.commitment",
                    "need.wanted",
                    "need.submitted",
                    "need.mark");

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String state,
            @Nullable String category,
            @Nullable String chain,
            @Nullable String from,
            @Nullable String sort,
            @Nullable String cursor) {

        Query query() {
            return new Query(
                    Typed.text(q),
                    among(states(), state),
                    among(NeedWords.categories(), category),
                    Typed.text(chain),
                    among(List.of(MINE, WEAK_LINK, "OWNER", "TASK_FORCE", "OFFICE"), from),
                    Arrays.stream(Needs.Sort.values())
                            .filter(it -> it.name().equals(sort))
                            .findFirst()
                            .orElse(Needs.Sort.STATE));
        }
    }

    /** All that the template may read. */
    record Board(
            List<Line> lines,
            long found,
            long waiting,
            long publishable,
            long all,
            @Nullable String next,
            boolean first,
            ListAddress address,
            Query query,
            List<Choice> chains,
            List<String> categories,
            List<String> states,
            List<Choice> sources,
            boolean mayDraft,
            boolean insider) {}

    record Line(
            UUID id,
            String title,
            String place,
            String category,
            UUID owner,
            String ownerName,
            String state,
            NeedWords.@Nullable Amount budget,
            @Nullable String wantedBy,
            @Nullable String submitted,
            boolean synthetic) {}

    private final Needs needs;
    private final NeedWords words;

    NeedsPage(Needs needs, NeedWords words) {
        this.needs = needs;
        this.words = words;
    }

    static List<String> states() {
        return Arrays.stream(State.values()).map(Enum::name).toList();
    }

    /** The value when it is one of these, else empty, which asks for all. */
    private static String among(List<String> known, @Nullable String typed) {
        return known.contains(Typed.text(typed)) ? Typed.text(typed) : "";
    }

    @GetMapping(NEEDS)
    String show(@ModelAttribute Asked asked, Model model, Locale locale) {
        var query = asked.query();
        var after = Cursor.read(asked.cursor, 2).orElse(null);
        var slice = needs.search(query, after, ROWS);
        model.addAttribute(
                "board",
                new Board(
                        lines(slice.items(), locale),
                        needs.count(query),
                        needs.count(Query.in(State.SUBMITTED)),
                        needs.count(Query.in(State.PUBLISHABLE)),
                        needs.count(Query.all()),
                        slice.next(),
                        after == null,
                        address(query),
                        query,
                        words.chains(locale),
                        NeedWords.categories(),
                        states(),
                        sources(locale),
                        words.may("GET", NEEDS + "/new"),
                        words.viewer().seesRegion() || !words.viewer().organisations().isEmpty()));
        return "need/needs";
    }

    private List<Choice> sources(Locale locale) {
        var keys = new java.util.ArrayList<String>();
        if (!words.viewer().organisations().isEmpty()) {
            keys.add(MINE);
        }
        keys.add(WEAK_LINK);
        Arrays.stream(Collector.values()).map(Enum::name).forEach(keys::add);
        return keys.stream()
                .map(it -> new Choice(it, words.say("need.from." + it, locale)))
                .toList();
    }

    private static ListAddress address(Query query) {
        return ListAddress.of(NEEDS)
                .with("q", query.words())
                .with("state", query.state())
                .with("category", query.category())
                .with("chain", query.chain())
                .with("from", query.from())
                .sorted(query.sort())
                .largestFirst(Needs.Sort.STATE, Needs.Sort.SUBMITTED, Needs.Sort.BUDGET);
    }

    private List<Line> lines(List<Listed> found, Locale locale) {
        var owners =
                words.names(found.stream().map(it -> it.need().draft().owner()).toList(), locale);
        return found.stream()
                .map(it -> {
                    var need = it.need();
                    var draft = need.draft();
                    return new Line(
                            need.id(),
                            draft.title(),
                            place(it.chain(), it.node(), locale),
                            draft.category() == null ? "" : draft.category().name(),
                            draft.owner(),
                            owners.getOrDefault(draft.owner(), ""),
                            need.state().name(),
                            NeedWords.amount(draft.budget(), locale),
                            draft.wantedBy() == null ? null : draft.wantedBy().toString(),
                            words.day(need.submittedAt()),
                            need.synthetic());
                })
                .toList();
    }

    private static String place(
            @Nullable Bilingual chain, @Nullable Bilingual node, Locale locale) {
        return chain == null || node == null ? "" : chain.in(locale) + " · " + node.in(locale);
    }

    @GetMapping(NEEDS + "/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet = new Sheet(words.say("needs.title", locale), HEADS, it -> words.say(it, locale));
        var found = needs.search(asked.query(), null, EXPORTED).items();
        var whole = needs.byId(found.stream().map(it -> it.need().id()).toList());
        var payers =
                words.names(
                        found.stream()
                                .map(it -> it.need().draft().payer())
                                .filter(java.util.Objects::nonNull)
                                .distinct()
                                .toList(),
                        locale);
        var lines = lines(found, locale);
        for (int at = 0; at < found.size(); at++) {
            var need = found.get(at).need();
            var draft = need.draft();
            var line = lines.get(at);
            var targets = whole.containsKey(need.id()) ? whole.get(need.id()) : need;
            sheet.add(
                    line.title,
                    words.say("need.state." + line.state, locale),
                    line.category.isEmpty() ? "" : words.say("category." + line.category, locale),
                    line.place,
                    line.ownerName,
                    words.say("need.from." + need.collectedBy(), locale),
                    draft.budget() == null ? null : draft.budget().amount(),
                    draft.payer() == null
                            ? draft.payerText()
                            : payers.getOrDefault(draft.payer(), ""),
                    java.util.Objects.requireNonNull(targets).draft().targets().stream()
                            .map(NeedViews::said)
                            .collect(Collectors.joining("\n")),
                    draft.ipRule(),
                    draft.commitment() == null
                            ? draft.commitmentText()
                            : words.say("need.commitment." + draft.commitment(), locale)
                                    + " · "
                                    + draft.commitmentText(),
                    draft.wantedBy(),
                    line.submitted,
                    line.synthetic ? words.say("site.synthetic", locale) : "");
        }
        return sheet.download(kind);
    }

    /** The entry in the rail. */
    @Configuration(proxyBeanMethods = false)
    static class NeedsRail {
        @Bean
        RailEntry needsEntry() {
            return new RailEntry(39, "needs", NEEDS);
        }
    }
}
