package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.cluster.Applications;
import yanzhen.app.cluster.Applications.Application;
import yanzhen.app.cluster.Applications.Passage;
import yanzhen.app.cluster.Casework;
import yanzhen.app.cluster.Casework.Award;
import yanzhen.app.cluster.Casework.Waiting;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** Rounds and applications for programs: what is open, how far things are, handing in, deciding. */
@RestController
@Tag(name = "applications", description = "Rounds and applications 批次与申请")
class ApplicationsApi {

    /**
     * A round.
     *
     * @param state COMING, OPEN or CLOSED
     * @param closes first day on which nothing is taken any more
     * @param places null without a limit
     * @param version key of the version of the rules that it follows
     */
    @Schema(name = "Round")
    record RoundBody(
            UUID id,
            String scheme,
            String kind,
            String title,
            String state,
            LocalDate opens,
            LocalDate closes,
            @Nullable Integer places,
            int granted,
            String version,
            List<StageBody> steps,
            boolean synthetic) {}

    /** A step of the procedure, with the calendar days that it may take. */
    record StageBody(String step, String by, int days) {}

    /**
     * An application as far as the viewer may see it.
     *
     * @param score null for those who only see that it is publicised, as is the reason
     * @param way steps that it has entered, the latest first; none for those who only see that it
     *     is publicised
     */
    @Schema(name = "Application")
    record ApplicationBody(
            UUID id,
            UUID round,
            UUID organisation,
            String scheme,
            String state,
            int revision,
            @Nullable BigDecimal score,
            @Nullable UUID recognition,
            @Nullable Instant submittedAt,
            @Nullable Instant endedAt,
            @Nullable String reason,
            List<PassageBody> way,
            boolean synthetic) {}

    /** A step that it has entered. */
    record PassageBody(
            UUID id,
            String step,
            Instant enteredAt,
            LocalDate due,
            @Nullable Instant leftAt,
            @Nullable String verdict,
            @Nullable String reason) {}

    /** A step that waits for the viewer. */
    record WaitingBody(
            UUID step,
            String kind,
            UUID application,
            UUID organisation,
            String name,
            String scheme,
            String district,
            Instant since,
            LocalDate due) {}

    /** For whom an application is begun. */
    record Beginning(@Nullable UUID organisation) {}

    /** What is said to conditions that people judge, by their place, the first being 1. */
    record Answers(@Nullable Map<Integer, String> answers) {}

    /** The application that was begun or handed in. */
    @Schema(name = "ApplicationDone")
    record Done(UUID application) {}

    /**
     * The end of open steps, all of them or none.
     *
     * @param from first day of the recognition; needed to pass the last step
     * @param document notice; needed to pass the last step
     */
    @Schema(name = "StepDecision")
    record Deciding(
            @Nullable List<UUID> steps,
            @Nullable String verdict,
            @Nullable String reason,
            @Nullable String from,
            @Nullable String document) {}

    /** The steps that were ended. */
    record Decided(List<UUID> steps) {}

    private record BeginCommand(UUID round, UUID organisation) {}

    private record AnswerCommand(UUID application, Map<Integer, String> answers) {}

    private record SubmitCommand(UUID application) {}

    private record DecideCommand(
            List<UUID> steps, Verdict verdict, String reason, @Nullable Award award) {}

    private static final int MOST_ANSWER = 2_000;

    private final ApplicationReaders readers;
    private final Rounds rounds;
    private final Applications applications;
    private final Casework casework;
    private final Commands commands;
    private final Clock clock;

    ApplicationsApi(
            ApplicationReaders readers,
            Rounds rounds,
            Applications applications,
            Casework casework,
            Commands commands,
            Clock clock) {
        this.readers = readers;
        this.rounds = rounds;
        this.applications = applications;
        this.casework = casework;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/api/v1/rounds")
    @Operation(summary = "Rounds of application and evaluation, those that close last first")
    List<RoundBody> rounds() {
        return rounds.all().stream().map(this::body).toList();
    }

    @GetMapping("/api/v1/rounds/{id}")
    @Operation(summary = "A round with its steps")
    RoundBody round(@PathVariable UUID id) {
        return rounds.find(id).map(this::body).orElseThrow(() -> new NotFound("round", id));
    }

    @GetMapping("/api/v1/rounds/{id}/applications")
    @Operation(summary = "Applications of a round that the caller may see")
    List<ApplicationBody> ofRound(@PathVariable UUID id) {
        return applications.of(id).stream().map(it -> body(it, List.of())).toList();
    }

    @PostMapping("/api/v1/rounds/{id}/applications")
    @Operation(summary = "Begin an application for an organisation of the caller")
    ResponseEntity<Done> begin(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody Beginning body) {
        if (body.organisation == null) {
            var problems = new Problems();
            problems.add("", null, "organisation", "", "required");
            throw new Problems.Refused(problems);
        }
        var command = new BeginCommand(id, body.organisation);
        var answer =
                commands.once(
                        key,
                        command,
                        () -> applications.begin(id, command.organisation).toString());
        return Api.created("/api/v1/applications/", answer, Done::new);
    }

    @GetMapping("/api/v1/applications/{id}")
    @Operation(summary = "An application with its way")
    ApplicationBody application(@PathVariable UUID id) {
        var it = applications.find(id).orElseThrow(() -> new NotFound("application", id));
        return body(it, applications.passages(id));
    }

    @PostMapping("/api/v1/applications/{id}/answers")
    @Operation(summary = "Keep what is said to conditions that people judge")
    ResponseEntity<Done> answer(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id, @RequestBody Answers body) {
        var problems = new Problems();
        var answers = body.answers == null ? Map.<Integer, String>of() : body.answers;
        answers.forEach(
                (place, text) -> Typed.text("answer-" + place, text, 0, MOST_ANSWER, problems));
        problems.mustBeNone();
        var command = new AnswerCommand(id, answers);
        var answer = commands.once(key, command, id, () -> applications.save(id, command.answers));
        return Api.changed(answer, new Done(id));
    }

    @PostMapping("/api/v1/applications/{id}/submission")
    @Operation(summary = "Hand an application in; numbers are read from the annual reports")
    ResponseEntity<Done> submit(@RequestHeader(Api.KEY) String key, @PathVariable UUID id) {
        var answer = commands.once(key, new SubmitCommand(id), id, () -> applications.submit(id));
        return Api.changed(answer, new Done(id));
    }

    @GetMapping("/api/v1/work")
    @Operation(summary = "Steps that wait for the caller, those due first in front")
    List<WaitingBody> work() {
        return casework.queue(null, null).stream().map(ApplicationsApi::body).toList();
    }

    @PostMapping("/api/v1/work/decisions")
    @Operation(summary = "End open steps, all of them or none")
    ResponseEntity<Decided> decide(@RequestHeader(Api.KEY) String key, @RequestBody Deciding body) {
        var problems = new Problems();
        var steps = body.steps == null ? List.<UUID>of() : List.copyOf(body.steps);
        if (steps.isEmpty()) {
            problems.add("", null, "steps", "", "required");
        }
        var verdict = Typed.choice("verdict", body.verdict, Verdict.class, true, problems);
        var reason = Typed.reason(body.reason, problems);
        var award =
                body.from == null && body.document == null
                        ? null
                        : WorkPage.award(
                                Typed.text(body.from), Typed.text(body.document), problems);
        problems.mustBeNone();
        var command = new DecideCommand(steps, Objects.requireNonNull(verdict), reason, award);
        var answer =
                commands.once(
                        key,
                        command,
                        steps.getFirst(),
                        () ->
                                casework.decide(
                                        command.steps,
                                        command.verdict,
                                        command.reason,
                                        command.award));
        return Api.changed(answer, new Decided(steps));
    }

    private RoundBody body(Round it) {
        return new RoundBody(
                it.id(),
                it.scheme(),
                it.kind().name(),
                it.title(),
                it.state(LocalDate.now(clock)),
                it.opens(),
                it.closes(),
                it.places(),
                it.taken(),
                it.version().key(),
                it.procedure().stages().stream()
                        .map(stage ->
                                new StageBody(
                                        stage.step().name(), stage.acts().name(), stage.days()))
                        .toList(),
                it.synthetic());
    }

    private ApplicationBody body(Application it, List<Passage> way) {
        boolean full = readers.include(it);
        return new ApplicationBody(
                it.id(),
                it.round(),
                it.organisation(),
                it.scheme(),
                it.state().name(),
                it.revision(),
                full ? it.score() : null,
                it.recognition(),
                it.submittedAt(),
                it.endedAt(),
                full ? it.reason() : null,
                way.stream().map(ApplicationsApi::body).toList(),
                it.synthetic());
    }

    private static PassageBody body(Passage it) {
        return new PassageBody(
                it.id(),
                it.step().name(),
                it.enteredAt(),
                it.due(),
                it.leftAt(),
                it.verdict() == null ? null : it.verdict().name(),
                it.reason());
    }

    private static WaitingBody body(Waiting it) {
        return new WaitingBody(
                it.step(),
                it.kind().name(),
                it.application(),
                it.organisation(),
                it.organisationName(),
                it.scheme(),
                it.district(),
                it.since(),
                it.due());
    }
}
