package yanzhen.app.chain.taskforce.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.taskforce.Direction;
import yanzhen.app.chain.taskforce.Options;
import yanzhen.app.chain.taskforce.Pilot;
import yanzhen.app.chain.taskforce.Pilots;
import yanzhen.app.chain.taskforce.Plan;
import yanzhen.app.chain.taskforce.Post;
import yanzhen.app.chain.taskforce.Power;
import yanzhen.app.chain.taskforce.ResponsePlans;
import yanzhen.app.chain.taskforce.Suggestions;
import yanzhen.app.chain.taskforce.TaskForce.State;
import yanzhen.app.chain.taskforce.TaskForce.Task;
import yanzhen.app.chain.taskforce.TaskForces;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** Task forces for programs: who is on them, tasks, options of a node, plans, pilots. */
@RestController
@Tag(name = "task-forces", description = "Task forces 专班, response plans 应对方案, pilots 一条龙")
class TaskForceApi {

    /**
     * A task force.
     *
     * @param powers what the account's posts allow
     * @param lateDays by which the next meeting is late; 0 when it is not
     */
    @Schema(name = "TaskForce")
    record ForceBody(
            String chain,
            String remit,
            int everyDays,
            LocalDate nextMeeting,
            long lateDays,
            List<MemberBody> members,
            List<TaskBody> tasks,
            List<Power> powers,
            boolean synthetic) {}

    /** A member, in office or no longer. */
    record MemberBody(
            UUID id,
            Post post,
            String name,
            @Nullable UUID organisation,
            LocalDate since,
            @Nullable LocalDate until) {}

    /** A task. */
    @Schema(name = "TaskForceTask")
    record TaskBody(
            UUID id,
            String title,
            UUID owner,
            String ownerName,
            LocalDate due,
            State state,
            boolean overdue,
            @Nullable UUID meeting,
            @Nullable LocalDate closedOn,
            boolean synthetic) {}

    /** A move. */
    record MoveBody(@Nullable String to, @Nullable String reason) {}

    /** What could be done about a node. */
    @Schema(name = "NodeOptions")
    record OptionsBody(
            UUID node,
            List<DirectionBody> directions,
            List<KindBody> kinds,
            Suggestions.Basis basis,
            List<FirmBody> firms) {}

    /** A direction with the rules that ask for it. */
    record DirectionBody(Direction direction, List<String> rules) {}

    /** A kind of measure with the directions in which it helps here. */
    record KindBody(String key, Bilingual name, List<Direction> helps) {}

    /**
     * A firm that could make it; whom to ask first, no probability.
     *
     * @param share of what it takes that the firm makes already, 0 to 1
     */
    record FirmBody(
            UUID organisation,
            Bilingual name,
            double share,
            List<Suggestions.Part> has,
            List<Suggestions.Part> lacks,
            @Nullable Double complexity) {}

    /** A measure. */
    @Schema(name = "ResponsePlan")
    record PlanBody(
            UUID id,
            String chain,
            UUID node,
            Direction direction,
            String kind,
            String title,
            String effect,
            List<UUID> organisations,
            UUID owner,
            LocalDate due,
            Map<String, String> fields,
            Plan.State state,
            boolean needConfirmed,
            @Nullable Response work,
            @Nullable String evidence,
            boolean synthetic) {

        static PlanBody of(Plan it) {
            var draft = it.draft();
            return new PlanBody(
                    it.id(),
                    it.chain(),
                    it.node(),
                    draft.direction(),
                    draft.kind(),
                    draft.title(),
                    draft.effect(),
                    draft.organisations(),
                    draft.owner(),
                    draft.due(),
                    draft.fields(),
                    it.state(),
                    it.need() != null,
                    it.work(),
                    it.evidence(),
                    it.synthetic());
        }
    }

    private final TaskForces forces;
    private final ResponsePlans plans;
    private final Pilots pilots;
    private final Atlas atlas;
    private final AtNode atNode;
    private final OptionsPage options;
    private final Words words;
    private final Commands commands;

    TaskForceApi(
            TaskForces forces,
            ResponsePlans plans,
            Pilots pilots,
            Atlas atlas,
            AtNode atNode,
            OptionsPage options,
            Words words,
            Commands commands) {
        this.forces = forces;
        this.plans = plans;
        this.pilots = pilots;
        this.atlas = atlas;
        this.atNode = atNode;
        this.options = options;
        this.words = words;
        this.commands = commands;
    }

    @GetMapping("/api/v1/chains/{key}/task-force")
    @Operation(summary = "The task force of a chain, its members and tasks")
    ForceBody force(@PathVariable String key) {
        words.map(key);
        var it = forces.of(key).orElseThrow(() -> new NotFound("task force", key));
        return new ForceBody(
                key,
                it.remit(),
                it.cadence().everyDays(),
                it.nextMeeting(),
                it.late(words.today()),
                forces.members(key).stream()
                        .map(m ->
                                new MemberBody(
                                        m.id(),
                                        m.post(),
                                        m.name(),
                                        m.organisation(),
                                        m.since(),
                                        m.until()))
                        .toList(),
                forces.tasks(key).stream().map(this::task).toList(),
                forces.powers(key).stream().sorted().toList(),
                it.synthetic());
    }

    private TaskBody task(Task it) {
        return new TaskBody(
                it.id(),
                it.what().title(),
                it.what().owner(),
                it.ownerName(),
                it.what().due(),
                it.state(),
                it.overdue(words.today()),
                it.meeting(),
                it.closedOn(),
                it.synthetic());
    }

    @PostMapping("/api/v1/chains/{key}/task-force/tasks/{task}/state")
    @Operation(summary = "Put a task into another state, for its owner or whoever gives tasks")
    ResponseEntity<ForceBody> move(
            @PathVariable String key,
            @PathVariable UUID task,
            @RequestHeader(Api.KEY) String idempotencyKey,
            @RequestBody MoveBody body) {
        var problems = new Problems();
        var to = Typed.choice("to", body.to, State.class, true, problems);
        var reason = Typed.reason(body.reason, problems);
        if (to == null || !problems.none()) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        idempotencyKey,
                        new TaskForceForms.MoveCommand(task, to, reason),
                        task,
                        () -> forces.move(task, to, reason));
        return Api.changed(answer, force(key));
    }

    @GetMapping("/api/v1/chains/{key}/nodes/{id}/options")
    @Operation(
            summary = "What could be done about a node, and who could make it",
            description =
                    "Firms by the share of what it takes that they make already; it says whom to ask first and nothing of capacity, price, quality or will.")
    OptionsBody options(@PathVariable String key, @PathVariable UUID id) {
        var seen = atNode.seen(key, id);
        var found = options.found(seen, Looks.What.API);
        var asked = Options.of(atlas.findings(seen.map().run().id(), id), words.rules());
        var directions = new ArrayList<DirectionBody>();
        asked.asked()
                .forEach((direction, grounds) ->
                        directions.add(
                                new DirectionBody(
                                        direction,
                                        grounds.stream().map(it -> it.finding().rule()).toList())));
        directions.sort(java.util.Comparator.comparing(DirectionBody::direction));
        return new OptionsBody(
                id,
                directions,
                asked.kinds().stream()
                        .map(it -> new KindBody(it.kind().key(), it.kind().name(), it.helps()))
                        .toList(),
                found.suggestions().basis(),
                found.suggestions().firms().stream()
                        .map(it ->
                                new FirmBody(
                                        it.organisation(),
                                        it.name(),
                                        it.share(),
                                        it.has(),
                                        it.lacks(),
                                        it.complexity()))
                        .toList());
    }

    @GetMapping("/api/v1/chains/{key}/response-plans")
    @Operation(summary = "Measures of a chain, the open ones by due day first")
    List<PlanBody> plans(@PathVariable String key) {
        words.map(key);
        return plans.of(key).stream().map(PlanBody::of).toList();
    }

    @GetMapping("/api/v1/response-plans/{id}")
    @Operation(summary = "A measure")
    PlanBody plan(@PathVariable UUID id) {
        return PlanBody.of(plans.find(id).orElseThrow(() -> new NotFound("response plan", id)));
    }

    @PostMapping("/api/v1/response-plans")
    @Operation(summary = "Propose a measure, for posts that may")
    ResponseEntity<PlanBody> propose(
            @RequestHeader(Api.KEY) String idempotencyKey,
            @RequestBody NewPlans.Typing body,
            Locale locale) {
        var problems = new Problems();
        var node = Typed.id("node", body.node(), problems);
        var named = Typed.text(body.kind());
        var kind =
                words.rules().kind(named).orElseThrow(() -> new NotFound("kind of measure", named));
        if (node == null) {
            throw new NotFound("node", Typed.text(body.node()));
        }
        var chain = atNode.seen(Typed.text(body.chain()), node).map().chain().key();
        var draft = NewPlans.read(body, kind, words, locale, problems);
        if (draft == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        idempotencyKey,
                        new PlanPages.ProposeCommand(chain, node, draft),
                        () -> plans.propose(chain, node, draft).toString());
        return Api.created("/api/v1/response-plans/", answer, this::plan);
    }

    @PostMapping("/api/v1/response-plans/{id}/state")
    @Operation(summary = "Decide, begin or drop a measure, for posts that may")
    ResponseEntity<PlanBody> move(
            @PathVariable UUID id,
            @RequestHeader(Api.KEY) String idempotencyKey,
            @RequestBody MoveBody body) {
        var problems = new Problems();
        var to = Typed.choice("to", body.to, Plan.State.class, true, problems);
        var reason = Typed.reason(body.reason, problems);
        if (to == null || !problems.none()) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        idempotencyKey,
                        new PlanPages.MoveCommand(id, to, reason),
                        id,
                        () -> plans.move(id, to, reason));
        return Api.changed(answer, plan(id));
    }

    @GetMapping("/api/v1/chains/{key}/pilots")
    @Operation(summary = "Pilots of a chain with their lines and gates")
    List<Pilot> pilots(@PathVariable String key) {
        words.map(key);
        return pilots.of(key);
    }
}
