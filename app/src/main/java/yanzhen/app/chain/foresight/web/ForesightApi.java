package yanzhen.app.chain.foresight.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.chain.foresight.Concern;
import yanzhen.app.chain.foresight.Signal;
import yanzhen.app.chain.foresight.Signals;
import yanzhen.app.chain.foresight.Spread;
import yanzhen.app.chain.foresight.Studies;
import yanzhen.app.chain.foresight.Study;
import yanzhen.app.chain.foresight.Study.Question;
import yanzhen.app.chain.foresight.Topic;
import yanzhen.app.chain.foresight.Topics;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** Foresight for programs: signals, candidates, studies as spreads alone, topics. */
@RestController
@Tag(name = "foresight", description = "Signals, candidate technologies, Delphi studies, topics 预研")
class ForesightApi {

    /** A signal. */
    @Schema(name = "Signal")
    record SignalBody(
            UUID id,
            String title,
            String detail,
            String seenAt,
            List<Concern> concerns,
            List<String> tags,
            String sourceTitle,
            @Nullable String sourceUrl,
            LocalDate asOf,
            String confidence,
            Instant recordedAt,
            @Nullable String recordedBy,
            @Nullable String withdrawnBecause) {

        static SignalBody of(Signal it) {
            var note = it.note();
            return new SignalBody(
                    it.id(),
                    note.title(),
                    note.detail(),
                    note.seenAt(),
                    note.concerns(),
                    note.tags(),
                    note.source().title(),
                    note.source().url(),
                    note.source().asOf(),
                    note.source().confidence().name(),
                    it.recordedAt(),
                    it.recordedBy(),
                    it.withdrawnBecause());
        }
    }

    /** A signal to be noted; chains by key, nodes by key or name with semicolons between. */
    record NewSignalBody(
            @Nullable String title,
            @Nullable String detail,
            @Nullable String seenAt,
            @Nullable List<String> chains,
            @Nullable String nodes,
            @Nullable String tags,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf,
            @Nullable String confidence) {}

    /**
     * A candidate technology.
     *
     * @param readiness 0 while no level is reached, else 1 to 9
     * @param lacks what the next level asks for: of each, one of these kinds
     */
    @Schema(name = "CandidateTechnology")
    record CandidateBody(
            UUID id,
            Bilingual name,
            String description,
            String horizon,
            Candidate.State state,
            int readiness,
            List<List<String>> lacks,
            List<Concern> concerns,
            List<EvidenceBody> evidence,
            boolean synthetic) {

        static CandidateBody of(Candidate it) {
            var draft = it.draft();
            return new CandidateBody(
                    it.id(),
                    draft.name(),
                    draft.description(),
                    draft.horizon(),
                    it.state(),
                    it.readiness().level(),
                    it.readiness().lacks(),
                    draft.concerns(),
                    it.evidence().stream().map(EvidenceBody::of).toList(),
                    it.synthetic());
        }
    }

    /** Evidence of readiness. */
    record EvidenceBody(
            UUID id,
            int level,
            String kind,
            String sourceTitle,
            @Nullable String sourceUrl,
            LocalDate asOf,
            String confidence,
            @Nullable String withdrawnBecause) {

        static EvidenceBody of(Candidate.Evidence it) {
            return new EvidenceBody(
                    it.id(),
                    it.level(),
                    it.kind(),
                    it.source().title(),
                    it.source().url(),
                    it.source().asOf(),
                    it.source().confidence().name(),
                    it.withdrawnBecause());
        }
    }

    /** A candidate to be added. */
    record NewCandidateBody(
            @Nullable String nameZh,
            @Nullable String nameEn,
            @Nullable String description,
            @Nullable String horizon,
            @Nullable List<String> chains,
            @Nullable String nodes) {}

    /** A Delphi study; of its answers only the spreads. */
    @Schema(name = "DelphiStudy")
    record StudyBody(
            UUID id,
            String title,
            Study.Phase phase,
            Instant firstOpens,
            Instant firstCloses,
            Instant secondOpens,
            Instant secondCloses,
            int least,
            List<UUID> candidates,
            List<SpreadBody> spreads,
            boolean synthetic) {}

    /**
     * One question about one candidate in one round.
     *
     * @param spread null when fewer than the least have answered
     */
    record SpreadBody(
            int round, UUID candidate, Question question, int answers, @Nullable Spread spread) {}

    /** A topic of pre-research. */
    @Schema(name = "PreResearchTopic")
    record TopicBody(
            UUID id,
            String title,
            String aim,
            String lead,
            BigDecimal budget,
            String horizon,
            Topic.State state,
            List<UUID> candidates,
            List<Topic.Milestone> milestones,
            List<Response> responses,
            boolean synthetic) {

        static TopicBody of(Topic it) {
            var draft = it.draft();
            return new TopicBody(
                    it.id(),
                    draft.title(),
                    draft.aim(),
                    draft.lead(),
                    draft.budget().amount(),
                    draft.horizon(),
                    it.state(),
                    draft.candidates(),
                    draft.milestones(),
                    it.responses(),
                    it.synthetic());
        }
    }

    private final Signals signals;
    private final Candidates candidates;
    private final Studies studies;
    private final Topics topics;
    private final Words words;
    private final Commands commands;
    private final Clock clock;

    ForesightApi(
            Signals signals,
            Candidates candidates,
            Studies studies,
            Topics topics,
            Words words,
            Commands commands,
            Clock clock) {
        this.signals = signals;
        this.candidates = candidates;
        this.studies = studies;
        this.topics = topics;
        this.words = words;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/api/v1/foresight/signals")
    @Operation(summary = "Signals that stand, the latest first; pages by cursor")
    Slice<SignalBody> signals(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var query = new Signals.Query(q.strip(), chain, tag, false, Signals.Sort.DAY, false);
        return signals.search(query, Cursor.read(cursor, 2).orElse(null), Api.limited(limit))
                .map(SignalBody::of);
    }

    @PostMapping("/api/v1/foresight/signals")
    @Operation(summary = "Note a signal")
    ResponseEntity<SignalBody> note(
            @RequestHeader(Api.KEY) String idempotencyKey, @RequestBody NewSignalBody body) {
        var problems = new Problems();
        var note =
                NewSignals.read(
                        new NewSignals.Typing(
                                null,
                                body.title,
                                body.detail,
                                body.seenAt,
                                body.sourceTitle,
                                body.sourceUrl,
                                body.asOf,
                                body.confidence,
                                body.tags,
                                body.chains,
                                body.nodes),
                        words.places(),
                        words.today(),
                        problems);
        if (note == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        idempotencyKey,
                        new SignalPages.NoteCommand(note),
                        () -> signals.note(note).toString());
        return Api.created(
                "/api/v1/foresight/signals/",
                answer,
                id ->
                        SignalBody.of(
                                signals.find(id).orElseThrow(() -> new NotFound("signal", id))));
    }

    @GetMapping("/api/v1/foresight/candidates")
    @Operation(summary = "Candidate technologies by name; pages by cursor")
    Slice<CandidateBody> candidates(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(defaultValue = "") String horizon,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var query =
                new Candidates.Query(
                        q.strip(), chain, horizon, state, 0, Candidates.Sort.NAME, false);
        return candidates
                .search(query, Cursor.read(cursor, 2).orElse(null), Api.limited(limit))
                .map(CandidateBody::of);
    }

    @GetMapping("/api/v1/foresight/candidates/{id}")
    @Operation(summary = "A candidate with the evidence of its readiness")
    CandidateBody candidate(@PathVariable UUID id) {
        return CandidateBody.of(
                candidates.find(id).orElseThrow(() -> new NotFound("candidate", id)));
    }

    @PostMapping("/api/v1/foresight/candidates")
    @Operation(summary = "Add a candidate technology")
    ResponseEntity<CandidateBody> add(
            @RequestHeader(Api.KEY) String idempotencyKey, @RequestBody NewCandidateBody body) {
        var problems = new Problems();
        var draft =
                NewCandidates.read(
                        new NewCandidates.Typing(
                                null,
                                body.nameZh,
                                body.nameEn,
                                body.description,
                                body.horizon,
                                body.chains,
                                body.nodes,
                                ""),
                        words.places(),
                        words.rules(),
                        problems);
        if (draft == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        idempotencyKey,
                        new CandidateForm.AddCommand(draft),
                        () -> candidates.add(draft).toString());
        return Api.created("/api/v1/foresight/candidates/", answer, this::candidate);
    }

    @GetMapping("/api/v1/foresight/studies")
    @Operation(summary = "Delphi studies that the account may see, without their spreads")
    List<StudyBody> studies() {
        return studies.all().stream().map(it -> body(it, List.of())).toList();
    }

    @GetMapping("/api/v1/foresight/studies/{id}")
    @Operation(
            summary = "A Delphi study with the spreads of the rounds that are over",
            description =
                    "Only aggregates: no spread of fewer answers than the least, and never who gave which.")
    StudyBody study(@PathVariable UUID id) {
        var study = studies.find(id).orElseThrow(() -> new NotFound("study", id));
        var spreads = new ArrayList<SpreadBody>();
        for (int round = 1; round <= study.at(clock.instant()).over(); round++) {
            for (var it : studies.outcome(id, round).entrySet()) {
                for (var count : it.getValue().answers().entrySet()) {
                    spreads.add(
                            new SpreadBody(
                                    round,
                                    it.getKey(),
                                    count.getKey(),
                                    count.getValue(),
                                    it.getValue().spreads().get(count.getKey())));
                }
            }
        }
        return body(study, spreads);
    }

    private StudyBody body(Study it, List<SpreadBody> spreads) {
        var plan = it.plan();
        return new StudyBody(
                it.id(),
                plan.title(),
                it.at(clock.instant()),
                plan.firstOpens(),
                plan.firstCloses(),
                plan.secondOpens(),
                plan.secondCloses(),
                it.least(),
                it.candidates(),
                spreads,
                it.synthetic());
    }

    @GetMapping("/api/v1/foresight/topics")
    @Operation(summary = "Topics of pre-research, the latest first")
    List<TopicBody> topics() {
        return topics.all().stream().map(TopicBody::of).toList();
    }

    @GetMapping("/api/v1/foresight/topics/{id}")
    @Operation(summary = "A topic of pre-research and what became of it")
    TopicBody topic(@PathVariable UUID id) {
        return TopicBody.of(topics.find(id).orElseThrow(() -> new NotFound("topic", id)));
    }
}
