package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
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
import yanzhen.app.cluster.Holding;
import yanzhen.app.cluster.Register;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** Recognitions for programs: who holds what on any day, granting and revoking. */
@RestController
@Tag(name = "recognitions", description = "Recognitions 认定")
class RecognitionsApi {

    /**
     * A recognition in force.
     *
     * @param until first day no longer in force; null while open
     */
    @Schema(name = "Recognition")
    record Body(
            UUID recognition,
            UUID organisation,
            String scheme,
            LocalDate from,
            @Nullable LocalDate until,
            boolean synthetic) {

        static Body of(Holding it) {
            return new Body(
                    it.recognition(),
                    it.organisation(),
                    it.scheme(),
                    it.valid().from(),
                    it.valid().until(),
                    it.synthetic());
        }
    }

    /** How many hold a scheme. */
    record StockBody(String scheme, String name, String level, long count, boolean synthetic) {}

    /** The recognition that was granted or revoked. */
    record Done(UUID recognition) {}

    private record GrantCommand(UUID organisation, String scheme, Period period, String document) {}

    private record RevokeCommand(UUID recognition, LocalDate on, String reason) {}

    private final Register register;
    private final RecognitionTyping typing;
    private final Commands commands;
    private final Clock clock;

    RecognitionsApi(Register register, RecognitionTyping typing, Commands commands, Clock clock) {
        this.register = register;
        this.typing = typing;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/api/v1/recognitions")
    @Operation(
            summary =
                    "Recognitions in force on a day, as known on a day; by scheme, then organisation")
    Slice<Body> holdings(
            @RequestParam(defaultValue = "") String scheme,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var after = Cursor.read(cursor, 2).orElse(null);
        return register.holdings(scheme, asOf(day, known), after, Api.limited(limit)).map(Body::of);
    }

    @GetMapping("/api/v1/recognitions/stock")
    @Operation(summary = "How many hold each scheme on a day, as known on a day")
    List<StockBody> stock(
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known) {
        return register.stock(asOf(day, known)).stream()
                .map(it ->
                        new StockBody(
                                it.scheme().key(),
                                it.scheme().name().zh(),
                                it.scheme().level(),
                                it.count(),
                                it.synthetic()))
                .toList();
    }

    private AsOf asOf(@Nullable LocalDate day, @Nullable LocalDate known) {
        return new AsOf(
                day == null ? LocalDate.now(clock) : day, RegisterExport.endOf(known, clock));
    }

    @PostMapping("/api/v1/organisations/{id}/recognitions")
    @Operation(summary = "Grant a recognition for a period")
    ResponseEntity<Done> grant(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody RecognitionTyping.Grant body) {
        var problems = new Problems();
        var granting = typing.granting(body, problems);
        if (granting == null) {
            throw new Problems.Refused(problems);
        }
        var command =
                new GrantCommand(id, granting.scheme(), granting.period(), granting.document());
        var answer =
                commands.once(
                        key,
                        command,
                        () ->
                                register.grant(id, command.scheme, command.period, command.document)
                                        .toString());
        return Api.created("/api/v1/organisations/" + id, answer, new Done(answer.id()));
    }

    @PostMapping("/api/v1/recognitions/{id}/revocation")
    @Operation(summary = "Revoke a recognition from a day on, with the reason")
    ResponseEntity<Done> revoke(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody RecognitionTyping.Revocation body) {
        var problems = new Problems();
        var revoking = typing.revokingOnGround(body, problems);
        if (revoking == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        key,
                        new RevokeCommand(id, revoking.on(), revoking.reason()),
                        id,
                        () -> register.revoke(id, revoking.on(), revoking.reason()));
        return Api.created("/api/v1/recognitions", answer, new Done(id));
    }
}
