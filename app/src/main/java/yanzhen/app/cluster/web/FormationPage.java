package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.cluster.Formations;
import yanzhen.app.cluster.Formations.Selection;
import yanzhen.app.cluster.Standing;
import yanzhen.app.cluster.Survey;
import yanzhen.app.cluster.Survey.SchemeTerms;
import yanzhen.app.cluster.web.FormationFilter.Chosen;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.RailEntry;

/**
 * 雁阵 of a district, an industry or the region: who stands where, who is closest, who falls back,
 * who is due.
 */
@Controller
class FormationPage {

    private static final int FIRST = 10;
    private static final int ROWS = 50;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    /**
     * All that the template may read.
     *
     * @param at when it was computed
     * @param year whose numbers count
     * @param quarter of today, such as 2026 and 4
     * @param firms in the selection
     * @param standing firms that hold a step of the ladder
     * @param lines one for each scheme that anybody holds or could hold
     */
    record Sight(
            Chosen chosen,
            String at,
            int year,
            int quarterYear,
            int quarter,
            long firms,
            long standing,
            Wedge wedge,
            List<Line> lines,
            Part close,
            Part falling,
            Part due) {}

    /**
     * A scheme in numbers.
     *
     * @param counts whether it can be judged by numbers
     */
    record Line(
            String key,
            String name,
            String level,
            boolean counts,
            long held,
            long ready,
            long close,
            long undecided,
            long falling,
            long due) {}

    /** The first rows of a list. */
    record Part(List<FirmRows.Row> rows, long count) {}

    /** All that the template of one list may read. */
    record Listing(
            FirmList list,
            Chosen chosen,
            String at,
            List<FirmRows.Row> rows,
            int first,
            long count,
            @Nullable Integer next,
            ListAddress address,
            List<String> lists) {}

    /** What the address of one list holds; all may be missing. */
    record AskedList(
            @Nullable FirmList list,
            FirmList.@Nullable Sort sort,
            @Nullable Boolean desc,
            @Nullable Integer from) {

        FirmList which() {
            return list == null ? FirmList.CLOSE : list;
        }

        FirmList.Sort order() {
            return sort == null ? which().own() : sort;
        }

        boolean turned() {
            return Boolean.TRUE.equals(desc);
        }
    }

    private final Formations formations;
    private final FormationFilter filter;
    private final FirmRows rows;
    private final Clock clock;

    FormationPage(Formations formations, FormationFilter filter, FirmRows rows, Clock clock) {
        this.formations = formations;
        this.filter = filter;
        this.rows = rows;
        this.clock = clock;
    }

    @GetMapping("/formation")
    ModelAndView show(@ModelAttribute FormationFilter.Asked asked, Locale locale) {
        var problems = new Problems();
        var chosen = filter.read(asked, problems, locale);
        return FormPage.of("cluster/formation", problems)
                .addObject("sight", sight(formations.survey(), chosen, locale));
    }

    private Sight sight(Survey survey, Chosen chosen, Locale locale) {
        var lines = lines(survey, chosen.selection(), locale);
        return new Sight(
                chosen,
                said(survey),
                survey.lastYear(),
                survey.quarter().year(),
                survey.quarter().number(),
                firms(survey, chosen.selection()),
                standing(survey, chosen.selection()),
                wedge(survey, lines),
                lines,
                part(FirmList.CLOSE, survey, chosen, locale),
                part(FirmList.FALLING, survey, chosen, locale),
                part(FirmList.DUE, survey, chosen, locale));
    }

    private String said(Survey survey) {
        return MOMENT.format(survey.at().atZone(clock.getZone()));
    }

    private static long firms(Survey survey, Selection selection) {
        return survey.firms().stream()
                .filter(it -> it.enterprise() && selection.covers(it))
                .count();
    }

    private static long standing(Survey survey, Selection selection) {
        var steps = new ArrayList<Integer>();
        for (int at = 0; at < survey.schemes().size(); at++) {
            if (survey.schemes().get(at).terms().scheme().step() != null) {
                steps.add(at);
            }
        }
        return survey.firms().stream()
                .filter(selection::covers)
                .filter(it -> steps.stream().anyMatch(step -> it.standings().get(step).held()))
                .count();
    }

    private static List<Line> lines(Survey survey, Selection selection, Locale locale) {
        var counts = new ArrayList<Map<FirmList, Long>>();
        survey.schemes().forEach(_ -> counts.add(new EnumMap<>(FirmList.class)));
        for (var firm : survey.firms()) {
            if (selection.covers(firm)) {
                for (int at = 0; at < counts.size(); at++) {
                    count(firm.standings().get(at), counts.get(at));
                }
            }
        }
        for (var due : FirmList.DUE.of(survey, selection, "", FirmList.Sort.DAY, false)) {
            counts.get(due.scheme()).merge(FirmList.DUE, 1L, Long::sum);
        }
        var lines = new ArrayList<Line>();
        for (int at = 0; at < counts.size(); at++) {
            lines.add(line(survey.schemes().get(at), counts.get(at), locale));
        }
        return lines.stream().filter(it -> it.counts || it.held + it.due > 0).toList();
    }

    private static void count(Standing standing, Map<FirmList, Long> counts) {
        if (standing.state() == Standing.State.NONE) {
            return;
        }
        for (var list : FirmList.values()) {
            if (list.holds(standing)) {
                counts.merge(list, 1L, Long::sum);
            }
        }
    }

    private static Line line(SchemeTerms scheme, Map<FirmList, Long> counts, Locale locale) {
        return new Line(
                scheme.key(),
                scheme.terms().scheme().name().in(locale),
                scheme.terms().scheme().level(),
                scheme.counts(),
                counts.getOrDefault(FirmList.HELD, 0L),
                counts.getOrDefault(FirmList.READY, 0L),
                counts.getOrDefault(FirmList.CLOSE, 0L),
                counts.getOrDefault(FirmList.UNDECIDED, 0L),
                counts.getOrDefault(FirmList.FALLING, 0L),
                counts.getOrDefault(FirmList.DUE, 0L));
    }

    /** The ladder from above, with the numbers of the lines. */
    private static Wedge wedge(Survey survey, List<Line> lines) {
        var byKey = new java.util.HashMap<String, Line>();
        lines.forEach(it -> byKey.put(it.key, it));
        return Wedge.of(
                survey.schemes().stream()
                        .map(it -> it.terms().scheme())
                        .filter(it -> it.step() != null && byKey.containsKey(it.key()))
                        .sorted(
                                Comparator.comparing(
                                        yanzhen.app.cluster.Scheme::step,
                                        Comparator.nullsLast(Comparator.reverseOrder())))
                        .map(it -> step(Objects.requireNonNull(byKey.get(it.key()))))
                        .toList());
    }

    private static Wedge.Step step(Line it) {
        return new Wedge.Step(it.key, it.name, it.counts, it.held, it.ready, it.close, it.falling);
    }

    private Part part(FirmList list, Survey survey, Chosen chosen, Locale locale) {
        var entries = list.of(survey, chosen.selection(), chosen.scheme(), list.own(), false);
        var first = entries.subList(0, Math.min(FIRST, entries.size()));
        return new Part(rows.of(survey, first, locale), entries.size());
    }

    @GetMapping("/formation/firms")
    ModelAndView list(
            @ModelAttribute FormationFilter.Asked asked,
            @ModelAttribute AskedList listed,
            Locale locale) {
        var problems = new Problems();
        var chosen = filter.read(asked, problems, locale);
        var survey = formations.survey();
        var list = listed.which();
        var entries =
                list.of(
                        survey,
                        chosen.selection(),
                        chosen.scheme(),
                        listed.order(),
                        listed.turned());
        int first = Math.clamp(listed.from == null ? 0 : listed.from, 0, entries.size());
        int end = Math.min(first + ROWS, entries.size());
        return FormPage.of("cluster/formation-firms", problems)
                .addObject(
                        "listing",
                        new Listing(
                                list,
                                chosen,
                                said(survey),
                                rows.of(survey, entries.subList(first, end), locale),
                                first,
                                entries.size(),
                                end < entries.size() ? end : null,
                                address(chosen, listed),
                                Arrays.stream(FirmList.values()).map(Enum::name).toList()));
    }

    private static ListAddress address(Chosen chosen, AskedList listed) {
        return ListAddress.of("/formation/firms")
                .with("list", listed.which())
                .with("district", chosen.selection().district())
                .with("industry", chosen.industry())
                .with("scheme", chosen.scheme())
                .sorted(listed.order(), listed.turned());
    }

    /** The entry of this page in the rail. */
    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    static class Rail {
        @Bean
        RailEntry formationEntry() {
            return new RailEntry(25, "formation", "/formation");
        }
    }
}
