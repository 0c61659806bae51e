package yanzhen.app.chain.taskforce.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.Reviews;
import yanzhen.app.chain.foresight.Topic;
import yanzhen.app.chain.foresight.Topics;
import yanzhen.app.chain.taskforce.Pilots;
import yanzhen.app.chain.taskforce.Plan;
import yanzhen.app.chain.taskforce.Plan.State;
import yanzhen.app.chain.taskforce.Power;
import yanzhen.app.chain.taskforce.ResponsePlans;
import yanzhen.app.chain.taskforce.ResponseRules.Kind;
import yanzhen.app.chain.taskforce.ResponseRules.Work;
import yanzhen.app.chain.taskforce.TaskForces;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 应对方案: a measure proposed, and one measure with what it came to. */
@Controller
class PlanPages {

    static final String PLANS = "/response-plans";

    /** All that the form's template may read. */
    record Form(
            String chain,
            String chainName,
            UUID node,
            String nodeName,
            String kind,
            String kindName,
            String reason,
            List<String> directions,
            List<FieldLine> fields,
            List<Choice> owners,
            NewPlans.Typing typed,
            List<Integer> rows) {}

    record FieldLine(String name, boolean required, String value) {}

    /** All that the template of one may read. */
    record View(
            PlanLine line,
            String chainName,
            String proposed,
            @Nullable String proposedBy,
            @Nullable String needed,
            @Nullable String decided,
            @Nullable String evidence,
            List<FieldLine> fields,
            List<StepLine> steps,
            List<String> moves,
            boolean mayConfirm,
            boolean mayWork,
            boolean mayClose,
            int facts,
            List<Choice> works,
            @Nullable String workForm,
            List<AtNode.Reviewed> reviews,
            String nodeState) {}

    record StepLine(
            String at, @Nullable String by, @Nullable String from, String to, String reason) {}

    record ProposeCommand(String chain, UUID node, Plan.Draft draft) {}

    record ConfirmCommand(UUID plan) {}

    record MoveCommand(UUID plan, State to, String reason) {}

    record TieCommand(UUID plan, Response work) {}

    record CloseCommand(UUID plan, String evidence) {}

    private final ResponsePlans plans;
    private final TaskForces forces;
    private final Pilots pilots;
    private final Topics topics;
    private final Reviews reviews;
    private final Atlas atlas;
    private final AtNode atNode;
    private final PlanRows lines;
    private final Words words;
    private final Commands commands;

    PlanPages(
            ResponsePlans plans,
            TaskForces forces,
            Pilots pilots,
            Topics topics,
            Reviews reviews,
            Atlas atlas,
            AtNode atNode,
            PlanRows lines,
            Words words,
            Commands commands) {
        this.plans = plans;
        this.forces = forces;
        this.pilots = pilots;
        this.topics = topics;
        this.reviews = reviews;
        this.atlas = atlas;
        this.atNode = atNode;
        this.lines = lines;
        this.words = words;
        this.commands = commands;
    }

    private Kind kind(@Nullable String key) {
        var named = Typed.text(key);
        return words.rules().kind(named).orElseThrow(() -> new NotFound("kind of measure", named));
    }

    @GetMapping(PLANS + "/new")
    ModelAndView blank(
            @RequestParam String chain,
            @RequestParam UUID node,
            @RequestParam String kind,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(required = false) @Nullable UUID organisation,
            Locale locale) {
        var seen = atNode.seen(chain, node);
        forces.must(chain, Power.PROPOSE_PLAN);
        var asked = kind(kind);
        var typed =
                new NewPlans.Typing(
                        null,
                        chain,
                        node.toString(),
                        direction,
                        kind,
                        seen.node().name().in(locale) + " · " + asked.name().in(locale),
                        "",
                        List.of(words.key(organisation)),
                        "",
                        "",
                        null);
        return form(seen, asked, typed, new Problems(), locale);
    }

    private ModelAndView form(
            AtNode.Seen seen, Kind kind, NewPlans.Typing typed, Problems problems, Locale locale) {
        var chain = seen.map().chain();
        var fields =
                IntStream.range(0, kind.fields().size())
                        .mapToObj(at ->
                                new FieldLine(
                                        kind.fields().get(at).name().in(locale),
                                        kind.fields().get(at).required(),
                                        typed.at(typed.field(), at)))
                        .toList();
        return FormPage.of("taskforce/plan-form", problems)
                .addObject(
                        "form",
                        new Form(
                                chain.key(),
                                chain.name().in(locale),
                                seen.node().id(),
                                seen.node().name().in(locale),
                                kind.key(),
                                kind.name().in(locale),
                                kind.reason().in(locale),
                                kind.directions().stream().sorted().map(Enum::name).toList(),
                                fields,
                                words.owners(chain.key()),
                                typed,
                                IntStream.range(0, NewPlans.ORGANISATIONS).boxed().toList()));
    }

    @PostMapping(PLANS)
    ModelAndView propose(
            @ModelAttribute NewPlans.Typing typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var node = Typed.id("node", typed.node(), problems);
        if (node == null) {
            throw new NotFound("node", Typed.text(typed.node()));
        }
        var seen = atNode.seen(Typed.text(typed.chain()), node);
        var kind = kind(typed.kind());
        var draft = NewPlans.read(typed, kind, words, locale, problems);
        if (draft == null) {
            return form(seen, kind, typed, problems, locale);
        }
        var chain = seen.map().chain().key();
        var answer =
                commands.once(
                        Typed.text(typed.key()),
                        new ProposeCommand(chain, node, draft),
                        () -> plans.propose(chain, node, draft).toString());
        return back(answer.id(), "plan-proposed", flash);
    }

    private static ModelAndView back(UUID id, String done, RedirectAttributes flash) {
        flash.addFlashAttribute("done", done);
        return new ModelAndView("redirect:" + PLANS + "/" + id);
    }

    private Plan found(UUID id) {
        return plans.find(id).orElseThrow(() -> new NotFound("response plan", id));
    }

    @GetMapping(PLANS + "/{id}")
    ModelAndView one(@PathVariable UUID id, Locale locale) {
        return page(id, new Problems(), locale);
    }

    private ModelAndView page(UUID id, Problems problems, Locale locale) {
        var plan = found(id);
        var seen = atNode.seen(plan.chain(), plan.node());
        return FormPage.of("taskforce/plan", problems).addObject("view", view(plan, seen, locale));
    }

    private View view(Plan plan, AtNode.Seen seen, Locale locale) {
        var powers = forces.powers(plan.chain());
        var decided = plan.decidedAt();
        var need = plan.need();
        boolean works = powers.contains(Power.WORK_PLAN) && plan.state().open();
        var kind = words.rules().kind(plan.draft().kind()).orElse(null);
        var work = kind == null ? Work.NONE : kind.work();
        return new View(
                lines.of(List.of(plan), locale).getFirst(),
                seen.map().chain().name().in(locale),
                words.said(plan.proposedAt()),
                plan.proposedBy(),
                need == null
                        ? null
                        : words.say("plan.needed", locale, need.by(), words.said(need.at())),
                decided == null ? null : words.said(decided),
                plan.evidence(),
                fields(plan, kind, locale),
                plans.history(plan.id()).stream()
                        .map(it ->
                                new StepLine(
                                        words.said(it.at()),
                                        it.by(),
                                        it.from(),
                                        it.to(),
                                        it.reason()))
                        .toList(),
                plan.state().next().stream()
                        .filter(it -> it != State.DONE && powers.contains(it.power()))
                        .map(Enum::name)
                        .toList(),
                powers.contains(Power.CONFIRM_NEED) && need == null && plan.state().open(),
                works,
                works && plan.state() == State.UNDER_WAY,
                decided == null ? 0 : reviews.factsSince(plan.node(), decided),
                works ? works(plan, work, seen) : List.of(),
                works && plan.work() == null ? workForm(work, plan, seen) : null,
                reviews.because(ResponsePlans.MEASURE, plan.id()).stream()
                        .map(it -> atNode.reviewed(it, seen.node()))
                        .toList(),
                seen.node().state().key());
    }

    private static List<FieldLine> fields(Plan plan, @Nullable Kind kind, Locale locale) {
        var fields = new ArrayList<FieldLine>();
        plan.draft().fields().keySet().stream()
                .sorted()
                .forEach(key -> {
                    var name =
                            kind == null
                                    ? key
                                    : kind.fields().stream()
                                            .filter(it -> it.key().equals(key))
                                            .map(it -> it.name().in(locale))
                                            .findFirst()
                                            .orElse(key);
                    fields.add(
                            new FieldLine(
                                    name, false, plan.draft().fields().getOrDefault(key, "")));
                });
        return fields;
    }

    /** Real work that it can be tied to. */
    private List<Choice> works(Plan plan, Work work, AtNode.Seen seen) {
        return possible(plan, work, seen).stream()
                .map(it -> new Choice(it.kind() + " " + it.id(), it.title()))
                .toList();
    }

    private List<Response> possible(Plan plan, Work work, AtNode.Seen seen) {
        return switch (work) {
            case CHALLENGE -> {
                var link = seen.node().weakLink();
                yield link == null
                        ? List.of()
                        : atlas.responses(link).stream()
                                .filter(it -> it.kind().equals("challenge"))
                                .toList();
            }
            case TOPIC ->
                    topics.all().stream()
                            .filter(it -> it.state() != Topic.State.STOPPED)
                            .map(it ->
                                    new Response(
                                            "topic",
                                            it.id(),
                                            "/foresight/topics/" + it.id(),
                                            it.draft().title(),
                                            it.state().name()))
                            .toList();
            case PILOT ->
                    pilots.of(plan.chain()).stream()
                            .map(it ->
                                    new Response(
                                            "pilot",
                                            it.id(),
                                            "/pilots/" + it.id(),
                                            it.title(),
                                            it.state().name()))
                            .toList();
            case NONE -> List.of();
        };
    }

    /** Where the real work is begun; null where there is nothing to begin. */
    private @Nullable String workForm(Work work, Plan plan, AtNode.Seen seen) {
        return switch (work) {
            case CHALLENGE -> {
                var link = seen.node().weakLink();
                yield link != null && words.may("GET", "/challenges/new")
                        ? "/challenges/new?weakLink=" + link
                        : null;
            }
            case TOPIC ->
                    words.may("GET", "/foresight/topics/new") ? "/foresight/topics/new" : null;
            case PILOT -> "/chains/" + plan.chain() + "/pilots/new";
            case NONE -> null;
        };
    }

    @PostMapping(PLANS + "/{id}/need")
    ModelAndView confirm(
            @PathVariable UUID id, @RequestParam String key, RedirectAttributes flash) {
        commands.once(key, new ConfirmCommand(id), id, () -> plans.confirmNeed(id));
        return back(id, "plan-confirmed", flash);
    }

    @PostMapping(PLANS + "/{id}/state")
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
        try {
            commands.once(
                    key, new MoveCommand(id, state, why), id, () -> plans.move(id, state, why));
        } catch (Problems.Refused e) {
            return page(id, e.problems(), locale);
        }
        return back(id, "plan-moved", flash);
    }

    @PostMapping(PLANS + "/{id}/work")
    ModelAndView tie(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String work,
            RedirectAttributes flash,
            Locale locale) {
        var plan = found(id);
        var kind = kind(plan.draft().kind());
        var chosen =
                possible(plan, kind.work(), atNode.seen(plan.chain(), plan.node())).stream()
                        .filter(it -> work.equals(it.kind() + " " + it.id()))
                        .findFirst();
        if (chosen.isEmpty()) {
            var problems = new Problems();
            problems.add("", null, "work", work, "unknown-reference");
            return page(id, problems, locale);
        }
        var response = chosen.get();
        commands.once(key, new TieCommand(id, response), id, () -> plans.tie(id, response));
        return back(id, "plan-tied", flash);
    }

    @PostMapping(PLANS + "/{id}/closing")
    ModelAndView close(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String evidence,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var said = Typed.text("evidence", evidence, 2, 2000, problems);
        if (!problems.none()) {
            return page(id, problems, locale);
        }
        try {
            commands.once(key, new CloseCommand(id, said), id, () -> plans.close(id, said));
        } catch (Problems.Refused e) {
            return page(id, e.problems(), locale);
        }
        return back(id, "plan-closed", flash);
    }
}
