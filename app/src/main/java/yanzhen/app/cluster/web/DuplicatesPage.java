package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Duplicates;
import yanzhen.app.cluster.Duplicates.Pair;
import yanzhen.app.cluster.Duplicates.Query;
import yanzhen.app.cluster.Duplicates.Reason;
import yanzhen.app.cluster.Region;
import yanzhen.app.cluster.Regions;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Typed;

/** 疑似重复机构: the queue of pairs, decided one by one or many at once. */
@Controller
class DuplicatesPage {

    private static final int ROWS = 50;
    private static final int CURSOR_VALUES = 2;

    /** A small register is through by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Reasons shown of a pair; the strongest. */
    private static final int REASONS = 4;

    static final List<String> STATES = List.of("WAITING", "SAME", "DIFFERENT");

    /** Steps of the filter by likeness, in percent. */
    private static final List<String> LEAST = List.of("99", "95", "90", "80", "70");

    /** All that the template may read. */
    record Sight(
            List<PairLine> pairs,
            long count,
            Query query,
            List<Choice> districts,
            List<String> states,
            List<String> least,
            ListAddress address,
            @Nullable String next,
            boolean first,
            @Nullable ComparisonLine comparison,
            boolean mayDecide,
            String reason) {}

    /** A pair in one row. */
    record PairLine(
            UUID id,
            Side one,
            Side other,
            @Nullable String likeness,
            List<ReasonLine> reasons,
            @Nullable String note,
            String foundAt,
            String foundBy,
            @Nullable String decision,
            @Nullable String decidedAt,
            @Nullable String decidedBy,
            @Nullable String reason) {}

    record Side(UUID id, String code, String name, String district, long held) {}

    record ReasonLine(String level, boolean speaksFor, String detail) {}

    record ComparisonLine(String at, String by, boolean running, int compared, int found) {}

    private record DecideCommand(List<UUID> pairs, String how, String reason) {}

    private record CompareCommand(String key) {}

    private final Duplicates duplicates;
    private final Regions regions;
    private final IdentityLines lines;
    private final Commands commands;
    private final Viewers viewers;

    DuplicatesPage(
            Duplicates duplicates,
            Regions regions,
            IdentityLines lines,
            Commands commands,
            Viewers viewers) {
        this.duplicates = duplicates;
        this.regions = regions;
        this.lines = lines;
        this.commands = commands;
        this.viewers = viewers;
    }

    /** What a reader asks for in the address. */
    record Asked(
            @Nullable String state,
            @Nullable String district,
            @Nullable Integer least,
            @Nullable String cursor) {

        Query query() {
            return new Query(
                    state != null && STATES.contains(state) ? state : STATES.getFirst(),
                    district == null ? "" : district,
                    least == null ? 0 : least);
        }
    }

    @GetMapping("/organisations/duplicates")
    ModelAndView show(@ModelAttribute Asked asked, Locale locale) {
        return page(asked, "", new Problems(), locale);
    }

    private ModelAndView page(Asked asked, String reason, Problems problems, Locale locale) {
        var query = asked.query();
        var after = Cursor.read(asked.cursor, CURSOR_VALUES).orElse(null);
        var slice = duplicates.search(query, after, ROWS);
        var names =
                regions.districts().stream()
                        .collect(Collectors.toMap(Region::code, it -> it.name().in(locale)));
        return FormPage.of("cluster/duplicates", problems)
                .addObject(
                        "sight",
                        new Sight(
                                slice.items().stream().map(it -> line(it, names, locale)).toList(),
                                duplicates.count(query),
                                query,
                                regions.districts().stream()
                                        .map(it -> new Choice(it.code(), it.name().in(locale)))
                                        .toList(),
                                STATES,
                                LEAST,
                                ListAddress.of("/organisations/duplicates")
                                        .with("state", query.state())
                                        .with("district", query.district())
                                        .with(
                                                "least",
                                                query.least() == 0
                                                        ? ""
                                                        : Integer.toString(query.least())),
                                slice.next(),
                                after == null,
                                duplicates.latest().map(this::comparison).orElse(null),
                                viewers.current().runsRegion(),
                                reason));
    }

    private ComparisonLine comparison(Duplicates.Comparison it) {
        return new ComparisonLine(
                lines.said(it.started()), it.by(), it.ended() == null, it.compared(), it.found());
    }

    PairLine line(Pair it, Map<String, String> districts, Locale locale) {
        var verdict = it.verdict();
        return new PairLine(
                it.id(),
                side(it.one(), districts, locale),
                side(it.other(), districts, locale),
                it.probability() == null ? null : percent(it.probability()),
                reasons(it.reasons(), REASONS),
                it.note(),
                lines.said(it.foundAt()),
                it.foundBy(),
                verdict == null ? null : verdict.decision().name(),
                verdict == null ? null : lines.said(verdict.at()),
                verdict == null ? null : verdict.by(),
                verdict == null ? null : verdict.reason());
    }

    private static Side side(Duplicates.Body it, Map<String, String> districts, Locale locale) {
        var party = it.party();
        return new Side(
                party.id(),
                party.code(),
                party.nameIn(locale),
                districts.getOrDefault(it.district(), it.district()),
                it.held());
    }

    static String percent(BigDecimal probability) {
        return probability.movePointRight(2).setScale(1, RoundingMode.DOWN) + "%";
    }

    /** Without how likely it was before anything was compared. */
    static List<ReasonLine> reasons(List<Reason> reasons, int most) {
        return reasons.stream()
                .filter(it -> !it.level().equals("PRIOR"))
                .limit(most)
                .map(it -> new ReasonLine(it.level(), it.bits() > 0, it.detail()))
                .toList();
    }

    @PostMapping("/organisations/duplicates/decision")
    ModelAndView decide(
            @RequestParam(required = false) @Nullable List<UUID> pair,
            @RequestParam(defaultValue = "") String how,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        if (pair == null || pair.isEmpty()) {
            problems.add("", null, "pairs", "", "none-chosen");
        }
        var why = Typed.reason(reason, problems);
        if (pair == null || !problems.none()) {
            return page(new Asked(null, null, null, null), why, problems, locale);
        }
        var command = new DecideCommand(pair.stream().sorted().distinct().toList(), how, why);
        var answer = commands.once(key, command, () -> decided(command));
        var parts = answer.value().split("/", -1);
        flash.addFlashAttribute("decidedHow", parts[0]);
        flash.addFlashAttribute("decided", Integer.valueOf(parts[1]));
        flash.addFlashAttribute("left", Integer.valueOf(parts[2]));
        return new ModelAndView("redirect:/organisations/duplicates");
    }

    /** How many were decided, and how many must be looked at. */
    private String decided(DecideCommand command) {
        if (command.how.equals("merge")) {
            var merged = duplicates.merge(command.pairs, command.reason);
            return "merge/%d/%d".formatted(merged.merged(), merged.asked().size());
        }
        int apart = duplicates.dismiss(command.pairs, command.reason);
        return "apart/%d/%d".formatted(apart, command.pairs.size() - apart);
    }

    @PostMapping("/organisations/duplicates/comparison")
    String compare(@RequestParam(defaultValue = "") String key, RedirectAttributes flash) {
        commands.once(
                key,
                new CompareCommand(key),
                () -> {
                    duplicates.compare();
                    return "begun";
                });
        duplicates.await(PATIENCE);
        return "redirect:/organisations/duplicates";
    }
}
