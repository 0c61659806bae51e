package yanzhen.app.challenge.need.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.need.Likeness;
import yanzhen.app.challenge.need.Need;
import yanzhen.app.challenge.need.Need.Collector;
import yanzhen.app.challenge.need.Need.Commitment;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Need.Target;
import yanzhen.app.challenge.need.Need.Verdict;
import yanzhen.app.challenge.need.NeedRules.Content;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.challenge.need.web.JudgingPages.MergeCommand;
import yanzhen.app.challenge.need.web.JudgingPages.PartCommand;
import yanzhen.app.challenge.need.web.NeedForms.DraftCommand;
import yanzhen.app.challenge.need.web.NeedPage.SubmitCommand;
import yanzhen.app.challenge.need.web.NeedPage.WithdrawCommand;
import yanzhen.app.challenge.need.web.NewNeeds.Typing;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Commands.Answer;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;
import yanzhen.app.site.Typed;

/** Needs, for programs: the same moves by the same services as the pages. */
@RestController
@Tag(
        name = "needs",
        description = "需求: what somebody lacks and would pay for, before it is put on the wall")
class NeedsApi {

    /** A need in a list. */
    record NeedLine(
            UUID id,
            State state,
            String title,
            @Nullable BaseCategory category,
            UUID owner,
            @Nullable UUID weakLink,
            Collector collectedBy,
            @Nullable BigDecimal budget,
            @Nullable LocalDate wantedBy,
            @Nullable Instant submittedAt,
            boolean synthetic) {}

    /** A need as the account may see it. */
    record NeedBody(
            UUID id,
            State state,
            int revision,
            int round,
            String title,
            String problem,
            @Nullable BaseCategory category,
            UUID owner,
            @Nullable UUID weakLink,
            Collector collectedBy,
            @Nullable BigDecimal budget,
            @Nullable UUID payer,
            String payerText,
            List<Target> targets,
            String ipRule,
            @Nullable Commitment commitment,
            String commitmentText,
            @Nullable LocalDate wantedBy,
            @Nullable Instant submittedAt,
            List<Content> missing,
            @Nullable UUID mergedInto,
            List<CoOwnerBody> coOwners,
            List<NeedJudgementBody> judgements,
            List<NeedCallBody> challenges,
            boolean synthetic) {}

    /** The owner of a need that was merged into this one. */
    record CoOwnerBody(UUID need, UUID organisation) {}

    /** A judgement; only parties to the need are told. */
    record NeedJudgementBody(
            int round,
            Verdict verdict,
            String reason,
            List<Need.Answer> answers,
            String by,
            Instant at) {}

    /** A challenge that was drafted from it. */
    record NeedCallBody(UUID challenge, String state, Instant at) {}

    /** A need that is alike, by which parts. */
    record AlikeBody(UUID id, State state, String title, double likeness, List<AlikePart> parts) {}

    /** How like one part is, and the words that both have. */
    record AlikePart(Likeness.Part part, double likeness, List<String> shared) {}

    /** A quantified target as typed; a draft may leave gaps. */
    record NeedTargetTyped(
            @Nullable String metric,
            @Nullable Boolean atLeast,
            @Nullable String value,
            @Nullable String unit,
            @Nullable String testMethod) {}

    /** A draft; all may be missing but owner and title. */
    record NeedTyped(
            @Nullable String weakLink,
            @Nullable String owner,
            @Nullable String ownerCode,
            @Nullable String title,
            @Nullable String problem,
            @Nullable String category,
            @Nullable String budget,
            @Nullable String payer,
            @Nullable String payerCode,
            @Nullable String payerText,
            @Nullable List<NeedTargetTyped> targets,
            @Nullable String ipRule,
            @Nullable String commitment,
            @Nullable String commitmentText,
            @Nullable String wantedBy) {

        Typing asForm() {
            var rows = targets == null ? List.<NeedTargetTyped>of() : targets;
            return new Typing(
                    null,
                    null,
                    weakLink,
                    owner,
                    ownerCode,
                    title,
                    problem,
                    category,
                    budget,
                    payer,
                    payerCode,
                    payerText,
                    rows.stream().map(it -> Typed.text(it.metric)).toList(),
                    rows.stream()
                            .map(it -> Boolean.FALSE.equals(it.atLeast) ? "at-most" : "at-least")
                            .toList(),
                    rows.stream().map(it -> Typed.text(it.value)).toList(),
                    rows.stream().map(it -> Typed.text(it.unit)).toList(),
                    rows.stream().map(it -> Typed.text(it.testMethod)).toList(),
                    ipRule,
                    commitment,
                    commitmentText,
                    wantedBy,
                    null);
        }
    }

    /** An answer to a question of the pack, with its ground. */
    record NeedAnswerTyped(
            @Nullable String question, @Nullable Boolean yes, @Nullable String ground) {}

    /** A judgement as typed; every question of the pack is answered. */
    record NeedJudgementTyped(
            @Nullable String verdict,
            @Nullable String reason,
            @Nullable List<NeedAnswerTyped> answers) {}

    /** Which need stays, and why they are one. */
    record NeedMergeTyped(@Nullable String root, @Nullable String reason) {}

    private final Needs needs;
    private final NeedWords words;
    private final Commands commands;

    NeedsApi(Needs needs, NeedWords words, Commands commands) {
        this.needs = needs;
        this.words = words;
        this.commands = commands;
    }

    @GetMapping("/api/v1/needs")
    @Operation(summary = "Needs that the account may see; pages by cursor")
    Slice<NeedLine> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var query = new Needs.Query(q.strip(), state, category, chain, from, Needs.Sort.SUBMITTED);
        var after = Cursor.read(cursor, 2).orElse(null);
        return needs.search(query, after, Api.limited(limit)).map(it -> line(it.need()));
    }

    private static NeedLine line(Need it) {
        var draft = it.draft();
        return new NeedLine(
                it.id(),
                it.state(),
                draft.title(),
                draft.category(),
                draft.owner(),
                draft.weakLink(),
                it.collectedBy(),
                draft.budget() == null ? null : draft.budget().amount(),
                draft.wantedBy(),
                it.submittedAt(),
                it.synthetic());
    }

    @GetMapping("/api/v1/needs/{id}")
    @Operation(
            summary = "One need, with what is missing and how it was judged",
            description = "The ETag changes with every change; send it as If-Match with one.")
    @ApiResponse(responseCode = "200", description = "The need.")
    @ApiResponse(responseCode = "304", description = "It is as the ETag sent.")
    @Nullable ResponseEntity<NeedBody> one(@PathVariable UUID id, WebRequest request) {
        var body = body(id);
        var tag = tag(body.revision);
        if (request.checkNotModified(tag)) {
            return null;
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).eTag(tag).body(body);
    }

    private static String tag(int revision) {
        return "\"%d\"".formatted(revision);
    }

    private Need found(UUID id) {
        return needs.find(id).orElseThrow(() -> new NotFound("need", id));
    }

    private NeedBody body(UUID id) {
        var it = found(id);
        var draft = it.draft();
        return new NeedBody(
                it.id(),
                it.state(),
                it.revision(),
                it.round(),
                draft.title(),
                draft.problem(),
                draft.category(),
                draft.owner(),
                draft.weakLink(),
                it.collectedBy(),
                draft.budget() == null ? null : draft.budget().amount(),
                draft.payer(),
                draft.payerText(),
                draft.targets(),
                draft.ipRule(),
                draft.commitment(),
                draft.commitmentText(),
                draft.wantedBy(),
                it.submittedAt(),
                needs.rules().checklist(draft, words.today()).stream()
                        .filter(line -> !line.said())
                        .map(line -> line.rule().content())
                        .toList(),
                it.root(),
                needs.coOwners(id).stream()
                        .map(co -> new CoOwnerBody(co.need(), co.organisation()))
                        .toList(),
                needs.judgements(id).stream()
                        .map(j ->
                                new NeedJudgementBody(
                                        j.round(),
                                        j.verdict(),
                                        j.reason(),
                                        j.answers(),
                                        j.by(),
                                        j.at()))
                        .toList(),
                needs.calls(id).stream()
                        .map(call -> new NeedCallBody(call.challenge(), call.state(), call.at()))
                        .toList(),
                it.synthetic());
    }

    @GetMapping("/api/v1/needs/{id}/alike")
    @Operation(
            summary = "Needs that are alike, the likest first",
            description =
                    "A reading of the platform, with how it was reached; nothing is merged by it.")
    List<AlikeBody> alike(@PathVariable UUID id) {
        found(id);
        return needs.alike(id).stream()
                .map(it ->
                        new AlikeBody(
                                it.need().id(),
                                it.need().state(),
                                it.need().draft().title(),
                                it.likeness().likeness(),
                                it.likeness().whys().stream()
                                        .map(why ->
                                                new AlikePart(
                                                        why.part(), why.likeness(), why.shared()))
                                        .toList()))
                .toList();
    }

    private Draft read(NeedTyped body) {
        var problems = new Problems();
        var typed = body.asForm();
        var draft = NewNeeds.read(typed, words, problems);
        problems.mustBeNone();
        return Objects.requireNonNull(draft);
    }

    private ResponseEntity<NeedBody> created(Answer answer) {
        var made = Api.created("/api/v1/needs/", answer, this::body);
        return tagged(made);
    }

    private static ResponseEntity<NeedBody> tagged(ResponseEntity<NeedBody> answer) {
        var body = Objects.requireNonNull(answer.getBody());
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .eTag(tag(body.revision))
                .body(body);
    }

    @PostMapping("/api/v1/needs")
    @Operation(
            summary = "Draft a need; it may leave gaps",
            description =
                    "payer: OWNER, OTHER (with payerCode) or TEXT (with payerText). commitment: USE or"
                            + " BUY.")
    ResponseEntity<NeedBody> draft(
            @RequestHeader(Api.KEY) String key, @RequestBody NeedTyped body) {
        var draft = read(body);
        return created(
                commands.once(
                        key,
                        new DraftCommand(null, draft, false),
                        () -> needs.draft(draft).toString()));
    }

    @PutMapping("/api/v1/needs/{id}")
    @Operation(
            summary = "Change a draft, or one that was sent back",
            description = "With If-Match the change is made only while the need is as that ETag.")
    @ApiResponse(responseCode = "200", description = "The need as it is now.")
    @ApiResponse(
            responseCode = "412",
            description = "Somebody has changed it since the ETag of If-Match. Read it again.")
    ResponseEntity<NeedBody> change(
            @RequestHeader(Api.KEY) String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @PathVariable UUID id,
            @RequestBody NeedTyped body) {
        found(id);
        var draft = read(body);
        var seen = seen(match);
        try {
            var answer =
                    commands.once(
                            key,
                            new DraftCommand(id, draft, false),
                            id,
                            () -> needs.edit(id, draft, seen));
            return tagged(Api.changed(answer, body(id)));
        } catch (Needs.Changed e) {
            throw new ResponseStatusException(HttpStatus.PRECONDITION_FAILED, e.getMessage(), e);
        }
    }

    /** The revision of a tag; one that is none of ours fits no need. */
    private static @Nullable Integer seen(@Nullable String match) {
        if (match == null || match.equals("*")) {
            return null;
        }
        var digits = match.replace("\"", "");
        return digits.matches("\\d{1,9}") ? Integer.valueOf(digits) : Integer.valueOf(-1);
    }

    @PostMapping("/api/v1/needs/{id}/submission")
    @Operation(summary = "Hand a need in; answers with everything that is missing")
    ResponseEntity<NeedBody> submit(@RequestHeader(Api.KEY) String key, @PathVariable UUID id) {
        return created(commands.once(key, new SubmitCommand(id), id, () -> needs.submit(id)));
    }

    @PostMapping("/api/v1/needs/{id}/withdrawal")
    @Operation(summary = "Take a need back that is not in a call, with a reason")
    ResponseEntity<NeedBody> withdraw(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody Api.Reason body) {
        var reason = body.given();
        return created(
                commands.once(
                        key,
                        new WithdrawCommand(id, reason),
                        id,
                        () -> needs.withdraw(id, reason)));
    }

    @PostMapping("/api/v1/needs/{id}/judgement")
    @Operation(
            summary = "Judge a need that was handed in, with an answer to every question",
            description =
                    "Not by an account that acts for one of its organisations. verdict:"
                            + " PUBLISHABLE, ORDINARY_PROJECT, PLAIN_TRANSFER or RETURNED.")
    ResponseEntity<NeedBody> judge(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody NeedJudgementTyped body) {
        found(id);
        var typed = new HashMap<String, String>();
        typed.put("verdict", Typed.text(body.verdict));
        typed.put("reason", Typed.text(body.reason));
        for (var it : body.answers == null ? List.<NeedAnswerTyped>of() : body.answers) {
            var question = Typed.text(it.question);
            typed.put("answer-" + question, it.yes == null ? "" : it.yes ? "yes" : "no");
            typed.put("ground-" + question, Typed.text(it.ground));
        }
        var problems = new Problems();
        var read = JudgingPages.command(id, needs.rules(), typed, problems);
        problems.mustBeNone();
        var command = Objects.requireNonNull(read);
        return created(
                commands.once(
                        key,
                        command,
                        id,
                        () ->
                                needs.judge(
                                        id,
                                        command.verdict(),
                                        command.reason(),
                                        command.answers())));
    }

    @PostMapping("/api/v1/needs/{id}/merge")
    @Operation(summary = "Merge a need into another, which stays; its owner becomes a co-owner")
    ResponseEntity<NeedBody> merge(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody NeedMergeTyped body) {
        var problems = new Problems();
        if (Typed.text(body.root).isEmpty()) {
            problems.add("", null, "root", "", "required");
        }
        var root = Typed.id("root", body.root, problems);
        var reason = Typed.reason(body.reason, problems);
        problems.mustBeNone();
        var into = Objects.requireNonNull(root);
        return created(
                commands.once(
                        key,
                        new MergeCommand(id, into, reason),
                        id,
                        () -> needs.merge(id, into, reason)));
    }

    @PostMapping("/api/v1/needs/{id}/parting")
    @Operation(summary = "Take a need out of the one it was merged into, while that is in no call")
    ResponseEntity<NeedBody> part(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody Api.Reason body) {
        var reason = body.given();
        return created(
                commands.once(key, new PartCommand(id, reason), id, () -> needs.part(id, reason)));
    }
}
