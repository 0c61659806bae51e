package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
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
import yanzhen.app.cluster.Adjustments;
import yanzhen.app.cluster.Adjustments.Adjustment;
import yanzhen.app.cluster.Adjustments.Kind;
import yanzhen.app.cluster.Adjustments.Paper;
import yanzhen.app.cluster.Adjustments.Passage;
import yanzhen.app.cluster.Adjustments.Wish;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.web.AdjustmentTyping.Typing;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** Adjustments for programs: filing, following, deciding. */
@RestController
@Tag(name = "adjustments", description = "Adjustments 调整")
class AdjustmentsApi {

    /**
     * A request.
     *
     * @param document notice of the decision; null before
     * @param way steps that it has entered, the latest first; none in a list
     */
    @Schema(name = "Adjustment")
    record AdjustmentBody(
            UUID id,
            UUID organisation,
            String kind,
            String state,
            int revision,
            @Nullable WishBody wish,
            Instant filedAt,
            @Nullable Instant endedAt,
            @Nullable String document,
            @Nullable String reason,
            List<AdjustmentStep> way,
            boolean synthetic) {}

    /** What is asked for, as it was handed in last. */
    @Schema(name = "AdjustmentWish")
    record WishBody(
            LocalDate effective,
            @Nullable String name,
            @Nullable String nameEn,
            List<TouchedBody> touched,
            String statement) {}

    /** A recognition that is touched, and the code of the organisation to which it passes. */
    @Schema(name = "TouchedRecognition")
    record TouchedBody(@Nullable String recognition, @Nullable String successor) {}

    /** A step that it has entered. */
    record AdjustmentStep(
            UUID id,
            String step,
            Instant enteredAt,
            LocalDate due,
            @Nullable Instant leftAt,
            @Nullable String verdict,
            @Nullable String reason) {}

    /** A paper with its content as base64. */
    @Schema(name = "AdjustmentPaper")
    record PaperBody(@Nullable String paper, @Nullable String name, @Nullable String content) {}

    /**
     * What is filed, or handed in again.
     *
     * @param kind NAME, SUCCESSION or CESSATION; not needed to hand in again
     * @param touched all that fit the kind and are in force when it is left out, except of a
     *     succession
     */
    @Schema(name = "AdjustmentFiling")
    record Filing(
            @Nullable String kind,
            @Nullable String effective,
            @Nullable String name,
            @Nullable String nameEn,
            @Nullable List<TouchedBody> touched,
            @Nullable String statement,
            @Nullable List<PaperBody> papers) {}

    /** The request that was filed or changed. */
    @Schema(name = "AdjustmentDone")
    record Done(UUID adjustment) {}

    /**
     * The end of an open step.
     *
     * @param document notice; needed to pass the last step
     */
    @Schema(name = "AdjustmentDecision")
    record Deciding(
            @Nullable UUID step,
            @Nullable String verdict,
            @Nullable String reason,
            @Nullable String document) {}

    private record FileCommand(UUID organisation, Kind kind, Wish wish, List<PaperBody> papers) {}

    private record ResubmitCommand(UUID adjustment, Wish wish, List<PaperBody> papers) {}

    private record DecideCommand(
            UUID step, Verdict verdict, String reason, @Nullable String document) {}

    private record WithdrawCommand(UUID adjustment, String reason) {}

    private final Adjustments adjustments;
    private final AdjustmentTyping typing;
    private final Organisations organisations;
    private final Files files;
    private final Commands commands;
    private final Clock clock;

    AdjustmentsApi(
            Adjustments adjustments,
            AdjustmentTyping typing,
            Organisations organisations,
            Files files,
            Commands commands,
            Clock clock) {
        this.adjustments = adjustments;
        this.typing = typing;
        this.organisations = organisations;
        this.files = files;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/api/v1/adjustments")
    @Operation(summary = "Adjustments that the caller may see, the latest first")
    List<AdjustmentBody> all() {
        return adjustments.all().stream().map(it -> body(it, null, List.of())).toList();
    }

    @GetMapping("/api/v1/adjustments/{id}")
    @Operation(summary = "An adjustment with its way")
    AdjustmentBody one(@PathVariable UUID id) {
        var it = adjustments.find(id).orElseThrow(() -> new NotFound("adjustment", id));
        return body(
                it, wish(adjustments.revisions(id).getFirst().wish()), adjustments.passages(id));
    }

    @PostMapping("/api/v1/organisations/{id}/adjustments")
    @Operation(summary = "File an adjustment of an organisation")
    ResponseEntity<Done> file(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id, @RequestBody Filing body) {
        var problems = new Problems();
        var kind = Typed.choice("kind", body.kind, Kind.class, true, problems);
        var wish = kind == null ? null : typing.wish(kind, typed(id, kind, body), problems);
        var papers = papers(body, problems);
        problems.mustBeNone();
        var command =
                new FileCommand(
                        id, Objects.requireNonNull(kind), Objects.requireNonNull(wish), papers);
        var answer =
                commands.once(
                        key,
                        command,
                        () ->
                                adjustments
                                        .file(id, command.kind, command.wish, store(papers, id))
                                        .toString());
        return Api.created("/api/v1/adjustments/", answer, Done::new);
    }

    @PostMapping("/api/v1/adjustments/{id}/submission")
    @Operation(summary = "Hand in again what was sent back; papers are added to those of before")
    ResponseEntity<Done> resubmit(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id, @RequestBody Filing body) {
        var it = adjustments.find(id).orElseThrow(() -> new NotFound("adjustment", id));
        var problems = new Problems();
        var wish = typing.wish(it.kind(), typed(it.organisation(), it.kind(), body), problems);
        var papers = papers(body, problems);
        problems.mustBeNone();
        var command = new ResubmitCommand(id, Objects.requireNonNull(wish), papers);
        var answer =
                commands.once(
                        key,
                        command,
                        id,
                        () ->
                                adjustments.resubmit(
                                        id, command.wish, store(papers, it.organisation())));
        return Api.changed(answer, new Done(id));
    }

    @PostMapping("/api/v1/adjustments/{id}/decision")
    @Operation(summary = "End the open step; when the last one is passed, the register changes")
    ResponseEntity<Done> decide(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id, @RequestBody Deciding body) {
        var problems = new Problems();
        if (body.step == null) {
            problems.add("", null, "step", "", "required");
        }
        var verdict = Typed.choice("verdict", body.verdict, Verdict.class, true, problems);
        var reason = Typed.reason(body.reason, problems);
        var document =
                body.document == null
                        ? null
                        : Typed.text(
                                "document",
                                body.document,
                                1,
                                AdjustmentPage.MOST_DOCUMENT,
                                problems);
        problems.mustBeNone();
        var command =
                new DecideCommand(
                        Objects.requireNonNull(body.step),
                        Objects.requireNonNull(verdict),
                        reason,
                        document);
        var answer =
                commands.once(
                        key,
                        command,
                        id,
                        () ->
                                adjustments.decide(
                                        command.step,
                                        command.verdict,
                                        command.reason,
                                        command.document));
        return Api.changed(answer, new Done(id));
    }

    @PostMapping("/api/v1/adjustments/{id}/withdrawal")
    @Operation(summary = "Take an adjustment back")
    ResponseEntity<Done> withdraw(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody Api.Reason body) {
        var command = new WithdrawCommand(id, body.given());
        var answer =
                commands.once(key, command, id, () -> adjustments.withdraw(id, command.reason));
        return Api.changed(answer, new Done(id));
    }

    /** Left out: everything that the kind fits, as the form has it ticked. */
    private Typing typed(UUID organisation, Kind kind, Filing body) {
        var successors = new HashMap<String, String>();
        var touched = new ArrayList<String>();
        if (body.touched == null && kind != Kind.SUCCESSION) {
            adjustments.adjustable(organisation).stream()
                    .filter(it -> it.kinds().contains(kind))
                    .filter(it -> it.valid().covers(LocalDate.now(clock)))
                    .forEach(it -> touched.add(it.recognition().toString()));
        }
        for (var each : body.touched == null ? List.<TouchedBody>of() : body.touched) {
            var recognition = Typed.text(each.recognition);
            touched.add(recognition);
            successors.put(recognition, Typed.text(each.successor));
        }
        return new Typing(
                Typed.text(body.effective),
                Typed.text(body.name),
                Typed.text(body.nameEn),
                touched,
                successors,
                "",
                Typed.text(body.statement));
    }

    /** Those that are named, read and taken; what is wrong with the others is told at once. */
    private List<PaperBody> papers(Filing body, Problems problems) {
        var papers = body.papers == null ? List.<PaperBody>of() : List.copyOf(body.papers);
        for (var paper : papers) {
            if (paper.paper == null || paper.name == null || paper.content == null) {
                problems.add("", null, "papers", "", "required");
            } else if (decoded(paper.content) == null) {
                problems.add("", null, "papers", paper.name, "adjustment-paper-unreadable");
            } else {
                Files.tell(files.check(paper.name, content(paper)), "papers", problems);
            }
        }
        return papers;
    }

    private static byte @Nullable [] decoded(String content) {
        try {
            return Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private List<Paper> store(List<PaperBody> papers, UUID organisation) {
        var stored = new ArrayList<Paper>();
        for (var paper : papers) {
            var name = Objects.requireNonNull(paper.name);
            var file = files.store(name, content(paper), organisation);
            stored.add(new Paper(Objects.requireNonNull(paper.paper), file.id(), file.name()));
        }
        return stored;
    }

    private static InputStream content(PaperBody paper) {
        var bytes = decoded(Objects.requireNonNull(paper.content));
        return new ByteArrayInputStream(Objects.requireNonNull(bytes));
    }

    private static AdjustmentBody body(Adjustment it, @Nullable WishBody wish, List<Passage> way) {
        return new AdjustmentBody(
                it.id(),
                it.organisation(),
                it.kind().name(),
                it.state().name(),
                it.revision(),
                wish,
                it.filedAt(),
                it.endedAt(),
                it.document(),
                it.reason(),
                way.stream().map(AdjustmentsApi::step).toList(),
                it.synthetic());
    }

    private WishBody wish(Wish it) {
        var heirs = new ArrayList<UUID>();
        it.touched()
                .forEach(each -> {
                    if (each.successor() != null) {
                        heirs.add(each.successor());
                    }
                });
        Map<UUID, Organisation> called = organisations.byId(heirs);
        return new WishBody(
                it.effective(),
                it.name(),
                it.nameEn(),
                it.touched().stream()
                        .map(each ->
                                new TouchedBody(
                                        each.recognition().toString(),
                                        code(called, each.successor())))
                        .toList(),
                it.statement());
    }

    private static @Nullable String code(
            Map<UUID, Organisation> called, @Nullable UUID organisation) {
        var found = organisation == null ? null : called.get(organisation);
        return found == null ? null : found.key();
    }

    private static AdjustmentStep step(Passage it) {
        return new AdjustmentStep(
                it.id(),
                it.step().name(),
                it.enteredAt(),
                it.due(),
                it.leftAt(),
                it.verdict() == null ? null : it.verdict().name(),
                it.reason());
    }
}
