package yanzhen.app.chain.foresight.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Accounts;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.chain.foresight.Studies;
import yanzhen.app.chain.foresight.Studies.Turn;
import yanzhen.app.chain.foresight.Study;
import yanzhen.app.chain.foresight.Study.Answer;
import yanzhen.app.chain.foresight.Study.Question;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 德尔菲调查: set up, answered, turned, read. */
@Controller
class StudyPages {

    static final String STUDIES = "/foresight/studies";

    private static final List<String> HEADS =
            List.of(
                    "candidate.name",
                    "study.question",
                    "study.round.head",
                    "study.answers",
                    "study.first-quartile",
                    "study.median",
                    "study.third-quartile",
                    "study.weighted",
                    "study.agreed");

    /** One study in the list. */
    record Line(
            UUID id,
            String title,
            String phase,
            String from,
            String until,
            int candidates,
            int members,
            int replies,
            boolean synthetic) {}

    /** The form of a study, as typed. */
    record TypedStudy(
            @Nullable String key,
            @Nullable String title,
            @Nullable String say,
            @Nullable String firstOpens,
            @Nullable String firstCloses,
            @Nullable String secondOpens,
            @Nullable String secondCloses,
            @Nullable List<String> candidates,
            @Nullable List<String> experts) {}

    /** All that the form's template may read. */
    record Form(TypedStudy typed, List<Choice> candidates, List<Choice> experts, int least) {}

    record SetCommand(Study.Plan plan, List<UUID> candidates, List<UUID> experts) {}

    record TurnCommand(UUID study, Turn turn, String reason) {}

    record PanelCommand(UUID study, UUID expert, @Nullable String reason) {}

    /** Without what was answered: a digest of a few small numbers could be guessed. */
    record AnswerCommand(UUID study, int round) {}

    private final Studies studies;
    private final StudyViews views;
    private final Candidates candidates;
    private final Accounts accounts;
    private final Words words;
    private final Commands commands;
    private final Clock clock;

    StudyPages(
            Studies studies,
            StudyViews views,
            Candidates candidates,
            Accounts accounts,
            Words words,
            Commands commands,
            Clock clock) {
        this.studies = studies;
        this.views = views;
        this.candidates = candidates;
        this.accounts = accounts;
        this.words = words;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping(STUDIES)
    String list(Model model) {
        var all = studies.all();
        var panels = studies.panels(all.stream().map(Study::id).toList());
        model.addAttribute(
                "studies",
                all.stream().map(it -> line(it, panels.getOrDefault(it.id(), List.of()))).toList());
        model.addAttribute("maySet", words.may("GET", STUDIES + "/new"));
        return "foresight/studies";
    }

    private Line line(Study it, List<Study.Member> panel) {
        int round = Math.max(1, Math.min(2, it.at(clock.instant()).over() + 1));
        return new Line(
                it.id(),
                it.plan().title(),
                it.at(clock.instant()).name(),
                words.said(it.plan().firstOpens()),
                words.said(it.plan().secondCloses()),
                it.candidates().size(),
                (int) panel.stream().filter(on -> !on.dropped()).count(),
                (int) panel.stream().filter(on -> on.answered().contains(round)).count(),
                it.synthetic());
    }

    @GetMapping(STUDIES + "/new")
    ModelAndView blank(Locale locale) {
        return form(
                new TypedStudy(null, "", "", "", "", "", "", List.of(), List.of()),
                new Problems(),
                locale);
    }

    private ModelAndView form(TypedStudy typed, Problems problems, Locale locale) {
        var view = FormPage.of("foresight/study-form", problems);
        view.addObject(
                "form",
                new Form(
                        typed,
                        candidates.search(Candidates.Query.all(), null, 500).items().stream()
                                .map(it ->
                                        new Choice(
                                                it.id().toString(), it.draft().name().in(locale)))
                                .toList(),
                        accounts.experts().stream()
                                .map(it -> new Choice(it.account().toString(), it.name()))
                                .toList(),
                        words.rules().panel().least()));
        return view;
    }

    @PostMapping(STUDIES)
    ModelAndView set(@ModelAttribute TypedStudy typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var command = read(typed, problems);
        if (command == null) {
            return form(typed, problems, locale);
        }
        var answer =
                commands.once(
                        Typed.text(typed.key),
                        command,
                        () ->
                                studies.set(command.plan, command.candidates, command.experts)
                                        .toString());
        flash.addFlashAttribute("done", "study-set");
        return new ModelAndView("redirect:" + STUDIES + "/" + answer.value());
    }

    private @Nullable SetCommand read(TypedStudy typed, Problems problems) {
        var title = Typed.text("title", typed.title, 2, 200, problems);
        var say = Typed.text("say", typed.say, 0, 2000, problems);
        var firstOpens = Typed.requiredDay("firstOpens", typed.firstOpens, problems);
        var firstCloses = Typed.requiredDay("firstCloses", typed.firstCloses, problems);
        var secondOpens = Typed.requiredDay("secondOpens", typed.secondOpens, problems);
        var secondCloses = Typed.requiredDay("secondCloses", typed.secondCloses, problems);
        var asked = ids("candidates", typed.candidates, problems);
        var panel = ids("experts", typed.experts, problems);
        int least = words.rules().panel().least();
        if (!panel.isEmpty() && panel.size() < least) {
            problems.add(
                    "",
                    null,
                    "experts",
                    String.valueOf(panel.size()),
                    "foresight-experts",
                    String.valueOf(least));
        }
        order("firstCloses", firstOpens, firstCloses, true, problems);
        order("secondOpens", firstCloses, secondOpens, false, problems);
        order("secondCloses", secondOpens, secondCloses, true, problems);
        if (!problems.none()
                || firstOpens == null
                || firstCloses == null
                || secondOpens == null
                || secondCloses == null) {
            return null;
        }
        return new SetCommand(
                new Study.Plan(
                        title,
                        say,
                        start(firstOpens),
                        start(firstCloses.plusDays(1)),
                        start(secondOpens),
                        start(secondCloses.plusDays(1))),
                asked,
                panel);
    }

    /** Days are whole: a round closes with the end of its last day. */
    private static void order(
            String field,
            @Nullable LocalDate before,
            @Nullable LocalDate after,
            boolean sameDay,
            Problems problems) {
        if (before != null
                && after != null
                && (after.isBefore(before) || (!sameDay && after.equals(before)))) {
            problems.add("", null, field, after.toString(), "foresight-days", before.toString());
        }
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private static List<UUID> ids(String field, @Nullable List<String> typed, Problems problems) {
        var ids = new ArrayList<UUID>();
        for (var it : typed == null ? List.<String>of() : typed) {
            var id = Typed.id(field, it, problems);
            if (id != null) {
                ids.add(id);
            }
        }
        if (ids.isEmpty()) {
            problems.add("", null, field, "", "required");
        }
        return ids;
    }

    @GetMapping(STUDIES + "/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return page(id, null, new Problems(), locale);
    }

    private Study found(UUID id) {
        return studies.find(id).orElseThrow(() -> new NotFound("study", id));
    }

    private ModelAndView page(
            UUID id, @Nullable Map<UUID, Answer> typed, Problems problems, Locale locale) {
        var view = FormPage.of("foresight/study", problems);
        view.addObject("study", views.of(found(id), typed, locale));
        return view;
    }

    private static ModelAndView back(UUID id, String done, RedirectAttributes flash) {
        flash.addFlashAttribute("done", done);
        return new ModelAndView("redirect:" + STUDIES + "/" + id);
    }

    @PostMapping(STUDIES + "/{id}/answers")
    ModelAndView answer(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> sent,
            RedirectAttributes flash,
            Locale locale) {
        var study = found(id);
        var problems = new Problems();
        var answers = answers(study, sent, words.today().getYear(), problems);
        if (!problems.none()) {
            return page(id, answers, problems, locale);
        }
        int round = study.at(clock.instant()).round();
        try {
            commands.once(
                    Typed.text(sent.getFirst("key")),
                    new AnswerCommand(id, round),
                    id,
                    () -> studies.answer(id, List.copyOf(answers.values())));
        } catch (Problems.Refused e) {
            return page(id, answers, e.problems(), locale);
        }
        return back(id, "study-answered", flash);
    }

    /** What was typed for each candidate; problems name the candidate by its number. */
    private static Map<UUID, Answer> answers(
            Study study, MultiValueMap<String, String> sent, int thisYear, Problems problems) {
        var answers = new LinkedHashMap<UUID, Answer>();
        int line = 0;
        for (var it : study.candidates()) {
            line++;
            var importance = whole("importance", sent, it, 1, 5, line, problems);
            var feasibility = whole("feasibility", sent, it, 1, 5, line, problems);
            var year = whole("year", sent, it, thisYear, 2200, line, problems);
            var expertise = whole("expertise", sent, it, 1, 5, line, problems);
            var reason = Typed.text(sent.getFirst("reason-" + it));
            if (reason.length() > 1000) {
                problems.add("", line, "reason", reason, "text-length", "0", "1000");
            }
            answers.put(
                    it,
                    new Answer(
                            it,
                            importance,
                            feasibility,
                            year,
                            expertise == null ? 3 : expertise,
                            reason));
        }
        boolean nothing =
                answers.values().stream()
                        .allMatch(it ->
                                it.importance() == null
                                        && it.feasibility() == null
                                        && it.year() == null);
        if (nothing && problems.none()) {
            problems.add("", null, "importance", "", "foresight-nothing");
        }
        return answers;
    }

    private static @Nullable Integer whole(
            String field,
            MultiValueMap<String, String> sent,
            UUID candidate,
            int least,
            int most,
            int line,
            Problems problems) {
        var text = Typed.text(sent.getFirst(field + "-" + candidate));
        if (text.isEmpty()) {
            return null;
        }
        int value = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
        if (value < least || value > most) {
            problems.add(
                    "",
                    line,
                    field,
                    text,
                    "foresight-number",
                    String.valueOf(least),
                    String.valueOf(most));
            return null;
        }
        return value;
    }

    @PostMapping(STUDIES + "/{id}/turn")
    ModelAndView turn(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String turn,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var move = Typed.choice("turn", turn, Turn.class, true, problems);
        var why = Typed.reason(reason, problems);
        if (move == null || !problems.none()) {
            return page(id, null, problems, locale);
        }
        commands.once(key, new TurnCommand(id, move, why), id, () -> studies.turn(id, move, why));
        return back(id, "study-turned", flash);
    }

    @PostMapping(STUDIES + "/{id}/panel")
    ModelAndView invite(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam UUID expert,
            RedirectAttributes flash) {
        commands.once(
                key, new PanelCommand(id, expert, null), id, () -> studies.invite(id, expert));
        return back(id, "study-invited", flash);
    }

    @PostMapping(STUDIES + "/{id}/panel/{expert}/removal")
    ModelAndView drop(
            @PathVariable UUID id,
            @PathVariable UUID expert,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return page(id, null, problems, locale);
        }
        commands.once(
                key, new PanelCommand(id, expert, why), id, () -> studies.drop(id, expert, why));
        return back(id, "study-dropped", flash);
    }

    @GetMapping(STUDIES + "/{id}/export/{form}")
    ResponseEntity<byte[]> export(@PathVariable UUID id, @PathVariable String form, Locale locale) {
        var kind = Sheet.Form.of(form);
        var study = found(id);
        var rules = words.rules();
        var results = views.results(study);
        var names = new LinkedHashMap<UUID, String>();
        var named = candidates.byId(study.candidates());
        study.candidates()
                .forEach(it -> {
                    var found = named.get(it);
                    names.put(it, found == null ? "" : found.draft().name().in(locale));
                });
        var sheet = new Sheet(study.plan().title(), HEADS, it -> words.say(it, locale));
        for (var question : Question.values()) {
            for (var line : views.lines(names, question, results, rules)) {
                for (var cells : line.rounds()) {
                    sheet.add(
                            line.name(),
                            words.say("study.question." + question, locale),
                            cells.round(),
                            cells.answers(),
                            cells.first(),
                            cells.median(),
                            cells.third(),
                            cells.weighted(),
                            words.say("study.agreed." + line.agreed(), locale));
                }
            }
        }
        return sheet.download(kind);
    }
}
