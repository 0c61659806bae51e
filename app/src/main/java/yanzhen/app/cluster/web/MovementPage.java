package yanzhen.app.cluster.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.cluster.Formations;
import yanzhen.app.cluster.Formations.Movement;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.web.FormationFilter.Chosen;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 升降: who rose and who fell on the ladder between two days, as a picture, a table and lists. */
@Controller
class MovementPage {

    private static final String PATH = "/formation/movement";
    private static final int ROWS = 200;

    private static final List<String> HEADS =
            List.of(
                    "column.code",
                    "column.name",
                    "column.district",
                    "column.industry",
                    "movement.before",
                    "movement.after",
                    "column.mark");

    /** What the address holds; all may be missing. */
    record Days(@Nullable String first, @Nullable String second) {}

    /** The two days, the earlier first; today and a year before where nothing fits. */
    private record Between(LocalDate first, LocalDate second) {}

    /**
     * All that the template may read.
     *
     * @param heads names of the steps, from the highest to none
     * @param rows one for each step of the first day that somebody stood on
     */
    record Sight(
            Chosen chosen,
            LocalDate first,
            LocalDate second,
            long up,
            long down,
            long same,
            long entered,
            long left,
            Map<Integer, String> names,
            Flow flow,
            List<String> heads,
            List<Row> rows,
            ListAddress address) {}

    /** A step on the first day. */
    record Row(String name, long firms, List<Cell> cells) {}

    /**
     * Where its firms stood on the second.
     *
     * @param tone up, down or same
     */
    record Cell(int before, int after, long firms, String tone) {}

    /** All that the template of a list may read. */
    record Listing(
            Chosen chosen,
            LocalDate first,
            LocalDate second,
            String before,
            String after,
            List<RegisterPage.Line> lines,
            long count,
            ListAddress address) {}

    private final Formations formations;
    private final FormationFilter filter;
    private final Recognitions recognitions;
    private final MessageSource messages;
    private final Clock clock;

    MovementPage(
            Formations formations,
            FormationFilter filter,
            Recognitions recognitions,
            MessageSource messages,
            Clock clock) {
        this.formations = formations;
        this.filter = filter;
        this.recognitions = recognitions;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ModelAndView show(
            @ModelAttribute FormationFilter.Asked asked, @ModelAttribute Days days, Locale locale) {
        var problems = new Problems();
        var chosen = filter.read(asked, problems, locale);
        var between = between(days, problems);
        return FormPage.of("cluster/movement", problems)
                .addObject("sight", sight(chosen, between, locale));
    }

    private Between between(Days days, Problems problems) {
        var today = LocalDate.now(clock);
        var second = Typed.day("second", days.second, problems);
        var until = second == null ? today : second;
        var first = Typed.day("first", days.first, problems);
        var from = first == null ? until.minusYears(1) : first;
        if (from.isAfter(until)) {
            problems.add("", null, "first", from.toString(), "days-order", until.toString());
            return new Between(until.minusYears(1), until);
        }
        return new Between(from, until);
    }

    private Sight sight(Chosen chosen, Between between, Locale locale) {
        var all = formations.movements(between.first, between.second, chosen.selection());
        var names = names(locale);
        int highest = names.keySet().stream().mapToInt(it -> it).max().orElse(0);
        return new Sight(
                chosen,
                between.first,
                between.second,
                sum(
                        all.stream()
                                .filter(it -> it.before() > 0 && it.after() > it.before())
                                .toList()),
                sum(all.stream().filter(it -> it.after() > 0 && it.after() < it.before()).toList()),
                sum(all.stream().filter(it -> it.after() == it.before()).toList()),
                sum(all.stream().filter(it -> it.before() == 0).toList()),
                sum(all.stream().filter(it -> it.after() == 0).toList()),
                names,
                Flow.of(all, highest),
                steps(highest).stream().map(it -> names.getOrDefault(it, "")).toList(),
                rows(all, names, highest),
                address(PATH, chosen, between));
    }

    private static long sum(List<Movement> of) {
        return of.stream().mapToLong(Movement::firms).sum();
    }

    /** From the highest to none. */
    private static List<Integer> steps(int highest) {
        var steps = new ArrayList<Integer>();
        for (int step = highest; step >= 0; step--) {
            steps.add(step);
        }
        return steps;
    }

    private static List<Row> rows(List<Movement> all, Map<Integer, String> names, int highest) {
        var counts = new HashMap<List<Integer>, Long>();
        all.forEach(it -> counts.put(List.of(it.before(), it.after()), it.firms()));
        var rows = new ArrayList<Row>();
        for (int before : steps(highest)) {
            var cells =
                    steps(highest).stream()
                            .map(after ->
                                    new Cell(
                                            before,
                                            after,
                                            counts.getOrDefault(List.of(before, after), 0L),
                                            after > before
                                                    ? "up"
                                                    : after < before ? "down" : "same"))
                            .toList();
            rows.add(
                    new Row(
                            names.getOrDefault(before, ""),
                            cells.stream().mapToLong(Cell::firms).sum(),
                            cells));
        }
        return rows;
    }

    private Map<Integer, String> names(Locale locale) {
        var names = new HashMap<Integer, String>();
        names.put(0, say("movement.none", locale));
        for (var scheme : recognitions.schemes()) {
            if (scheme.step() != null) {
                names.merge(
                        scheme.step(), scheme.name().in(locale), (one, other) -> one + "、" + other);
            }
        }
        return names;
    }

    private static ListAddress address(String path, Chosen chosen, Between between) {
        return ListAddress.of(path)
                .with("first", between.first)
                .with("second", between.second)
                .with("district", chosen.selection().district())
                .with("industry", chosen.industry());
    }

    @GetMapping(PATH + "/firms")
    ModelAndView firms(
            @ModelAttribute FormationFilter.Asked asked,
            @ModelAttribute Days days,
            @RequestParam(defaultValue = "0") int before,
            @RequestParam(defaultValue = "0") int after,
            Locale locale) {
        var problems = new Problems();
        var chosen = filter.read(asked, problems, locale);
        var between = between(days, problems);
        var all =
                formations.moved(between.first, between.second, before, after, chosen.selection());
        var districts = filter.names(locale);
        var names = names(locale);
        return FormPage.of("cluster/movement-firms", problems)
                .addObject(
                        "listing",
                        new Listing(
                                chosen,
                                between.first,
                                between.second,
                                names.getOrDefault(before, ""),
                                names.getOrDefault(after, ""),
                                all.stream()
                                        .limit(ROWS)
                                        .map(it -> RegisterPage.line(it, districts, locale))
                                        .toList(),
                                all.size(),
                                address(PATH + "/firms", chosen, between)
                                        .with("before", before)
                                        .with("after", after)));
    }

    @GetMapping(PATH + "/firms/export/{form}")
    void export(
            @PathVariable String form,
            @ModelAttribute FormationFilter.Asked asked,
            @ModelAttribute Days days,
            @RequestParam(defaultValue = "0") int before,
            @RequestParam(defaultValue = "0") int after,
            HttpServletResponse answer,
            Locale locale) {
        var chosen = filter.readOrRefuse(asked, locale);
        var problems = new Problems();
        var between = between(days, problems);
        problems.mustBeNone();
        var names = names(locale);
        var districts = filter.names(locale);
        Sheet.stream(
                answer,
                say("movement.title", locale),
                Sheet.Form.of(form),
                HEADS.stream().map(it -> say(it, locale)).toList(),
                rows -> {
                    for (var it :
                            formations.moved(
                                    between.first,
                                    between.second,
                                    before,
                                    after,
                                    chosen.selection())) {
                        rows.add(
                                it.codeText(),
                                it.name(),
                                districts.getOrDefault(it.district(), it.district()),
                                it.industry() == null ? null : it.industry().value(),
                                names.get(before),
                                names.get(after),
                                it.synthetic() ? say("site.synthetic", locale) : null);
                    }
                });
    }

    @GetMapping(PATH + "/export/{form}")
    org.springframework.http.ResponseEntity<byte[]> export(
            @PathVariable String form,
            @ModelAttribute FormationFilter.Asked asked,
            @ModelAttribute Days days,
            Locale locale) {
        var chosen = filter.readOrRefuse(asked, locale);
        var problems = new Problems();
        var between = between(days, problems);
        problems.mustBeNone();
        var names = names(locale);
        var sheet =
                new Sheet(
                        say("movement.title", locale),
                        List.of("movement.before", "movement.after", "movement.firms").stream()
                                .map(it -> say(it, locale))
                                .collect(Collectors.toList()));
        formations
                .movements(between.first, between.second, chosen.selection())
                .forEach(
                        it -> sheet.add(names.get(it.before()), names.get(it.after()), it.firms()));
        return sheet.download(Sheet.Form.of(form));
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
