package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Checks;
import yanzhen.app.cluster.Drafts;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Papers;
import yanzhen.app.cluster.Papers.Paper;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.Reports.Asked;
import yanzhen.app.cluster.Reports.Reported;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Kind;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;

/** The page of a year's report: numbers, what is doubtful about them, a draft, papers. */
@Component
class ReportView {

    /**
     * All that the template may read.
     *
     * @param given how many numbers of the year are reported
     * @param asked how many there are
     * @param missing whether only those that are not reported are shown
     * @param mayReport whether the viewer may change them
     * @param seen number of the latest submission; 0 while there is none
     * @param draft a draft that waits; null when there is none, or when it stands in the form
     * @param resumed whether the draft stands in the form
     * @param sources documents that ask for papers
     * @param confirmed whether they were read there
     */
    record Sight(
            UUID id,
            String name,
            boolean synthetic,
            int year,
            List<Integer> years,
            int given,
            int asked,
            boolean missing,
            boolean mayReport,
            int seen,
            @Nullable Waiting draft,
            boolean resumed,
            List<Line> lines,
            List<ShownDoubt> doubts,
            List<PaperLine> papers,
            List<Choice> kinds,
            List<String> sources,
            boolean confirmed) {}

    /**
     * A draft that was left.
     *
     * @param count numbers that it would change
     * @param file name of the table that it was read from; null when it was typed
     * @param stale whether somebody has reported since
     */
    record Waiting(String at, int count, @Nullable String file, boolean stale) {}

    /**
     * A datum.
     *
     * @param typed as it stands in the form
     * @param known as it is reported, where the form says something else; null otherwise
     * @param before of the year before; empty when it is not known
     * @param by who reported it; null while nobody did
     * @param doubtful whether a doubt is about it
     */
    record Line(
            String key,
            String label,
            String form,
            Kind unit,
            String typed,
            @Nullable String known,
            String before,
            @Nullable String by,
            @Nullable String at,
            boolean doubtful) {}

    /** A paper. */
    record PaperLine(
            UUID id,
            String kind,
            UUID file,
            String name,
            long bytes,
            String sha256,
            String at,
            String by,
            Papers.@Nullable Withdrawal withdrawn,
            @Nullable String withdrawnAt) {}

    private final Reports reports;
    private final ReportTyping typing;
    private final ReportYears years;
    private final Checks checks;
    private final Drafts drafts;
    private final Papers papers;
    private final Viewers viewers;
    private final MessageSource messages;
    private final Clock clock;

    ReportView(
            Reports reports,
            ReportTyping typing,
            ReportYears years,
            Checks checks,
            Drafts drafts,
            Papers papers,
            Viewers viewers,
            MessageSource messages,
            Clock clock) {
        this.reports = reports;
        this.typing = typing;
        this.years = years;
        this.checks = checks;
        this.drafts = drafts;
        this.papers = papers;
        this.viewers = viewers;
        this.messages = messages;
        this.clock = clock;
    }

    /** As it is reported, or as the viewer's draft has it. */
    ModelAndView opened(Organisation organisation, int year, boolean resume, Locale locale) {
        var draft = drafts.find(organisation.id(), year).orElse(null);
        var form = new Form(Map.of(), null, draft, false, false);
        if (resume && draft != null) {
            form = new Form(draft.typed(), null, null, true, false);
        }
        return page(organisation, year, form, new Problems(), locale);
    }

    /** With what is not reported yet, and nothing else. */
    ModelAndView missing(Organisation organisation, int year, Locale locale) {
        var draft = drafts.find(organisation.id(), year).orElse(null);
        var form = new Form(Map.of(), null, draft, false, true);
        return page(organisation, year, form, new Problems(), locale);
    }

    /** With what is wrong about what was typed. */
    ModelAndView refused(
            Organisation organisation,
            int year,
            Map<String, String> typed,
            @Nullable Integer seen,
            Problems problems,
            Locale locale) {
        return page(
                organisation, year, new Form(typed, seen, null, false, false), problems, locale);
    }

    /** With what is wrong about a table or a paper. */
    ModelAndView refused(Organisation organisation, int year, Problems problems, Locale locale) {
        var draft = drafts.find(organisation.id(), year).orElse(null);
        return page(
                organisation,
                year,
                new Form(Map.of(), null, draft, false, false),
                problems,
                locale);
    }

    /**
     * What stands in the form.
     *
     * @param typed texts by datum; the others are as reported
     * @param seen number of the submission that they were typed over; null for the latest
     * @param waiting a draft that is offered
     * @param resumed whether the texts are a draft's
     * @param missing whether only what is not reported stands in it
     */
    private record Form(
            Map<String, String> typed,
            @Nullable Integer seen,
            Drafts.@Nullable Draft waiting,
            boolean resumed,
            boolean missing) {}

    private ModelAndView page(
            Organisation organisation, int year, Form form, Problems problems, Locale locale) {
        var id = organisation.id();
        var known = new HashMap<String, Reported>();
        reports.of(id).forEach(it -> known.put(it.datum() + it.year(), it));
        var doubts =
                checks.of(id, year, typing.readable(form.typed)).stream()
                        .map(it -> ShownDoubt.of(it, locale))
                        .toList();
        var lines = new ArrayList<Line>();
        for (var asked : typing.asked()) {
            lines.add(line(asked, year, known, form.typed, doubts, locale));
        }
        var viewer = viewers.current();
        var view = FormPage.of("cluster/report", problems);
        if (form.resumed) {
            var wrong = new Problems();
            typing.values(form.typed, wrong);
            view.addObject("problems", wrong.kept());
        }
        view.addObject("listed", named(problems, locale));
        view.addObject(
                "sight",
                new Sight(
                        id,
                        organisation.nameIn(locale),
                        organisation.synthetic(),
                        year,
                        years.offered(),
                        (int) lines.stream().filter(it -> it.by != null).count(),
                        lines.size(),
                        form.missing,
                        viewer.runsRegion() || viewer.actsFor(id),
                        form.seen == null ? reports.latest(id, year) : form.seen,
                        form.waiting == null ? null : waiting(id, year, form.waiting, known),
                        form.resumed,
                        lines.stream().filter(it -> !form.missing || it.by == null).toList(),
                        form.missing ? List.of() : doubts,
                        papers(id, year, locale),
                        papers.kinds().stream()
                                .map(it -> new Choice(it.key(), it.name().in(locale)))
                                .toList(),
                        papers.kinds().stream()
                                .flatMap(it -> Stream.ofNullable(it.source()))
                                .map(it -> it.document() + " " + it.place())
                                .distinct()
                                .toList(),
                        papers.kinds().stream()
                                .allMatch(it -> it.source() == null || it.confirmed())));
        return view;
    }

    /** Null when all of it is reported by now: then there is nothing to go on with. */
    private @Nullable Waiting waiting(
            UUID organisation, int year, Drafts.Draft draft, Map<String, Reported> known) {
        var numbers = new TreeMap<String, BigDecimal>();
        draft.typed()
                .keySet()
                .forEach(key -> {
                    var it = known.get(key + year);
                    if (it != null) {
                        numbers.put(key, it.value());
                    }
                });
        int count = typing.touched(draft.typed(), numbers).size();
        return count == 0
                ? null
                : new Waiting(
                        said(draft.savedAt()),
                        count,
                        draft.file(),
                        draft.seen() != reports.latest(organisation, year));
    }

    private Line line(
            Asked asked,
            int year,
            Map<String, Reported> known,
            Map<String, String> typed,
            List<ShownDoubt> doubts,
            Locale locale) {
        var datum = asked.datum();
        var now = known.get(datum.key() + year);
        var before = known.get(datum.key() + (year - 1));
        var reported = now == null ? "" : NumberTyping.said(now.value(), datum.kind());
        var text = typed.getOrDefault(datum.key(), reported);
        return new Line(
                datum.key(),
                datum.name().in(locale),
                asked.form(),
                datum.kind(),
                text,
                NumberTyping.plain(text).equals(reported) ? null : reported,
                before == null ? "" : NumberTyping.said(before.value(), datum.kind()),
                now == null ? null : now.by(),
                now == null ? null : said(now.at()),
                doubts.stream().anyMatch(it -> it.concerns(datum.key(), year)));
    }

    private List<PaperLine> papers(UUID organisation, int year, Locale locale) {
        var names =
                papers.kinds().stream()
                        .collect(
                                Collectors.toMap(
                                        Papers.PaperKind::key, it -> it.name().in(locale)));
        return papers.of(organisation, year).stream()
                .map(it -> paper(it, names.getOrDefault(it.kind(), it.kind())))
                .toList();
    }

    private PaperLine paper(Paper it, String kind) {
        var withdrawn = it.withdrawn();
        return new PaperLine(
                it.id(),
                kind,
                it.file(),
                it.name(),
                it.bytes(),
                it.sha256(),
                said(it.at()),
                it.by(),
                withdrawn,
                withdrawn == null ? null : said(withdrawn.at()));
    }

    private String said(Instant moment) {
        return ShownChanges.MOMENT.format(moment.atZone(clock.getZone()));
    }

    /** With the words of the datum or the column instead of its key. */
    List<Problem> named(Problems problems, Locale locale) {
        var words = new HashMap<String, String>();
        typing.asked().forEach(it -> words.put(it.datum().key(), it.datum().name().in(locale)));
        return problems.kept().stream().map(it -> named(it, words, locale)).toList();
    }

    private Problem named(Problem it, Map<String, String> words, Locale locale) {
        var field = it.field();
        var head = messages.getMessage("report.table." + field, null, field, locale);
        var label = words.getOrDefault(field, head == null ? field : head);
        return new Problem(it.file(), it.line(), label, it.value(), it.code(), it.details());
    }
}
