package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Identities;
import yanzhen.app.cluster.LikelySame.Answer;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Register;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** The register for programs. */
@RestController
@Tag(name = "organisations", description = "Register of organisations 机构登记簿")
class OrganisationsApi {

    /**
     * An organisation as the API gives it.
     *
     * @param code credit code; null where it has none
     * @param identifier what stands in for the code; null where there is one
     */
    @Schema(name = "Organisation")
    record Body(
            UUID id,
            @Nullable String code,
            @Nullable Told identifier,
            String name,
            @Nullable String nameEn,
            String kind,
            String district,
            @Nullable String park,
            @Nullable String industry,
            @Nullable LocalDate registered,
            @Nullable String address,
            boolean synthetic) {

        /** What stands in for a credit code. */
        @Schema(name = "LeadingIdentifier")
        record Told(String kind, @Nullable String jurisdiction, String value) {
            static @Nullable Told of(Identifier it) {
                return it instanceof Identifier.Other(var number, _)
                        ? new Told(number.kind(), number.jurisdiction(), number.value())
                        : null;
            }
        }

        static Body of(Organisation it) {
            return new Body(
                    it.id(),
                    it.codeText(),
                    Told.of(it.identifier()),
                    it.name(),
                    it.nameEn(),
                    it.kind().name(),
                    it.district(),
                    it.park(),
                    it.industry() == null ? null : it.industry().value(),
                    it.registered(),
                    it.address(),
                    it.synthetic());
        }
    }

    private final Organisations organisations;
    private final Identities identities;
    private final Register register;
    private final Enrolment enrolment;
    private final Admission admission;
    private final FactsTyping reading;
    private final Commands commands;
    private final Clock clock;

    OrganisationsApi(
            Organisations organisations,
            Identities identities,
            Register register,
            Enrolment enrolment,
            Admission admission,
            FactsTyping reading,
            Commands commands,
            Clock clock) {
        this.organisations = organisations;
        this.identities = identities;
        this.register = register;
        this.enrolment = enrolment;
        this.admission = admission;
        this.reading = reading;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/api/v1/organisations")
    @Operation(
            summary =
                    "Search the register; pages by cursor, sorted by credit code or what stands in for it")
    Slice<Body> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String district,
            @RequestParam(defaultValue = "") String park,
            @RequestParam(defaultValue = "") String emerging,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String scheme,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var query =
                new Register.Query(
                        q.strip(),
                        district,
                        park,
                        emerging,
                        kind,
                        scheme,
                        day == null ? LocalDate.now(clock) : day,
                        Register.Sort.CODE,
                        false);
        return register.search(query, Cursor.read(cursor, 2).orElse(null), Api.limited(limit))
                .map(Body::of);
    }

    @GetMapping("/api/v1/organisations/{id}")
    @Operation(
            summary =
                    "One organisation; 307 to the one that stands for a record that was merged into it")
    ResponseEntity<Body> standing(@PathVariable UUID id) {
        var present = identities.presentOf(id).orElse(id);
        return present.equals(id)
                ? ResponseEntity.ok(one(id))
                : ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
                        .location(URI.create("/api/v1/organisations/" + present))
                        .build();
    }

    private Body one(UUID id) {
        return organisations
                .find(id)
                .map(Body::of)
                .orElseThrow(() -> new NotFound("organisation", id));
    }

    /** Facts as they were recorded at one time. */
    record VersionBody(
            String name,
            @Nullable String nameEn,
            String kind,
            String district,
            @Nullable String park,
            @Nullable String industry,
            @Nullable LocalDate registered,
            @Nullable String address,
            Instant recordedAt,
            @Nullable Instant supersededAt,
            @Nullable String recordedBy,
            @Nullable String reason) {

        static VersionBody of(Enrolment.Version it) {
            var facts = it.facts();
            return new VersionBody(
                    facts.name(),
                    facts.nameEn(),
                    facts.kind().name(),
                    facts.district(),
                    facts.park(),
                    facts.industry() == null ? null : facts.industry().value(),
                    facts.registered(),
                    facts.address(),
                    it.recordedAt(),
                    it.supersededAt(),
                    it.by(),
                    it.reason());
        }
    }

    private record RegisterCommand(FactsTyping.Registration registration, Answer answer) {}

    private record CorrectCommand(
            UUID organisation, FactsTyping.Correction correction, Answer answer) {}

    @GetMapping("/api/v1/organisations/{id}/facts")
    @Operation(summary = "Everything that was ever recorded of an organisation, the latest first")
    List<VersionBody> versions(@PathVariable UUID id) {
        if (identities.presentOf(id).isEmpty()) {
            throw new NotFound("organisation", id);
        }
        return enrolment.versions(id).stream().map(VersionBody::of).toList();
    }

    @PostMapping("/api/v1/organisations")
    @Operation(
            summary =
                    "Register an organisation, with its credit code or another identifier; a code that fails its check needs the reason in override",
            description =
                    "Bodies that it may be already make pairs with it, which wait to be looked at; with likely=DIFFERENT they are kept as different. GET …/likely-same says beforehand who they are.")
    ResponseEntity<Body> register(
            @RequestHeader(Api.KEY) String key,
            @RequestParam(defaultValue = "UNSURE") Answer likely,
            @RequestBody FactsTyping.Typing body,
            Locale locale) {
        var problems = new Problems();
        var read = reading.registration(body, LocalDate.now(clock), problems);
        if (read == null || !problems.none()) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        key,
                        new RegisterCommand(read, likely),
                        () -> admission.admit(read, likely, locale).toString());
        return Api.created("/api/v1/organisations/", answer, this::one);
    }

    @PutMapping("/api/v1/organisations/{id}/facts")
    @Operation(
            summary = "Supersede the facts of an organisation, with the reason",
            description =
                    "Bodies that it may be by its new name or place make pairs with it, as when it is registered.")
    ResponseEntity<Body> correct(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "UNSURE") Answer likely,
            @RequestBody FactsTyping.Typing body) {
        var problems = new Problems();
        var read = reading.correction(body, LocalDate.now(clock), problems);
        if (read == null || !problems.none()) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        key,
                        new CorrectCommand(id, read, likely),
                        id,
                        () -> admission.correct(id, read, likely));
        return Api.changed(answer, one(id));
    }
}
