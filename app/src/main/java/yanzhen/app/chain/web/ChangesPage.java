package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainHistory;
import yanzhen.app.chain.ChainHistory.Change;
import yanzhen.app.chain.ChainHistory.Detail;
import yanzhen.app.chain.ChainHistory.Part;
import yanzhen.app.chain.ChainHistory.Turn;
import yanzhen.app.chain.Looks;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 图谱变化: what of a chain came, went or changed since a day, who changed it and why. */
@Controller
class ChangesPage {

    private static final List<String> HEADS =
            List.of(
                    "change.part",
                    "change.turn",
                    "node.name",
                    "change.subject",
                    "change.before",
                    "change.after",
                    "change.at",
                    "change.by",
                    "change.reason");

    private static final int ROWS = 200;

    /** A quarter. */
    private static final int MONTHS = 3;

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String since,
            @Nullable String until,
            @Nullable String part,
            @Nullable Integer from) {

        int first() {
            return from == null ? 0 : Math.max(0, from);
        }
    }

    /**
     * Two days.
     *
     * @param since what was known when this day began is held against
     * @param until what was known when this day ended; null for now
     */
    record Days(LocalDate since, @Nullable LocalDate until) {}

    /** All that the template may read. */
    record View(
            String key,
            String name,
            Days days,
            String part,
            List<Count> counts,
            int all,
            List<Row> rows,
            int found,
            int first,
            ListAddress address) {

        public @Nullable String next() {
            int shown = first + rows.size();
            return shown >= found ? null : address.page("from", shown);
        }

        public String only(String other) {
            return "/chains/%s/changes?since=%s%s%s"
                    .formatted(
                            key,
                            days.since,
                            days.until == null ? "" : "&until=" + days.until,
                            part.equals(other) ? "" : "&part=" + other);
        }
    }

    /** How many changes a part has. */
    record Count(String part, int changes) {}

    record Row(
            String part,
            String turn,
            UUID node,
            boolean open,
            String nodeName,
            String subject,
            List<String> before,
            List<String> after,
            String at,
            @Nullable String by,
            @Nullable String reason) {}

    private final Looks looks;
    private final Atlas atlas;
    private final ChainHistory history;
    private final Countries countries;
    private final MessageSource messages;
    private final Clock clock;

    ChangesPage(
            Looks looks,
            Atlas atlas,
            ChainHistory history,
            Countries countries,
            MessageSource messages,
            Clock clock) {
        this.looks = looks;
        this.atlas = atlas;
        this.history = history;
        this.countries = countries;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/chains/{key}/changes")
    String show(@PathVariable String key, @ModelAttribute Asked asked, Model model, Locale locale) {
        var map = map(key);
        var days = days(asked);
        var all = changes(key, days);
        var part = part(asked);
        var found = all.stream().filter(it -> part.map(p -> p == it.part()).orElse(true)).toList();
        var chosen = part.map(ChangesPage::key).orElse("");
        model.addAttribute(
                "changes",
                new View(
                        key,
                        map.chain().name().in(locale),
                        days,
                        chosen,
                        List.of(Part.values()).stream().map(it -> count(all, it)).toList(),
                        all.size(),
                        found.stream()
                                .skip(asked.first())
                                .limit(ROWS)
                                .map(it -> row(it, map, locale))
                                .toList(),
                        found.size(),
                        asked.first(),
                        ListAddress.of("/chains/" + key + "/changes")
                                .with("since", days.since.toString())
                                .with("until", days.until == null ? "" : days.until.toString())
                                .with("part", chosen)));
        return "chain/changes";
    }

    @GetMapping("/chains/{key}/changes/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String key,
            @PathVariable String form,
            @ModelAttribute Asked asked,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var map = map(key);
        var part = part(asked);
        var sheet = new Sheet(map.chain().name().in(locale), HEADS, it -> say(it, locale));
        for (var it : changes(key, days(asked))) {
            if (part.map(p -> p == it.part()).orElse(true)) {
                var row = row(it, map, locale);
                sheet.add(
                        say("change.part." + row.part, locale),
                        say("change.turn." + row.turn, locale),
                        row.nodeName,
                        row.subject,
                        String.join("; ", row.before),
                        String.join("; ", row.after),
                        row.at,
                        row.by == null ? say("supplier.by.system", locale) : row.by,
                        row.reason);
            }
        }
        return sheet.download(kind);
    }

    private Atlas.Map map(String key) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        looks.atSuppliers(Looks.What.TABLES, map);
        return map;
    }

    /** Since a quarter ago when nothing sensible is asked. */
    private Days days(Asked asked) {
        var nothing = new Problems();
        var since = Typed.day("since", asked.since, nothing);
        var until = Typed.day("until", asked.until, nothing);
        return new Days(since == null ? LocalDate.now(clock).minusMonths(MONTHS) : since, until);
    }

    private List<Change> changes(String key, Days days) {
        return between(history, key, days, clock);
    }

    /** What changed from the beginning of the one day to the end of the other. */
    static List<Change> between(ChainHistory history, String key, Days days, Clock clock) {
        var zone = clock.getZone();
        Instant until =
                days.until == null
                        ? clock.instant()
                        : days.until.plusDays(1).atStartOfDay(zone).toInstant();
        return history.between(key, days.since.atStartOfDay(zone).toInstant(), until);
    }

    private static Optional<Part> part(Asked asked) {
        var typed = Typed.text(asked.part);
        return List.of(Part.values()).stream().filter(it -> key(it).equals(typed)).findFirst();
    }

    private static String key(Enum<?> it) {
        return it.name().toLowerCase(Locale.ROOT);
    }

    private static Count count(List<Change> all, Part part) {
        return new Count(key(part), (int) all.stream().filter(it -> it.part() == part).count());
    }

    private Row row(Change it, Atlas.Map map, Locale locale) {
        boolean changed = it.turn() == Turn.CHANGED;
        return new Row(
                key(it.part()),
                key(it.turn()),
                it.node(),
                map.node(it.node()).isPresent(),
                it.nodeName().in(locale),
                it.part() == Part.FACT
                        ? say("fact.kind." + it.subject().zh(), locale)
                        : it.subject().in(locale),
                said(it.before(), changed ? it.after() : List.of(), locale),
                said(it.after(), changed ? it.before() : List.of(), locale),
                Times.said(it.at(), clock),
                it.by(),
                it.reason());
    }

    /** In words, without what the other side says too. */
    private List<String> said(List<Detail> details, List<Detail> other, Locale locale) {
        return details.stream()
                .filter(it -> !other.contains(it))
                .map(it ->
                        messages.getMessage(
                                "change.detail",
                                new Object[] {
                                    say("change." + it.kind(), locale), value(it, locale)
                                },
                                locale))
                .collect(Collectors.toList());
    }

    private String value(Detail it, Locale locale) {
        var value = it.value().in(locale);
        return switch (it.kind()) {
            case "essential" -> say("site." + value, locale);
            case "kind" -> say("kind-of-node." + value, locale);
            case "category" -> say("category." + value, locale);
            case "joined" -> say("edge." + value, locale);
            case "country" -> countries.name(value, locale);
            case "valid" -> period(value, locale);
            case "share" ->
                    switch (value) {
                        case "" -> say("supplier.unknown", locale);
                        case NewStatements.NEGLIGIBLE -> say("supplier.negligible", locale);
                        default -> value + "%";
                    };
            default -> value;
        };
    }

    /** From two days with a stroke between them, the second one open as two dots. */
    private String period(String days, Locale locale) {
        var from = days.substring(0, days.indexOf('/'));
        var until = days.substring(days.indexOf('/') + 1);
        return until.equals("..")
                ? messages.getMessage("fact.valid.open", new Object[] {from}, locale)
                : messages.getMessage("fact.valid.closed", new Object[] {from, until}, locale);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
