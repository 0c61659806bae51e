package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.cluster.Drafts;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.Reports.Filing;
import yanzhen.app.cluster.Reports.Way;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;

/**
 * 年报: the numbers of a year, given once; what is known already is shown with who gave it and when.
 */
@Controller
class ReportPage {

    private record ReportCommand(
            UUID organisation,
            int year,
            Map<String, @Nullable BigDecimal> values,
            @Nullable Integer seen) {}

    private final ReportReaders readers;
    private final ReportView view;
    private final ReportTyping typing;
    private final ReportYears years;
    private final Reports reports;
    private final Drafts drafts;
    private final Commands commands;

    ReportPage(
            ReportReaders readers,
            ReportView view,
            ReportTyping typing,
            ReportYears years,
            Reports reports,
            Drafts drafts,
            Commands commands) {
        this.readers = readers;
        this.view = view;
        this.typing = typing;
        this.years = years;
        this.reports = reports;
        this.drafts = drafts;
        this.commands = commands;
    }

    @GetMapping("/organisations/{id}/report")
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(defaultValue = "false") boolean resume,
            @RequestParam(defaultValue = "false") boolean missing,
            Locale locale) {
        var organisation = readers.mustRead(id);
        return missing
                ? view.missing(organisation, years.orLast(year), locale)
                : view.opened(organisation, years.orLast(year), resume, locale);
    }

    /** Where somebody has reported meanwhile, what was typed becomes a draft to compare with. */
    @PostMapping("/organisations/{id}/report")
    ModelAndView report(
            @PathVariable UUID id,
            @RequestParam int year,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestParam Map<String, String> typed,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var organisation = readers.mustRead(id);
        var problems = new Problems();
        var values = typing.values(typed, problems);
        years.check(year, problems);
        if (!problems.none()) {
            return view.refused(organisation, years.orLast(year), typed, seen, problems, locale);
        }
        var command = new ReportCommand(id, year, values, seen);
        try {
            commands.once(key, command, id, () -> handIn(command));
            flash.addFlashAttribute("done", "reported");
        } catch (Reports.Unchanged e) {
            flash.addFlashAttribute("done", "report-same");
        } catch (Reports.Moved e) {
            int base = seen == null ? 0 : seen;
            drafts.keep(id, year, base, typing.touched(typed, reports.asOf(id, year, base)), null);
            return new ModelAndView(
                    "redirect:/organisations/%s/report/draft?year=%d".formatted(id, year));
        }
        return new ModelAndView("redirect:/organisations/%s/report?year=%d".formatted(id, year));
    }

    private void handIn(ReportCommand it) {
        reports.report(new Filing(it.organisation, it.year, it.values, Way.FORM, it.seen));
        drafts.drop(it.organisation, it.year);
    }
}
