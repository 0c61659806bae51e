package yanzhen.app.evidence;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * 审计记录: one state change as it was written down.
 *
 * @param id grows with time
 * @param account of the actor; null for the system
 * @param actorName as shown at that moment
 * @param role of the actor at that moment
 * @param organisation that the actor acted for; null when for none or for more than one
 * @param before null when the subject came into being
 * @param after null when the subject ceased to be
 * @param reason null where the action needs none
 */
public record AuditRecord(
        long id,
        Instant at,
        @Nullable UUID account,
        String actorName,
        String role,
        @Nullable UUID organisation,
        String action,
        String subjectType,
        String subject,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        @Nullable String reason) {}
