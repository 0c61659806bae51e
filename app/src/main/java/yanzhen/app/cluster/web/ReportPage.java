package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.Reports.Asked;
import yanzhen.app.cluster.Reports.Reported;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Kind;
import yanzhen.app.site.FormPage;

/**
 * 年报: the numbers of a year, given once; what is known already is shown with who gave it and when.
 */
@Controller
class ReportPage {

    private static final int YEARS_OFFERED = 6;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /**
     * All that the template may read.
     *
     * @param given how many numbers of the year are reported
     * @param mayReport whether the viewer may change them
     */
    record Sight(
            UUID id,
            String name,
            boolean synthetic,
            int year,
            List<Integer> years,
            int given,
            boolean mayReport,
            List<Line> lines) {}

    /**
     * A datum.
     *
     * @param typed as it stands in the form
     * @param before of the year before; empty when it is not known
     * @param by who reported it; null while nobody did
     */
    record Line(
            String key,
            String label,
            String form,
            Kind unit,
            String typed,
            String before,
            @Nullable String by,
            @Nullable String at) {}

    private record ReportCommand(
            UUID organisation, int year, Map<String, @Nullable BigDecimal> values) {}

    private final ReportReaders readers;
    private final Reports reports;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    ReportPage(
            ReportReaders readers,
            Reports reports,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.readers = readers;
        this.reports = reports;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/organisations/{id}/report")
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer year,
            Locale locale) {
        var organisation = readers.mustRead(id);
        return page(organisation, year(year), Map.of(), new Problems(), locale);
    }

    @PostMapping("/organisations/{id}/report")
    ModelAndView report(
            @PathVariable UUID id,
            @RequestParam int year,
            @RequestParam Map<String, String> typed,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var organisation = readers.mustRead(id);
        var problems = new Problems();
        var values = values(typed, problems);
        if (year != year(year)) {
            problems.add("", null, "year", String.valueOf(year), "report-year");
        }
        if (!problems.none()) {
            return page(organisation, year(year), typed, problems, locale);
        }
        var command = new ReportCommand(id, year, values);
        commands.once(key, command, id, () -> reports.report(id, command.year, command.values));
        flash.addFlashAttribute("done", "reported");
        return new ModelAndView(
                "redirect:/organisations/%s/report?year=%d".formatted(id, command.year));
    }

    private int year(@Nullable Integer asked) {
        int last = LocalDate.now(clock).getYear() - 1;
        return asked == null || asked > last || asked <= last - YEARS_OFFERED ? last : asked;
    }

    /** Every number that was in the form; an empty one takes back what was there. */
    private Map<String, @Nullable BigDecimal> values(Map<String, String> typed, Problems problems) {
        var values = new TreeMap<String, @Nullable BigDecimal>();
        for (var asked : reports.asked()) {
            var key = asked.datum().key();
            var text = typed.get(key);
            if (asked.known() || text == null) {
                continue;
            }
            var plain = NumberTyping.plain(text);
            values.put(
                    key,
                    plain.isEmpty()
                            ? null
                            : NumberTyping.read(key, plain, asked.datum().kind(), problems));
        }
        return values;
    }

    private ModelAndView page(
            Organisation organisation,
            int year,
            Map<String, String> typed,
            Problems problems,
            Locale locale) {
        var known = new HashMap<String, Reported>();
        reports.of(organisation.id()).forEach(it -> known.put(it.datum() + it.year(), it));
        var lines = new ArrayList<Line>();
        for (var asked : reports.asked()) {
            if (!asked.known()) {
                lines.add(line(asked, year, known, typed, locale));
            }
        }
        int last = LocalDate.now(clock).getYear() - 1;
        var years = new ArrayList<Integer>();
        for (int each = last; each > last - YEARS_OFFERED; each--) {
            years.add(each);
        }
        var viewer = viewers.current();
        var view = FormPage.of("cluster/report", problems);
        view.addObject("listed", problems.kept().stream().map(it -> named(it, lines)).toList());
        view.addObject(
                "sight",
                new Sight(
                        organisation.id(),
                        organisation.nameIn(locale),
                        organisation.synthetic(),
                        year,
                        List.copyOf(years),
                        (int) lines.stream().filter(it -> it.by != null).count(),
                        viewer.runsRegion() || viewer.actsFor(organisation.id()),
                        List.copyOf(lines)));
        return view;
    }

    /** With the words of the datum instead of its key. */
    private static Problem named(Problem it, List<Line> lines) {
        var label =
                lines.stream()
                        .filter(line -> line.key.equals(it.field()))
                        .map(Line::label)
                        .findFirst()
                        .orElse(it.field());
        return new Problem(it.file(), it.line(), label, it.value(), it.code(), it.details());
    }

    private Line line(
            Asked asked,
            int year,
            Map<String, Reported> known,
            Map<String, String> typed,
            Locale locale) {
        var datum = asked.datum();
        var now = known.get(datum.key() + year);
        var before = known.get(datum.key() + (year - 1));
        var text = typed.get(datum.key());
        return new Line(
                datum.key(),
                datum.name().in(locale),
                asked.form(),
                datum.kind(),
                text != null
                        ? text
                        : now == null ? "" : NumberTyping.said(now.value(), datum.kind()),
                before == null ? "" : NumberTyping.said(before.value(), datum.kind()),
                now == null ? null : now.by(),
                now == null ? null : MOMENT.format(now.at().atZone(clock.getZone())));
    }
}
