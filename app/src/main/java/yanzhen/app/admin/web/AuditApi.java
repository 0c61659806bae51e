package yanzhen.app.admin.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.evidence.AuditRecord;
import yanzhen.app.evidence.AuditRecords;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** The audit trail for programs. */
@RestController
@Tag(name = "audit", description = "Audit trail 审计记录")
class AuditApi {

    /**
     * A record as the API gives it.
     *
     * @param before the state before, as JSON; missing when the subject came into being
     * @param after the state after, as JSON; missing when the subject ceased to be
     */
    @Schema(name = "AuditRecord")
    record Body(
            long id,
            Instant at,
            @Nullable UUID account,
            String actor,
            String role,
            @Nullable UUID organisation,
            String action,
            String subjectType,
            String subject,
            @Nullable Object before,
            @Nullable Object after,
            @Nullable String reason) {

        static Body of(AuditRecord it) {
            return new Body(
                    it.id(),
                    it.at(),
                    it.account(),
                    it.actorName(),
                    it.role(),
                    it.organisation(),
                    it.action(),
                    it.subjectType(),
                    it.subject(),
                    it.before(),
                    it.after(),
                    it.reason());
        }
    }

    private final AuditRecords records;
    private final AuditQuery reading;

    AuditApi(AuditRecords records, AuditQuery reading) {
        this.records = records;
        this.reading = reading;
    }

    @GetMapping("/api/v1/audit")
    @Operation(
            summary = "Audit records that the account may see, the latest first; pages by cursor")
    @ApiResponse(responseCode = "200", description = "The records.")
    @ApiResponse(responseCode = "422", description = "A filter cannot be read.")
    Slice<Body> search(
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String subjectType,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String account,
            @RequestParam(required = false) @Nullable String organisation,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Locale locale) {
        var asked =
                new AuditQuery.Asked(
                        action, subjectType, subject, person, account, organisation, from, until);
        var problems = new Problems();
        var query = reading.read(asked, locale, problems);
        problems.mustBeNone();
        return AuditPage.slice(records, query, AuditPage.before(cursor), Api.limited(limit))
                .map(Body::of);
    }

    @GetMapping("/api/v1/audit/{id}")
    @Operation(summary = "One audit record")
    Body one(@PathVariable long id) {
        return records.find(id).map(Body::of).orElseThrow(() -> new NotFound("audit record", id));
    }
}
