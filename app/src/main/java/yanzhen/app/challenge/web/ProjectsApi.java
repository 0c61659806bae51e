package yanzhen.app.challenge.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.Delivery;
import yanzhen.app.challenge.Delivery.Listed;
import yanzhen.app.challenge.Delivery.Milestone;
import yanzhen.app.challenge.Delivery.Project;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.challenge.Outcomes;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.web.ProjectPage.DecideCommand;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;
import yanzhen.app.site.Typed;

/** Projects and outcomes for programs. */
@RestController
@Tag(name = "projects", description = "Projects, milestones and outcomes 项目与成果")
class ProjectsApi {

    /** A project in a list. */
    @Schema(name = "ProjectLine")
    record Line(
            UUID id,
            UUID challenge,
            String title,
            UUID team,
            String state,
            LocalDate startedOn,
            int accepted,
            int milestones,
            @Nullable LocalDate nextDue,
            boolean waiting,
            @Nullable UUID outcome,
            boolean synthetic) {

        static Line of(Listed it) {
            return new Line(
                    it.project().id(),
                    it.project().challenge(),
                    it.project().title(),
                    it.project().organisation(),
                    it.project().state().name(),
                    it.project().startedOn(),
                    it.accepted(),
                    it.milestones(),
                    it.nextDue(),
                    it.waiting(),
                    it.project().outcome(),
                    it.project().synthetic());
        }
    }

    /**
     * A project with its milestones.
     *
     * @param milestones with their submissions for those who may see them
     */
    @Schema(name = "Project")
    record Body(
            UUID id,
            UUID challenge,
            String title,
            UUID team,
            String state,
            LocalDate startedOn,
            List<Milestone> milestones,
            @Nullable UUID outcome,
            boolean synthetic) {}

    /** A decision on what was handed in for a milestone. */
    record Decision(@Nullable Boolean accept, @Nullable String reason) {}

    /** An acceptance; one measured value for each target, in order. */
    record NewAcceptance(
            @Nullable List<String> measured,
            @Nullable String trlBefore,
            @Nullable String trlAfter,
            @Nullable String reason) {}

    /** An outcome in a list. */
    record OutcomeLine(
            UUID id,
            String title,
            UUID project,
            UUID challenge,
            @Nullable UUID weakLink,
            BaseCategory category,
            UUID team,
            LocalDate acceptedOn,
            boolean synthetic) {

        static OutcomeLine of(Outcome it) {
            return new OutcomeLine(
                    it.id(),
                    it.title(),
                    it.project(),
                    it.challenge(),
                    it.weakLink(),
                    it.category(),
                    it.organisation(),
                    it.acceptedOn(),
                    it.synthetic());
        }
    }

    /** An outcome with what was measured. */
    record OutcomeBody(
            OutcomeLine outcome,
            List<Delivery.Measured> measured,
            Delivery.Acceptance acceptance) {}

    private final Delivery delivery;
    private final Outcomes outcomes;
    private final Wall wall;
    private final Handing handing;
    private final Shown shown;
    private final Commands commands;
    private final Viewers viewers;

    ProjectsApi(
            Delivery delivery,
            Outcomes outcomes,
            Wall wall,
            Handing handing,
            Shown shown,
            Commands commands,
            Viewers viewers) {
        this.delivery = delivery;
        this.outcomes = outcomes;
        this.wall = wall;
        this.handing = handing;
        this.shown = shown;
        this.commands = commands;
        this.viewers = viewers;
    }

    @GetMapping("/api/v1/projects")
    @Operation(summary = "Projects, the latest started first; pages by cursor")
    Slice<Line> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var query =
                new Delivery.Query(
                        q.strip(), state, category, chain, Delivery.Sort.STARTED, shown.today());
        var after = Cursor.read(cursor, 2).orElse(null);
        return delivery.search(query, after, Api.limited(limit)).map(Line::of);
    }

    @GetMapping("/api/v1/projects/{id}")
    @Operation(summary = "One project with its milestones")
    Body one(@PathVariable UUID id) {
        var it = found(id);
        return new Body(
                it.id(),
                it.challenge(),
                it.title(),
                it.organisation(),
                it.state().name(),
                it.startedOn(),
                delivery.milestones(id),
                it.outcome(),
                it.synthetic());
    }

    private Project found(UUID id) {
        return delivery.findProject(id).orElseThrow(() -> new NotFound("project", id));
    }

    @PostMapping(
            value = "/api/v1/projects/{id}/milestones/{milestone}/submissions",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(summary = "Hand in evidence files for a milestone of the own project")
    ResponseEntity<Body> submit(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @PathVariable UUID milestone,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(value = "file", required = false) @Nullable List<MultipartFile> files) {
        var project = found(id);
        viewers.current().mustActFor(project.organisation());
        var problems = new Problems();
        var answer = handing.in(key, project, milestone, note, files, problems);
        problems.mustBeNone();
        return Api.created("/api/v1/projects/", Objects.requireNonNull(answer), this::one);
    }

    @PostMapping("/api/v1/projects/{id}/milestones/{milestone}/decision")
    @Operation(summary = "Accept what was handed in, or send it back, with a reason")
    ResponseEntity<Body> decide(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @PathVariable UUID milestone,
            @RequestBody Decision body) {
        found(id);
        var problems = new Problems();
        var reason = Typed.reason(body.reason, problems);
        if (body.accept == null) {
            problems.add("", null, "accept", "", "required");
        }
        problems.mustBeNone();
        var command = new DecideCommand(milestone, Boolean.TRUE.equals(body.accept), reason);
        var answer = commands.once(key, command, id, () -> command.on(delivery));
        return Api.created("/api/v1/projects/", answer, this::one);
    }

    @PostMapping("/api/v1/projects/{id}/acceptance")
    @Operation(summary = "Accept the outcome: every milestone accepted, every target met")
    ResponseEntity<OutcomeBody> accept(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody NewAcceptance body) {
        var targets =
                wall.find(found(id).challenge())
                        .map(it -> it.content().targets())
                        .orElse(List.of());
        var problems = new Problems();
        var typed =
                new ProjectPage.Acceptance(
                        null, body.measured, body.trlBefore, body.trlAfter, body.reason);
        var command = typed.read(id, targets, problems);
        problems.mustBeNone();
        var accepted = Objects.requireNonNull(command);
        var answer = commands.once(key, accepted, () -> accepted.on(delivery).toString());
        return Api.created("/api/v1/outcomes/", answer, this::outcome);
    }

    @GetMapping("/api/v1/outcomes")
    @Operation(summary = "Accepted outcomes, the latest first; pages by cursor")
    Slice<OutcomeLine> outcomes(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var query = new Outcomes.Query(q.strip(), category, chain, year);
        var after = Cursor.read(cursor, 2).orElse(null);
        return outcomes.search(query, after, Api.limited(limit)).map(OutcomeLine::of);
    }

    @GetMapping("/api/v1/outcomes/{id}")
    @Operation(summary = "One outcome with what was measured")
    OutcomeBody outcome(@PathVariable UUID id) {
        var found = outcomes.findOutcome(id).orElseThrow(() -> new NotFound("outcome", id));
        return new OutcomeBody(
                OutcomeLine.of(found), delivery.measured(id), delivery.acceptance(id));
    }
}
