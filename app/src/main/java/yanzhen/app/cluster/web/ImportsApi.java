package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
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
import yanzhen.app.cluster.Imports;
import yanzhen.app.cluster.Imports.Job;
import yanzhen.app.cluster.Imports.Kind;
import yanzhen.app.cluster.Imports.State;
import yanzhen.app.cluster.LikelyRows;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** Importing tables for programs: try, or store all rows or none. */
@RestController
@Tag(name = "imports", description = "Import of tables 批量导入")
class ImportsApi {

    private static final int SHOWN = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * What came of a table.
     *
     * @param wrong how many rows have problems
     * @param leftOut how many rows somebody has left out
     * @param likelySame how many new rows may be a body of the register or an earlier row, and have
     *     no answer yet
     * @param problemCount how many there are, those not listed included
     * @param maybeMore whether the table could not be read to its end, so that there may be more
     */
    @Schema(name = "Import")
    record Body(
            UUID id,
            Kind kind,
            State state,
            int read,
            int fresh,
            int changed,
            int unchanged,
            int wrong,
            int leftOut,
            int likelySame,
            int stored,
            @Nullable String fault,
            long problemCount,
            boolean maybeMore,
            List<Entry> problems) {}

    /** One problem, with what to do. */
    record Entry(
            @Nullable Integer row,
            String field,
            String value,
            String code,
            String sentence,
            String remedy) {}

    private record StoreCommand(UUID stored) {}

    private final Imports imports;
    private final LikelyRows likelyRows;
    private final Handover handover;
    private final Commands commands;
    private final MessageSource messages;

    ImportsApi(
            Imports imports,
            LikelyRows likelyRows,
            Handover handover,
            Commands commands,
            MessageSource messages) {
        this.imports = imports;
        this.likelyRows = likelyRows;
        this.handover = handover;
        this.commands = commands;
        this.messages = messages;
    }

    @PostMapping(value = "/api/v1/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary =
                    "Import a table (multipart: file, kind, source): all rows or none; with dryRun nothing is stored",
            description =
                    "Answers 200 to a dry run, 201 when all rows are stored, 202 when the work still goes on, 422 with every problem of the table.")
    @ApiResponse(responseCode = "200", description = "What storing it would do.")
    @ApiResponse(responseCode = "201", description = "All rows are stored.")
    @ApiResponse(responseCode = "202", description = "The work goes on.")
    ResponseEntity<Body> run(
            @RequestHeader(Api.KEY) String key,
            @RequestParam Kind kind,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam MultipartFile file,
            Locale locale) {
        var problems = new Problems();
        var said = Typed.text("source", source, 2, 500, problems);
        problems.mustBeNone();
        var id = handover.of(key, kind, file, said).id();
        imports.await(id, PATIENCE);
        var job = must(id);
        if (dryRun) {
            return ResponseEntity.ok(body(job, locale));
        }
        if (job.state() == State.WRONG) {
            throw new Problems.Refused(found(job));
        }
        if (job.state() == State.READY) {
            job = stored(id);
        }
        return ResponseEntity.status(
                        job.state() == State.STORED ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .location(java.net.URI.create("/api/v1/imports/" + id))
                .body(body(job, locale));
    }

    /** Under a key of the import, so that one request stores it whatever the length of its own. */
    private Job stored(UUID id) {
        commands.once("store:" + id, new StoreCommand(id), id, () -> imports.confirm(id));
        imports.await(id, PATIENCE);
        return must(id);
    }

    private Problems found(Job job) {
        return Problems.stored(
                imports.problems(job.id(), 0, SHOWN),
                job.problems(),
                job.tally().wrong(),
                job.maybeMore());
    }

    @GetMapping("/api/v1/imports/{id}")
    @Operation(summary = "What came of a table")
    Body one(@PathVariable UUID id, Locale locale) {
        return body(must(id), locale);
    }

    /** What names mean: organisations by the name as written. */
    @Schema(name = "NameMeanings")
    record Meanings(Map<String, UUID> names) {
        Meanings {
            names = Map.copyOf(names);
        }
    }

    /** A name that may mean more than one organisation. */
    @Schema(name = "DoubtfulName")
    record Doubt(String written, int rows, List<Likely> candidates) {}

    /** An organisation that it may mean. */
    @Schema(name = "NameCandidate")
    record Likely(UUID organisation, String key, String name, int percent) {}

    @GetMapping("/api/v1/imports/{id}/names")
    @Operation(summary = "Names of a table that somebody must decide on")
    List<Doubt> names(@PathVariable UUID id) {
        must(id);
        return imports.doubtfulNames(id).stream()
                .map(it ->
                        new Doubt(
                                it.written(),
                                it.rows(),
                                it.candidates().stream()
                                        .map(one ->
                                                new Likely(
                                                        one.organisation().id(),
                                                        one.organisation().key(),
                                                        one.organisation().name(),
                                                        one.percent()))
                                        .toList()))
                .toList();
    }

    @PostMapping("/api/v1/imports/{id}/names")
    @Operation(summary = "Say what names mean, now and later, and read the table anew")
    Body settle(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody Meanings body,
            Locale locale) {
        must(id);
        commands.once(key, body, id, () -> imports.settle(id, body.names));
        imports.await(id, PATIENCE);
        return body(must(id), locale);
    }

    private Job must(UUID id) {
        return imports.find(id).orElseThrow(() -> new NotFound("import", id));
    }

    private Body body(Job job, Locale locale) {
        var tally = job.tally();
        return new Body(
                job.id(),
                job.kind(),
                job.state(),
                job.read(),
                tally.fresh(),
                tally.changed(),
                tally.unchanged(),
                tally.wrong(),
                tally.out(),
                likelyRows.count(job.id()).open(),
                job.stored(),
                job.fault(),
                job.problems(),
                job.maybeMore(),
                imports.problems(job.id(), 0, SHOWN).stream()
                        .map(it -> entry(it, locale))
                        .toList());
    }

    private Entry entry(Problem it, Locale locale) {
        var code = "problem." + it.code();
        return new Entry(
                it.line(),
                it.field(),
                it.value(),
                it.code(),
                messages.getMessage(code, it.arguments(), locale),
                messages.getMessage(code + ".remedy", it.arguments(), locale));
    }
}
