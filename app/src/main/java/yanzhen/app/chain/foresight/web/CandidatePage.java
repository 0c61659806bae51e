package yanzhen.app.chain.foresight.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Candidate.Evidence;
import yanzhen.app.chain.foresight.Candidate.State;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.chain.foresight.ForesightRules;
import yanzhen.app.chain.foresight.Signals;
import yanzhen.app.chain.foresight.Studies;
import yanzhen.app.chain.foresight.Topics;
import yanzhen.app.chain.web.NewSources;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 候选技术: one candidate with its evidence, signals, studies, topics and history. */
@Controller
class CandidatePage {

    private static final String ONE = CandidatesPage.CANDIDATES + "/{id}";

    /** All that the template may read. */
    record View(
            CandidatesPage.Line head,
            List<Step> levels,
            List<Proof> evidence,
            List<Choice> signals,
            List<Choice> studies,
            List<Choice> topics,
            List<Happened> history,
            List<String> moves,
            List<Choice> linkable,
            List<Choice> kinds,
            List<String> confidences,
            boolean mayWork) {}

    /**
     * One level of readiness.
     *
     * @param needs what it asks for, in words
     * @param state reached, here or ahead
     */
    record Step(int level, String name, String needs, String state) {}

    record Proof(
            UUID id,
            int level,
            String kind,
            Words.Source source,
            String at,
            @Nullable String by,
            @Nullable String withdrawnBecause) {}

    record Happened(
            String kind, String said, @Nullable String reason, String at, @Nullable String by) {}

    /** The form that adds evidence. */
    record TypedEvidence(
            @Nullable String key,
            @Nullable String level,
            @Nullable String kind,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf,
            @Nullable String confidence) {}

    record MoveCommand(UUID candidate, State to, String reason) {}

    record EvidenceCommand(UUID candidate, int level, String kind, SourceNote source) {}

    record WithdrawCommand(UUID candidate, UUID evidence, String reason) {}

    record LinkCommand(UUID candidate, UUID signal, boolean link) {}

    private final Candidates candidates;
    private final Signals signals;
    private final Studies studies;
    private final Topics topics;
    private final Words words;
    private final Commands commands;

    CandidatePage(
            Candidates candidates,
            Signals signals,
            Studies studies,
            Topics topics,
            Words words,
            Commands commands) {
        this.candidates = candidates;
        this.signals = signals;
        this.studies = studies;
        this.topics = topics;
        this.words = words;
        this.commands = commands;
    }

    @GetMapping(ONE)
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return page(id, new Problems(), locale);
    }

    private Candidate found(UUID id) {
        return candidates.find(id).orElseThrow(() -> new NotFound("candidate", id));
    }

    private ModelAndView page(UUID id, Problems problems, Locale locale) {
        var it = found(id);
        var rules = words.rules();
        var linked = signals.of(id);
        boolean mayWork = words.may("GET", CandidatesPage.CANDIDATES + "/new");
        var view = FormPage.of("foresight/candidate", problems);
        view.addObject(
                "view",
                new View(
                        CandidatesPage.Line.of(it, rules, words.places(), words, locale),
                        steps(it, rules, locale),
                        it.evidence().stream().map(e -> proof(e, rules, locale)).toList(),
                        linked.stream()
                                .map(s -> new Choice(s.id().toString(), s.note().title()))
                                .toList(),
                        studies.of(id).stream()
                                .map(s -> new Choice(s.id().toString(), s.plan().title()))
                                .toList(),
                        topics.of(id).stream()
                                .map(t -> new Choice(t.id().toString(), t.draft().title()))
                                .toList(),
                        history(id),
                        it.state().next().stream().map(Enum::name).toList(),
                        mayWork ? linkable(linked.stream().map(s -> s.id()).toList()) : List.of(),
                        rules.kinds().stream()
                                .map(k -> new Choice(k.key(), k.name().in(locale)))
                                .toList(),
                        Arrays.stream(Confidence.values()).map(Enum::name).toList(),
                        mayWork));
        return view;
    }

    private List<Step> steps(Candidate it, ForesightRules rules, Locale locale) {
        var steps = new ArrayList<Step>();
        for (var level : rules.levels()) {
            int at = level.level();
            int shown = it.readiness().level();
            steps.add(
                    new Step(
                            at,
                            level.name().in(locale),
                            needs(level.needs(), rules, locale),
                            at < shown ? "past" : at == shown ? "here" : "ahead"));
        }
        return steps;
    }

    private String needs(List<List<String>> needs, ForesightRules rules, Locale locale) {
        return String.join(
                words.say("foresight.and", locale),
                needs.stream()
                        .map(kinds ->
                                String.join(
                                        words.say("foresight.or", locale),
                                        kinds.stream()
                                                .map(k -> Words.kind(rules, k, locale))
                                                .toList()))
                        .toList());
    }

    private Proof proof(Evidence it, ForesightRules rules, Locale locale) {
        return new Proof(
                it.id(),
                it.level(),
                Words.kind(rules, it.kind(), locale),
                Words.Source.of(it.source()),
                words.said(it.recordedAt()),
                it.recordedBy(),
                it.withdrawnBecause());
    }

    private List<Happened> history(UUID id) {
        return candidates.history(id).stream()
                .map(it ->
                        new Happened(
                                it.kind(), it.said(), it.reason(), words.said(it.at()), it.by()))
                .toList();
    }

    /** The latest signals that are not linked yet. */
    private List<Choice> linkable(List<UUID> linked) {
        var query = new Signals.Query("", "", "", false, Signals.Sort.RECORDED, false);
        return signals.search(query, null, 100).items().stream()
                .filter(it -> !linked.contains(it.id()))
                .map(it -> new Choice(it.id().toString(), it.note().title()))
                .toList();
    }

    private static ModelAndView back(UUID id, String done, RedirectAttributes flash) {
        flash.addFlashAttribute("done", done);
        return new ModelAndView("redirect:" + CandidatesPage.CANDIDATES + "/" + id);
    }

    @PostMapping(ONE + "/state")
    ModelAndView move(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var state = Typed.choice("to", to, State.class, true, problems);
        var why = Typed.reason(reason, problems);
        if (state == null || !problems.none()) {
            return page(id, problems, locale);
        }
        commands.once(
                key, new MoveCommand(id, state, why), id, () -> candidates.move(id, state, why));
        return back(id, "candidate-moved", flash);
    }

    @PostMapping(ONE + "/evidence")
    ModelAndView add(
            @PathVariable UUID id,
            @ModelAttribute TypedEvidence typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var command = read(id, typed, words.rules(), words.today(), problems);
        if (command == null) {
            return page(id, problems, locale).addObject("typed", typed);
        }
        commands.once(
                Typed.text(typed.key),
                command,
                () -> candidates.show(id, command.level, command.kind, command.source).toString());
        return back(id, "evidence-added", flash);
    }

    /** The command; null when something is wrong with it. */
    static @Nullable EvidenceCommand read(
            UUID id,
            TypedEvidence typed,
            ForesightRules rules,
            LocalDate today,
            Problems problems) {
        var level = Typed.text(typed.level);
        if (!level.matches("[1-9]")) {
            problems.add(
                    "", null, "level", level, level.isEmpty() ? "required" : "foresight-level");
        }
        var kind = Typed.text(typed.kind);
        if (rules.kind(kind).isEmpty()) {
            problems.add("", null, "kind", kind, kind.isEmpty() ? "required" : "unknown-reference");
        } else if (level.matches("[1-9]")
                && !rules.levels().get(Integer.parseInt(level) - 1).takes(kind)) {
            problems.add("", null, "kind", kind, "foresight-evidence", level);
        }
        var source =
                NewSources.read(
                        new NewSources.Typing(
                                typed.sourceTitle, typed.sourceUrl, typed.asOf, typed.confidence),
                        false,
                        today,
                        problems);
        return source == null || !problems.none()
                ? null
                : new EvidenceCommand(id, Integer.parseInt(level), kind, source);
    }

    @PostMapping(ONE + "/evidence/{evidence}/withdrawal")
    ModelAndView withdraw(
            @PathVariable UUID id,
            @PathVariable UUID evidence,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return page(id, problems, locale);
        }
        commands.once(
                key,
                new WithdrawCommand(id, evidence, why),
                id,
                () -> candidates.withdrawEvidence(id, evidence, why));
        return back(id, "evidence-withdrawn", flash);
    }

    @PostMapping(ONE + "/signals")
    ModelAndView link(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(required = false) @Nullable UUID signal,
            RedirectAttributes flash,
            Locale locale) {
        if (signal == null) {
            var problems = new Problems();
            problems.add("", null, "signal", "", "required");
            return page(id, problems, locale);
        }
        commands.once(
                key, new LinkCommand(id, signal, true), id, () -> candidates.link(id, signal));
        return back(id, "signal-linked", flash);
    }

    @PostMapping(ONE + "/signals/{signal}/removal")
    ModelAndView unlink(
            @PathVariable UUID id,
            @PathVariable UUID signal,
            @RequestParam String key,
            RedirectAttributes flash) {
        commands.once(
                key, new LinkCommand(id, signal, false), id, () -> candidates.unlink(id, signal));
        return back(id, "signal-unlinked", flash);
    }
}
