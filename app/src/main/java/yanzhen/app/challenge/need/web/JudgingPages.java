package yanzhen.app.challenge.need.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.challenge.need.Need;
import yanzhen.app.challenge.need.Need.Answer;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Need.Verdict;
import yanzhen.app.challenge.need.NeedRules;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.challenge.need.Needs.Query;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 研判与合并, by the office. */
@Controller
class JudgingPages {

    private static final int LONGEST = 1_000;
    private static final int GROUND = 500;
    private static final int OTHERS = 200;

    /** A question with what was typed. */
    record Asked(
            String key,
            String ask,
            String why,
            String speaksFor,
            String source,
            boolean reading,
            String answer,
            String ground) {}

    /** All that the template of the judgement may read. */
    record Sheet(
            NeedViews.View need,
            List<Asked> questions,
            List<String> verdicts,
            String verdict,
            String reason,
            boolean own) {}

    /** All that the template of merging may read. */
    record Joining(NeedViews.View need, List<Choice> others, String root, String reason) {}

    record JudgeCommand(UUID need, Verdict verdict, String reason, List<Answer> answers) {}

    record MergeCommand(UUID need, UUID root, String reason) {}

    record PartCommand(UUID need, String reason) {}

    private final Needs needs;
    private final NeedViews views;
    private final Commands commands;

    JudgingPages(Needs needs, NeedViews views, Commands commands) {
        this.needs = needs;
        this.views = views;
        this.commands = commands;
    }

    private Need found(UUID id) {
        return needs.find(id).orElseThrow(() -> new NotFound("need", id));
    }

    @GetMapping("/needs/{id}/judgement")
    ModelAndView sheet(@PathVariable UUID id, Locale locale) {
        return sheet(id, Map.of(), new Problems(), locale);
    }

    private ModelAndView sheet(
            UUID id, Map<String, String> typed, Problems problems, Locale locale) {
        var need = found(id);
        if (need.state() != State.SUBMITTED) {
            throw new Needs.Stuck("judge", need.state());
        }
        var view = FormPage.of("need/judgement", problems);
        view.addObject(
                "sheet",
                new Sheet(
                        views.of(need, locale),
                        needs.rules().questions().stream()
                                .map(it -> asked(it, typed, locale))
                                .toList(),
                        Stream.of(Verdict.values()).map(Enum::name).toList(),
                        typed.getOrDefault("verdict", ""),
                        typed.getOrDefault("reason", ""),
                        needs.mayNotJudge(need).isPresent()));
        return view;
    }

    private static Asked asked(NeedRules.Question it, Map<String, String> typed, Locale locale) {
        return new Asked(
                it.key(),
                it.ask().in(locale),
                it.why().in(locale),
                it.speaksFor().name(),
                it.source().toString(),
                it.reading(),
                typed.getOrDefault("answer-" + it.key(), ""),
                typed.getOrDefault("ground-" + it.key(), ""));
    }

    @PostMapping("/needs/{id}/judgement")
    ModelAndView judge(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var command = command(id, needs.rules(), typed, problems);
        if (command == null) {
            return sheet(id, typed, problems, locale);
        }
        try {
            commands.once(
                    key,
                    command,
                    id,
                    () -> needs.judge(id, command.verdict(), command.reason(), command.answers()));
        } catch (Problems.Refused refused) {
            return sheet(id, typed, refused.problems(), locale);
        }
        return NeedPage.back(id, "need-judged", flash);
    }

    /** Reads a judgement: an answer with its ground to every question, a verdict, a reason. */
    static @Nullable JudgeCommand command(
            UUID id, NeedRules rules, Map<String, String> typed, Problems problems) {
        var answers = new ArrayList<Answer>();
        for (var question : rules.questions()) {
            var answer = Typed.text(typed.get("answer-" + question.key()));
            var found = new Problems();
            var ground =
                    Typed.text(
                            question.key(),
                            typed.get("ground-" + question.key()),
                            2,
                            GROUND,
                            found);
            if (!answer.equals("yes") && !answer.equals("no")) {
                problems.add("", null, question.key(), answer, "need-answer");
            } else if (found.none()) {
                answers.add(new Answer(question.key(), answer.equals("yes"), ground));
            } else {
                problems.include(found);
            }
        }
        var verdict = Typed.choice("verdict", typed.get("verdict"), Verdict.class, true, problems);
        var reason = Typed.text("reason", typed.get("reason"), 2, LONGEST, problems);
        return verdict == null || !problems.none()
                ? null
                : new JudgeCommand(id, verdict, reason, answers);
    }

    @GetMapping("/needs/{id}/merge")
    ModelAndView joining(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String root, Locale locale) {
        return joining(id, root, "", new Problems(), locale);
    }

    private ModelAndView joining(
            UUID id, String root, String reason, Problems problems, Locale locale) {
        var need = found(id);
        if (!need.state().mergeable()) {
            throw new Needs.Stuck("merge", need.state());
        }
        var view = FormPage.of("need/merge", problems);
        view.addObject("joining", new Joining(views.of(need, locale), others(id), root, reason));
        return view;
    }

    /** Those that it could be merged into, be they alike or not. */
    private List<Choice> others(UUID id) {
        return Stream.of(State.SUBMITTED, State.PUBLISHABLE)
                .flatMap(it -> needs.search(Query.in(it), null, OTHERS).items().stream())
                .map(Needs.Listed::need)
                .filter(it -> !it.id().equals(id))
                .map(it -> new Choice(it.id().toString(), it.draft().title()))
                .toList();
    }

    @PostMapping("/needs/{id}/merge")
    ModelAndView merge(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String root,
            @RequestParam(defaultValue = "") String other,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var chosen = Typed.text(other).isEmpty() ? root : other;
        var into = root(chosen, problems);
        var why = Typed.reason(reason, problems);
        if (into == null || !problems.none()) {
            return joining(id, chosen, reason, problems, locale);
        }
        commands.once(key, new MergeCommand(id, into, why), id, () -> needs.merge(id, into, why));
        return NeedPage.back(into, "need-merged", flash);
    }

    /** The need that is to stay; a problem when there is none such. */
    private @Nullable UUID root(@Nullable String typed, Problems problems) {
        if (Typed.text(typed).isEmpty()) {
            problems.add("", null, "root", "", "required");
            return null;
        }
        var root = Typed.id("root", typed, problems);
        if (root != null && needs.find(root).isEmpty()) {
            problems.add("", null, "root", root.toString(), "unknown-reference");
            return null;
        }
        return root;
    }

    @PostMapping("/needs/{id}/parting")
    ModelAndView part(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            var view = FormPage.of("need/need", problems);
            view.addObject("need", views.of(found(id), locale));
            return view;
        }
        commands.once(key, new PartCommand(id, why), id, () -> needs.part(id, why));
        return NeedPage.back(id, "need-parted", flash);
    }
}
