package yanzhen.app.cluster.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.cluster.Papers;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Files;
import yanzhen.app.evidence.Uploads;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** 年报附件: papers put to the report of a year, and taken back. */
@Controller
class ReportPapersPage {

    private record AddCommand(UUID organisation, int year, String paper, List<String> files) {}

    private record WithdrawCommand(UUID paper, String reason) {}

    private final ReportReaders readers;
    private final ReportView view;
    private final ReportYears years;
    private final Papers papers;
    private final Files files;
    private final Commands commands;

    ReportPapersPage(
            ReportReaders readers,
            ReportView view,
            ReportYears years,
            Papers papers,
            Files files,
            Commands commands) {
        this.readers = readers;
        this.view = view;
        this.years = years;
        this.papers = papers;
        this.files = files;
        this.commands = commands;
    }

    /** Files and papers are one transaction; the same command sent twice keeps one. */
    @PostMapping("/organisations/{id}/report/papers")
    ModelAndView add(
            @PathVariable UUID id,
            @RequestParam int year,
            @RequestParam(defaultValue = "") String paper,
            @RequestParam(required = false) @Nullable List<MultipartFile> file,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var organisation = readers.mustRead(id);
        var problems = new Problems();
        years.check(year, problems);
        checkKind(paper, problems);
        var chosen = Uploads.of("file", file).required(problems).check(problems);
        if (problems.none()) {
            var command = new AddCommand(id, year, paper, chosen.described());
            try {
                commands.once(
                        key, command, id, () -> papers.add(id, year, paper, stored(chosen, id)));
            } catch (Files.Unacceptable e) {
                e.tell("file", problems);
            }
        }
        if (!problems.none()) {
            return view.refused(organisation, years.orLast(year), problems, locale);
        }
        flash.addFlashAttribute("done", "paper-added");
        return back(id, year);
    }

    private void checkKind(String paper, Problems problems) {
        if (paper.isEmpty()) {
            problems.add("", null, "paper", "", "required");
        } else if (papers.kinds().stream().noneMatch(it -> it.key().equals(paper))) {
            problems.add("", null, "paper", paper, "unknown-reference");
        }
    }

    private List<UUID> stored(Uploads chosen, UUID organisation) {
        return chosen.store(files, organisation).stream().map(Files.StoredFile::id).toList();
    }

    @PostMapping("/organisations/{id}/report/papers/{paper}/withdrawal")
    ModelAndView withdraw(
            @PathVariable UUID id,
            @PathVariable UUID paper,
            @RequestParam int year,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var organisation = readers.mustRead(id);
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return view.refused(organisation, years.orLast(year), problems, locale);
        }
        commands.once(
                key, new WithdrawCommand(paper, why), id, () -> papers.withdraw(id, paper, why));
        flash.addFlashAttribute("done", "paper-withdrawn");
        return back(id, year);
    }

    private static ModelAndView back(UUID id, int year) {
        return new ModelAndView("redirect:/organisations/%s/report?year=%d".formatted(id, year));
    }
}
