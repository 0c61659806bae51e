package yanzhen.app.cluster.web;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.cluster.Reports;

/** 填报记录: each time that somebody reported numbers of a year, and what changed. */
@Controller
class ReportHistoryPage {

    /** All that the template may read. */
    record History(
            UUID id,
            String name,
            boolean synthetic,
            int year,
            List<Integer> years,
            List<ShownChanges.Shown> submissions) {}

    private final ReportReaders readers;
    private final ReportYears years;
    private final Reports reports;
    private final Clock clock;

    ReportHistoryPage(ReportReaders readers, ReportYears years, Reports reports, Clock clock) {
        this.readers = readers;
        this.years = years;
        this.reports = reports;
        this.clock = clock;
    }

    @GetMapping("/organisations/{id}/report/history")
    String show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer year,
            Model model,
            Locale locale) {
        var organisation = readers.mustRead(id);
        int asked = years.orLast(year);
        var shown = new ShownChanges(reports.asked(), locale, clock.getZone());
        model.addAttribute(
                "sight",
                new History(
                        id,
                        organisation.nameIn(locale),
                        organisation.synthetic(),
                        asked,
                        years.offered(),
                        reports.history(id, asked).stream().map(shown::of).toList()));
        return "cluster/report-history";
    }
}
