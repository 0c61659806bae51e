package yanzhen.app.cluster.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.cluster.Drafts;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Reports;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Sheet;

/** 年报表: taken home, filled in and brought back. What it says becomes a draft to compare. */
@Controller
class ReportTablePage {

    private static final int LONGEST_NAME = 255;

    private final ReportReaders readers;
    private final ReportView view;
    private final ReportTable table;
    private final ReportTyping typing;
    private final ReportYears years;
    private final Reports reports;
    private final Drafts drafts;

    ReportTablePage(
            ReportReaders readers,
            ReportView view,
            ReportTable table,
            ReportTyping typing,
            ReportYears years,
            Reports reports,
            Drafts drafts) {
        this.readers = readers;
        this.view = view;
        this.table = table;
        this.typing = typing;
        this.years = years;
        this.reports = reports;
        this.drafts = drafts;
    }

    @GetMapping("/organisations/{id}/report/table/{form}")
    ResponseEntity<byte[]> download(
            @PathVariable UUID id,
            @PathVariable String form,
            @RequestParam(required = false) @Nullable Integer year,
            Locale locale) {
        return table.download(
                readers.mustRead(id), years.orLast(year), Sheet.Form.of(form), locale);
    }

    @PostMapping("/organisations/{id}/report/table")
    ModelAndView upload(
            @PathVariable UUID id,
            @RequestParam int year,
            @RequestParam(required = false) @Nullable MultipartFile file,
            RedirectAttributes flash,
            Locale locale) {
        var organisation = readers.mustRead(id);
        var problems = new Problems();
        years.check(year, problems);
        if (file == null || file.isEmpty()) {
            problems.add("", null, "file", "", "required");
        }
        var read =
                problems.none() && file != null
                        ? read(file, organisation, year, locale, problems)
                        : null;
        if (read == null || file == null || !problems.none()) {
            return view.refused(organisation, years.orLast(year), problems, locale);
        }
        var touched = typing.touched(read.typed(), reports.asOf(id, year, read.seen()));
        if (touched.isEmpty()) {
            flash.addFlashAttribute("done", "report-table-same");
            return new ModelAndView(
                    "redirect:/organisations/%s/report?year=%d".formatted(id, year));
        }
        drafts.keep(id, year, read.seen(), touched, name(file));
        return new ModelAndView(
                "redirect:/organisations/%s/report/draft?year=%d".formatted(id, year));
    }

    private ReportTable.@Nullable Read read(
            MultipartFile file,
            Organisation organisation,
            int year,
            Locale locale,
            Problems problems) {
        try {
            var aside = Files.createTempFile("yanzhen-report", ".upload");
            try {
                file.transferTo(aside);
                return table.read(aside, organisation, year, locale, problems);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(MultipartFile file) {
        var given = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        var bare = given.replaceAll("^.*[/\\\\]", "").replaceAll("\\p{Cntrl}", "").strip();
        var name = bare.isEmpty() ? "table" : bare;
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }
}
