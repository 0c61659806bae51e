package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
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
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.cluster.EmergingAreas;
import yanzhen.app.cluster.Identifiers;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;

/** Identifiers and emerging industries of organisations, for programs. */
@RestController
@Tag(name = "organisations", description = "Register of organisations 机构登记簿")
class IdentifiersApi {

    /**
     * An identifier as the API gives it.
     *
     * @param leads whether the organisation is told apart by it, having no credit code
     * @param until first day no longer its own; null while open
     */
    @Schema(name = "Identifier")
    record Body(
            UUID id,
            String kind,
            @Nullable String jurisdiction,
            String value,
            boolean leads,
            LocalDate from,
            @Nullable LocalDate until,
            String document,
            Instant recordedAt,
            @Nullable Instant supersededAt,
            @Nullable String recordedBy,
            @Nullable String reason,
            boolean synthetic) {

        static Body of(Identifiers.Entry it) {
            return new Body(
                    it.id(),
                    it.number().kind(),
                    it.number().jurisdiction(),
                    it.number().value(),
                    it.leads(),
                    it.valid().from(),
                    it.valid().until(),
                    it.document(),
                    it.recordedAt(),
                    it.supersededAt(),
                    it.by(),
                    it.reason(),
                    it.synthetic());
        }
    }

    /** A kind of identifiers. */
    @Schema(name = "IdentifierKind")
    record KindBody(
            String key,
            String name,
            String nameEn,
            String pattern,
            boolean jurisdiction,
            boolean leads,
            String basis,
            boolean confirmed) {}

    /**
     * That an organisation lies in an area of emerging industries.
     *
     * @param certainty STATED, WHOLE (its whole industry lies in it) or POSSIBLE (some of it does)
     */
    @Schema(name = "EmergingArea")
    record AreaBody(
            String area,
            String name,
            String nameEn,
            EmergingAreas.Certainty certainty,
            boolean confirmed,
            @Nullable UUID statement,
            @Nullable String document,
            @Nullable LocalDate asOf) {

        static AreaBody of(EmergingAreas.Of it) {
            var stated = it.stated();
            return new AreaBody(
                    it.area().key(),
                    it.area().name().zh(),
                    it.area().name().en(),
                    it.certainty(),
                    it.confirmed(),
                    stated == null ? null : stated.id(),
                    stated == null ? null : stated.document(),
                    stated == null ? null : stated.asOf());
        }
    }

    /** What was recorded or changed. */
    record Stated(UUID id) {}

    private record AddCommand(UUID organisation, Identifiers.Statement statement) {}

    private record EndCommand(UUID identifier, LocalDate on, String reason) {}

    private record WithdrawCommand(UUID what, String reason) {}

    private record CodeCommand(UUID organisation, IdentifierTyping.Assigning assigning) {}

    private record AreaCommand(UUID organisation, EmergingTyping.Stating stating) {}

    private final Organisations organisations;
    private final Identifiers identifiers;
    private final IdentifierTyping typing;
    private final EmergingAreas areas;
    private final EmergingTyping areaTyping;
    private final Commands commands;
    private final Clock clock;

    IdentifiersApi(
            Organisations organisations,
            Identifiers identifiers,
            IdentifierTyping typing,
            EmergingAreas areas,
            EmergingTyping areaTyping,
            Commands commands,
            Clock clock) {
        this.organisations = organisations;
        this.identifiers = identifiers;
        this.typing = typing;
        this.areas = areas;
        this.areaTyping = areaTyping;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/api/v1/identifier-kinds")
    @Operation(summary = "Kinds of identifiers beside the credit code")
    List<KindBody> kinds() {
        return identifiers.kinds().stream()
                .map(it ->
                        new KindBody(
                                it.key(),
                                it.name().zh(),
                                it.name().en(),
                                it.pattern().pattern(),
                                it.jurisdiction(),
                                it.leads(),
                                it.basis(),
                                it.confirmed()))
                .toList();
    }

    @GetMapping("/api/v1/organisations/{id}/identifiers")
    @Operation(summary = "All identifiers that were ever recorded; those that count come first")
    List<Body> all(@PathVariable UUID id) {
        must(id);
        return identifiers.of(id).stream().map(Body::of).toList();
    }

    @PostMapping("/api/v1/organisations/{id}/identifiers")
    @Operation(summary = "Record an identifier; a value of a kind belongs to one at a time")
    ResponseEntity<Stated> add(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody IdentifierTyping.Typing body) {
        var problems = new Problems();
        var statement = typing.statement(body, problems);
        if (statement == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        key,
                        new AddCommand(id, statement),
                        () -> identifiers.add(id, statement).toString());
        return Api.created(place(id, "identifiers"), answer, new Stated(answer.id()));
    }

    @PostMapping("/api/v1/organisations/{id}/identifiers/{identifier}/end")
    @Operation(summary = "From a day on the identifier is no longer the organisation's")
    ResponseEntity<Stated> end(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @PathVariable UUID identifier,
            @RequestBody RecognitionTyping.Revocation body) {
        var problems = new Problems();
        var ending = RecognitionTyping.revoking(body, problems);
        if (ending == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        key,
                        new EndCommand(identifier, ending.on(), ending.reason()),
                        id,
                        () -> identifiers.end(id, identifier, ending.on(), ending.reason()));
        return Api.created(place(id, "identifiers"), answer, new Stated(id));
    }

    @PostMapping("/api/v1/organisations/{id}/identifiers/{identifier}/withdrawal")
    @Operation(summary = "Withdraw an identifier that was recorded wrongly")
    ResponseEntity<Stated> withdraw(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @PathVariable UUID identifier,
            @RequestBody Api.Reason body) {
        var reason = body.given();
        var answer =
                commands.once(
                        key,
                        new WithdrawCommand(identifier, reason),
                        id,
                        () -> identifiers.withdraw(id, identifier, reason));
        return Api.created(place(id, "identifiers"), answer, new Stated(id));
    }

    @PostMapping("/api/v1/organisations/{id}/credit-code")
    @Operation(summary = "Record the credit code of a body that had none")
    ResponseEntity<OrganisationsApi.Body> assign(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody IdentifierTyping.CodeTyping body) {
        var problems = new Problems();
        var assigning = IdentifierTyping.assigning(body, problems);
        if (assigning == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        key,
                        new CodeCommand(id, assigning),
                        id,
                        () ->
                                identifiers.assign(
                                        id,
                                        assigning.code(),
                                        assigning.override(),
                                        assigning.reason()));
        return Api.created(
                "/api/v1/organisations/" + id, answer, OrganisationsApi.Body.of(must(id)));
    }

    @GetMapping("/api/v1/organisations/{id}/emerging-areas")
    @Operation(summary = "Areas of emerging industries that the organisation lies in or may lie in")
    List<AreaBody> areas(@PathVariable UUID id) {
        return areas.of(must(id)).stream().map(AreaBody::of).toList();
    }

    @PostMapping("/api/v1/organisations/{id}/emerging-areas")
    @Operation(summary = "State that the organisation lies in an area, with the source")
    ResponseEntity<Stated> state(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody EmergingTyping.Typing body) {
        var problems = new Problems();
        var stating = areaTyping.stating(body, LocalDate.now(clock), problems);
        if (stating == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        key,
                        new AreaCommand(id, stating),
                        () ->
                                areas.state(id, stating.area(), stating.document(), stating.asOf())
                                        .toString());
        return Api.created(place(id, "emerging-areas"), answer, new Stated(answer.id()));
    }

    @PostMapping("/api/v1/organisations/{id}/emerging-areas/{statement}/withdrawal")
    @Operation(summary = "Withdraw a statement on an area")
    ResponseEntity<Stated> withdrawArea(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @PathVariable UUID statement,
            @RequestBody Api.Reason body) {
        var reason = body.given();
        var answer =
                commands.once(
                        key,
                        new WithdrawCommand(statement, reason),
                        id,
                        () -> areas.withdraw(id, statement, reason));
        return Api.created(place(id, "emerging-areas"), answer, new Stated(id));
    }

    private Organisation must(UUID id) {
        return organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
    }

    private static String place(UUID id, String things) {
        return "/api/v1/organisations/%s/%s".formatted(id, things);
    }
}
