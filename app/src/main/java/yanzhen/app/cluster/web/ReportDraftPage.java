package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.cluster.Checks;
import yanzhen.app.cluster.Drafts;
import yanzhen.app.cluster.Drafts.Draft;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.Reports.Difference;
import yanzhen.app.cluster.Reports.Filing;
import yanzhen.app.cluster.Reports.Way;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;

/** 年报草稿: kept while somebody types, compared with what is reported, handed in or dropped. */
@Controller
class ReportDraftPage {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    /**
     * All that the comparison's template may read.
     *
     * @param seen number of the latest submission
     * @param state tells this state of the draft from another
     * @param file name of the table that it was read from; null when it was typed
     * @param lines what handing it in would change
     * @param since submissions that came after those that the draft began from, the latest first
     */
    record Comparison(
            UUID id,
            String name,
            boolean synthetic,
            int year,
            int seen,
            String state,
            String at,
            @Nullable String file,
            List<ShownChanges.Line> lines,
            List<ShownChanges.Shown> since,
            List<ShownDoubt> doubts) {

        public long count(String effect) {
            return lines.stream().filter(it -> it.effect().equals(effect)).count();
        }
    }

    private record HandInCommand(UUID organisation, int year, int seen, String state) {}

    private final ReportReaders readers;
    private final ReportView view;
    private final ReportTyping typing;
    private final ReportYears years;
    private final Reports reports;
    private final Drafts drafts;
    private final Checks checks;
    private final Commands commands;
    private final MessageSource messages;
    private final Clock clock;

    ReportDraftPage(
            ReportReaders readers,
            ReportView view,
            ReportTyping typing,
            ReportYears years,
            Reports reports,
            Drafts drafts,
            Checks checks,
            Commands commands,
            MessageSource messages,
            Clock clock) {
        this.readers = readers;
        this.view = view;
        this.typing = typing;
        this.years = years;
        this.reports = reports;
        this.drafts = drafts;
        this.checks = checks;
        this.commands = commands;
        this.messages = messages;
        this.clock = clock;
    }

    /** By the buttons of the form: keeps the draft and goes on to the page that was asked for. */
    @PostMapping("/organisations/{id}/report/draft")
    String keep(
            @PathVariable UUID id,
            @RequestParam int year,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String then,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var kept = kept(id, year, seen, typed);
        if (kept.isPresent() && then.equals("compare")) {
            return comparison(id, year);
        }
        flash.addFlashAttribute("done", kept.isPresent() ? "report-draft" : "report-draft-none");
        return report(id, year);
    }

    /** By the script of the form, while somebody types. */
    @PostMapping(path = "/organisations/{id}/report/draft", params = "then=stay")
    ResponseEntity<String> keepAside(
            @PathVariable UUID id,
            @RequestParam int year,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam Map<String, String> typed,
            Locale locale) {
        var said =
                kept(id, year, seen, typed)
                        .map(at -> say("report.draft.kept", locale, time(at)))
                        .orElseGet(() -> say("report.draft.same", locale));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
                .body(said);
    }

    private Optional<Instant> kept(UUID id, int year, int seen, Map<String, String> typed) {
        readers.mustRead(id);
        var problems = new Problems();
        years.check(year, problems);
        problems.mustBeNone();
        return drafts.keep(
                id, year, seen, typing.touched(typed, reports.asOf(id, year, seen)), null);
    }

    @GetMapping("/organisations/{id}/report/draft")
    ModelAndView compare(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer year,
            Locale locale) {
        var organisation = readers.mustRead(id);
        int asked = years.orLast(year);
        return drafts.find(id, asked)
                .map(it -> compared(organisation, asked, it, locale))
                .orElseGet(() -> new ModelAndView(report(id, asked)));
    }

    private ModelAndView compared(Organisation organisation, int year, Draft draft, Locale locale) {
        var id = organisation.id();
        int latest = reports.latest(id, year);
        var problems = new Problems();
        typing.values(draft.typed(), problems);
        var shown = new ShownChanges(reports.asked(), locale, clock.getZone());
        var page = new ModelAndView("cluster/report-draft");
        page.addObject("problems", view.named(problems, locale));
        page.addObject(
                "sight",
                new Comparison(
                        id,
                        organisation.nameIn(locale),
                        organisation.synthetic(),
                        year,
                        latest,
                        draft.savedAt().toString(),
                        ShownChanges.MOMENT.format(draft.savedAt().atZone(clock.getZone())),
                        draft.file(),
                        differences(draft, reports.asOf(id, year, latest)).stream()
                                .map(shown::of)
                                .toList(),
                        reports.history(id, year).stream()
                                .filter(it -> it.number() > draft.seen())
                                .map(shown::of)
                                .toList(),
                        checks.of(id, year, typing.readable(draft.typed())).stream()
                                .map(it -> ShownDoubt.of(it, locale))
                                .toList()));
        return page;
    }

    /** In the order of the pack. */
    private List<Difference> differences(Draft draft, Map<String, BigDecimal> numbers) {
        var touched = typing.touched(draft.typed(), numbers);
        var values = typing.readable(touched);
        var differences = new ArrayList<Difference>();
        for (var asked : typing.asked()) {
            var key = asked.datum().key();
            if (values.containsKey(key)) {
                differences.add(new Difference(key, numbers.get(key), values.get(key)));
            }
        }
        return differences;
    }

    /** Where somebody has reported meanwhile, the comparison is shown again, with that. */
    @PostMapping("/organisations/{id}/report/draft/confirmation")
    String handIn(
            @PathVariable UUID id,
            @RequestParam int year,
            @RequestParam int seen,
            @RequestParam String state,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash) {
        readers.mustRead(id);
        var command = new HandInCommand(id, year, seen, state);
        try {
            commands.once(key, command, id, () -> handIn(command));
        } catch (Reports.Moved e) {
            return comparison(id, year);
        }
        flash.addFlashAttribute("done", "reported");
        return report(id, year);
    }

    private void handIn(HandInCommand it) {
        var draft =
                drafts.find(it.organisation, it.year)
                        .filter(found -> found.savedAt().toString().equals(it.state))
                        .orElseThrow(Drafts.Gone::new);
        var problems = new Problems();
        years.check(it.year, problems);
        var values = typing.values(draft.typed(), problems);
        problems.mustBeNone();
        var way = draft.file() == null ? Way.FORM : Way.TABLE;
        reports.report(new Filing(it.organisation, it.year, values, way, it.seen));
        drafts.drop(it.organisation, it.year);
    }

    @PostMapping("/organisations/{id}/report/draft/discard")
    String discard(@PathVariable UUID id, @RequestParam int year, RedirectAttributes flash) {
        readers.mustRead(id);
        drafts.drop(id, year);
        flash.addFlashAttribute("done", "report-draft-gone");
        return report(id, year);
    }

    private static String comparison(UUID id, int year) {
        return "redirect:/organisations/%s/report/draft?year=%d".formatted(id, year);
    }

    private static String report(UUID id, int year) {
        return "redirect:/organisations/%s/report?year=%d".formatted(id, year);
    }

    private String time(Instant moment) {
        return TIME.format(moment.atZone(clock.getZone()));
    }

    private String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
