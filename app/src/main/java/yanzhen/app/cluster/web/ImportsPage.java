package yanzhen.app.cluster.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.cluster.Imports;
import yanzhen.app.cluster.Imports.Job;
import yanzhen.app.cluster.Imports.Kind;
import yanzhen.app.cluster.LikelyRows;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Regions;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;
import yanzhen.app.site.UploadedTable;

/** 批量导入: hand a table in, see what it would do, let it be done or not. */
@Controller
class ImportsPage {

    private static final int LISTED = 20;
    private static final int PROBLEMS = 50;
    private static final int PREVIEWED = 20;
    private static final int LIKELY = 50;
    private static final int KEPT_PROBLEMS = 1_000;

    /** A small table is done with before its page is shown. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Seconds between two looks at work that goes on. */
    private static final String REFRESH = "2";

    /** All that the list may read. */
    record Desk(List<JobLine> jobs, String kind, String source, long mostMegabytes, int mostRows) {}

    record JobLine(
            UUID id,
            String kind,
            String fileName,
            String source,
            String state,
            Imports.Tally tally,
            int read,
            int stored,
            long problems,
            boolean maybeMore,
            @Nullable String fault,
            LocalDateTime created) {

        public boolean atWork() {
            return Imports.State.valueOf(state).atWork();
        }

        /** Rows that are to be stored. */
        public int effective() {
            return tally.effective();
        }
    }

    /**
     * All that the page of one import may read.
     *
     * @param likely new rows that may be somebody
     * @param likelyNext where the next ones begin; null when these are the last
     * @param byName whether an organisation was found by a name that the register writes otherwise
     */
    record Sight(
            JobLine job,
            String sha256,
            List<Problem> problems,
            int problemsFrom,
            @Nullable Integer problemsNext,
            List<String> fields,
            List<PreviewLine> lines,
            boolean byName,
            boolean more,
            List<DoubtLine> doubts,
            List<LikelyLines.RowLine> likely,
            LikelyRows.Count likelyCount,
            int likelyFrom,
            @Nullable Integer likelyNext) {}

    /** A name that somebody must decide on. */
    record DoubtLine(String written, int rows, List<CandidateLine> candidates) {}

    record CandidateLine(UUID id, String name, String code, String district, int percent) {}

    record PreviewLine(
            int line, boolean fresh, String code, @Nullable UUID organisation, List<Cell> cells) {}

    /** A field as it would be; {@code before} where that is something else than now. */
    record Cell(String text, @Nullable String before) {}

    /** The form that hands a table in. */
    record Upload(
            @Nullable String key,
            @Nullable String kind,
            @Nullable String source,
            @Nullable MultipartFile file) {}

    private static final String WRITTEN = "written.";
    private static final String MEANING = "meaning.";

    /** From how many percent on the likeliest is taken for all at once. */
    private static final int LIKELIEST = 90;

    /** Up to how many percent another one is no rival of it. */
    private static final int UNLIKELY = 50;

    private record ConfirmCommand(UUID confirmed) {}

    private record DiscardCommand(UUID discarded) {}

    private final Imports imports;
    private final LikelyRows likelyRows;
    private final LikelyLines likelyLines;
    private final Handover handover;
    private final ImportTemplate template;
    private final Regions regions;
    private final Recognitions recognitions;
    private final Commands commands;
    private final MessageSource messages;
    private final Clock clock;

    ImportsPage(
            Imports imports,
            LikelyRows likelyRows,
            LikelyLines likelyLines,
            Handover handover,
            ImportTemplate template,
            Regions regions,
            Recognitions recognitions,
            Commands commands,
            MessageSource messages,
            Clock clock) {
        this.imports = imports;
        this.likelyRows = likelyRows;
        this.likelyLines = likelyLines;
        this.handover = handover;
        this.template = template;
        this.regions = regions;
        this.recognitions = recognitions;
        this.commands = commands;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/organisations/imports")
    ModelAndView desk(@RequestParam(defaultValue = "ORGANISATIONS") Kind kind) {
        return desk(kind.name(), "", new Problems());
    }

    private ModelAndView desk(String kind, String source, Problems problems) {
        var view = FormPage.of("cluster/imports", problems);
        view.addObject(
                "desk",
                new Desk(
                        imports.own(LISTED).stream().map(this::line).toList(),
                        kind,
                        source,
                        UploadedTable.MOST_BYTES >> 20,
                        UploadedTable.MOST_ROWS));
        return view;
    }

    @PostMapping("/organisations/imports")
    ModelAndView upload(@ModelAttribute Upload typed) {
        var problems = new Problems();
        var kind = Typed.choice("kind", typed.kind, Kind.class, true, problems);
        var source = Typed.text("source", typed.source, 2, 500, problems);
        var file = typed.file;
        if (file == null || file.isEmpty()) {
            problems.add("", null, "file", "", "required");
        }
        if (!problems.none() || kind == null || file == null) {
            return desk(Typed.text(typed.kind), source, problems);
        }
        var answer = handover.of(Typed.text(typed.key), kind, file, source);
        imports.await(answer.id(), PATIENCE);
        return new ModelAndView("redirect:/organisations/imports/" + answer.value());
    }

    @GetMapping("/organisations/imports/{id}")
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "0") int likely,
            Locale locale,
            HttpServletResponse response) {
        var job = must(id);
        if (job.state().atWork()) {
            response.setHeader("Refresh", REFRESH);
        }
        var view = new ModelAndView("cluster/import");
        view.addObject(
                "sight",
                sight(job, Math.clamp(from, 0, KEPT_PROBLEMS), Math.max(0, likely), locale));
        return view;
    }

    private Job must(UUID id) {
        return imports.find(id).orElseThrow(() -> new NotFound("import", id));
    }

    private Sight sight(Job job, int from, int likelyFrom, Locale locale) {
        boolean looked = job.state() == Imports.State.READY || job.state() == Imports.State.WRONG;
        var problems =
                looked
                        ? imports.problems(job.id(), from, PROBLEMS).stream()
                                .map(it -> named(it, locale))
                                .toList()
                        : List.<Problem>of();
        boolean last = from + PROBLEMS >= Math.min(job.problems(), KEPT_PROBLEMS);
        var lines = looked ? imports.preview(job.id(), 0, PREVIEWED) : List.<Imports.Line>of();
        var words = new Words(locale);
        boolean ready = job.state() == Imports.State.READY;
        var count = ready ? likelyRows.count(job.id()) : new LikelyRows.Count(0, 0);
        int likelyNext = likelyFrom + LIKELY;
        return new Sight(
                line(job),
                job.sha256(),
                problems,
                from,
                last ? null : from + PROBLEMS,
                lines.isEmpty()
                        ? List.of()
                        : lines.getFirst().values().stream().map(Imports.Value::field).toList(),
                lines.stream().map(words::line).toList(),
                job.kind() == Kind.RECOGNITIONS && lines.stream().anyMatch(ImportsPage::renamed),
                job.tally().effective() > lines.size(),
                looked ? doubts(job.id(), locale) : List.of(),
                count.all() == 0
                        ? List.of()
                        : likelyRows.of(job.id(), likelyFrom, LIKELY).stream()
                                .map(likelyLines::row)
                                .toList(),
                count,
                likelyFrom,
                likelyNext < count.all() ? Integer.valueOf(likelyNext) : null);
    }

    private List<DoubtLine> doubts(UUID job, Locale locale) {
        var words = new Words(locale);
        return imports.doubtfulNames(job).stream()
                .map(it ->
                        new DoubtLine(
                                it.written(),
                                it.rows(),
                                it.candidates().stream()
                                        .map(one -> candidate(one, words, locale))
                                        .toList()))
                .toList();
    }

    private static CandidateLine candidate(Imports.Candidate it, Words words, Locale locale) {
        var organisation = it.organisation();
        return new CandidateLine(
                organisation.id(),
                organisation.nameIn(locale),
                organisation.key(),
                words.names.getOrDefault(organisation.district(), organisation.district()),
                it.percent());
    }

    private record SettleCommand(UUID job, Map<String, UUID> meanings) {}

    /** Names come as {@code written.0}, their meanings as {@code meaning.0}, and so on. */
    @PostMapping("/organisations/imports/{id}/names")
    ModelAndView settle(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String key,
            @RequestParam Map<String, String> typed,
            Locale locale) {
        boolean likeliest = typed.containsKey("likeliest");
        var meanings = new TreeMap<String, UUID>();
        for (var doubt : imports.doubtfulNames(id)) {
            var answer = answer(doubt, typed);
            if (answer != null) {
                meanings.put(doubt.written(), answer);
            } else if (likeliest && certainEnough(doubt)) {
                meanings.put(doubt.written(), doubt.candidates().getFirst().organisation().id());
            }
        }
        if (meanings.isEmpty()) {
            return nothingChosen(id, locale);
        }
        commands.once(key, new SettleCommand(id, meanings), id, () -> imports.settle(id, meanings));
        imports.await(id, PATIENCE);
        return new ModelAndView("redirect:/organisations/imports/" + id);
    }

    /** The candidate that was chosen for a name. */
    private static @Nullable UUID answer(Imports.DoubtfulName doubt, Map<String, String> typed) {
        var chosen =
                typed.entrySet().stream()
                        .filter(it ->
                                it.getKey().startsWith(WRITTEN)
                                        && it.getValue().equals(doubt.written()))
                        .map(it -> typed.get(MEANING + it.getKey().substring(WRITTEN.length())))
                        .findFirst()
                        .orElse("");
        return doubt.candidates().stream()
                .map(it -> it.organisation().id())
                .filter(it -> it.toString().equals(chosen))
                .findFirst()
                .orElse(null);
    }

    private static boolean certainEnough(Imports.DoubtfulName doubt) {
        var candidates = doubt.candidates();
        return !candidates.isEmpty()
                && candidates.getFirst().percent() >= LIKELIEST
                && candidates.stream().skip(1).allMatch(it -> it.percent() < UNLIKELY);
    }

    private ModelAndView nothingChosen(UUID id, Locale locale) {
        var problems = new Problems();
        problems.add("", null, "names", "", "none-chosen");
        var view = FormPage.of("cluster/import", problems);
        view.addObject("sight", sight(must(id), 0, 0, locale));
        return view;
    }

    private static boolean renamed(Imports.Line line) {
        return line.values().stream().anyMatch(it -> it.field().equals("name") && it.changed());
    }

    /** With the head of the column instead of its key. */
    private Problem named(Problem it, Locale locale) {
        return new Problem(
                it.file(),
                it.line(),
                head(it.field(), locale),
                it.value(),
                it.code(),
                it.details());
    }

    private String head(String key, Locale locale) {
        var head = messages.getMessage("column." + key, null, key, locale);
        return head == null ? key : head;
    }

    private JobLine line(Job job) {
        return new JobLine(
                job.id(),
                job.kind().name(),
                job.fileName(),
                job.source(),
                job.state().name(),
                job.tally(),
                job.read(),
                job.stored(),
                job.problems(),
                job.maybeMore(),
                job.fault(),
                LocalDateTime.ofInstant(job.createdAt(), clock.getZone())
                        .truncatedTo(ChronoUnit.MINUTES));
    }

    /** Names instead of keys, in the language of the page. */
    private final class Words {
        private final Locale locale;
        private final Map<String, String> names;

        Words(Locale locale) {
            this.locale = locale;
            this.names = regions.names(locale);
            names.putAll(regions.parkNames(locale));
            recognitions.schemes().forEach(it -> names.put(it.key(), it.name().in(locale)));
            Arrays.stream(Organisation.Kind.values())
                    .forEach(it -> names.put(it.name(), say("kind." + it.name(), locale)));
        }

        PreviewLine line(Imports.Line it) {
            return new PreviewLine(
                    it.line(),
                    it.fresh(),
                    it.key(),
                    it.organisation(),
                    it.values().stream().map(value -> cell(value, it.fresh())).toList());
        }

        private Cell cell(Imports.Value value, boolean fresh) {
            var before = value.before();
            boolean shown = value.changed() && !(fresh && before == null);
            return new Cell(
                    named(value.after()), shown ? named(before == null ? "" : before) : null);
        }

        private String named(String key) {
            return key.isEmpty() ? say("import.nothing", locale) : names.getOrDefault(key, key);
        }
    }

    @PostMapping("/organisations/imports/{id}/confirmation")
    String confirm(@PathVariable UUID id, @RequestParam(defaultValue = "") String key) {
        commands.once(key, new ConfirmCommand(id), id, () -> imports.confirm(id));
        imports.await(id, PATIENCE);
        return "redirect:/organisations/imports/" + id;
    }

    @PostMapping("/organisations/imports/{id}/discard")
    String discard(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash) {
        commands.once(key, new DiscardCommand(id), id, () -> imports.discard(id));
        flash.addFlashAttribute("done", "import-discarded");
        return "redirect:/organisations/imports";
    }

    @GetMapping("/organisations/imports/{id}/problems/{form}")
    ResponseEntity<byte[]> problems(
            @PathVariable UUID id, @PathVariable String form, Locale locale) {
        var job = must(id);
        var sheet =
                new Sheet(
                        say("import.problems", locale),
                        List.of(
                                        "import.row",
                                        "site.problems.field",
                                        "site.problems.value",
                                        "site.problems.what",
                                        "site.problems.remedy")
                                .stream()
                                .map(it -> say(it, locale))
                                .toList());
        for (var problem : imports.problems(job.id(), 0, KEPT_PROBLEMS)) {
            var code = "problem." + problem.code();
            sheet.add(
                    problem.line(),
                    head(problem.field(), locale),
                    problem.value(),
                    messages.getMessage(code, problem.arguments(), locale),
                    messages.getMessage(code + ".remedy", problem.arguments(), locale));
        }
        return sheet.download(Sheet.Form.of(form));
    }

    @GetMapping("/organisations/imports/template/{kind}")
    ResponseEntity<byte[]> template(@PathVariable Kind kind, Locale locale) {
        return template.of(kind, locale);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
