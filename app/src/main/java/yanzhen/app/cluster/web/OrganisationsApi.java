package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Register;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** The register for programs. */
@RestController
@Tag(name = "organisations", description = "Register of organisations 机构登记簿")
class OrganisationsApi {

    private static final int MOST = 500;

    /** An organisation as the API gives it. */
    record Body(
            UUID id,
            String code,
            String name,
            @Nullable String nameEn,
            String kind,
            String district,
            @Nullable String industry,
            @Nullable LocalDate registered,
            boolean synthetic) {

        static Body of(Organisation it) {
            return new Body(
                    it.id(),
                    it.code().value(),
                    it.name(),
                    it.nameEn(),
                    it.kind().name(),
                    it.district(),
                    it.industry() == null ? null : it.industry().value(),
                    it.registered(),
                    it.synthetic());
        }
    }

    private final Organisations organisations;
    private final Register register;
    private final Clock clock;

    OrganisationsApi(Organisations organisations, Register register, Clock clock) {
        this.organisations = organisations;
        this.register = register;
        this.clock = clock;
    }

    @GetMapping("/api/v1/organisations")
    @Operation(summary = "Search the register; pages by cursor, sorted by credit code")
    Slice<Body> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String district,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String scheme,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "The limit (%d) is not between 1 and %d.".formatted(limit, MOST));
        }
        var query =
                new Register.Query(
                        q.strip(),
                        district,
                        kind,
                        scheme,
                        day == null ? LocalDate.now(clock) : day,
                        Register.Sort.CODE,
                        false);
        return register.search(query, Cursor.read(cursor, 2).orElse(null), limit).map(Body::of);
    }

    @GetMapping("/api/v1/organisations/{id}")
    @Operation(summary = "One organisation")
    Body one(@PathVariable UUID id) {
        return organisations
                .find(id)
                .map(Body::of)
                .orElseThrow(() -> new NotFound("organisation", id));
    }
}
