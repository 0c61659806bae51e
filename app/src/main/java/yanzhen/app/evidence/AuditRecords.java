package yanzhen.app.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 审计查询: reading the audit trail, the latest first. Row-level security shows each viewer what
 * concerns them: officers, auditors and the audit administrator all of it, everybody else their own
 * acts, those of their organisations, and what was done to either.
 */
public interface AuditRecords {

    /**
     * What to look for; an empty text or a null stands for all.
     *
     * @param subject identity of the thing, with its type
     * @param person part of the actor's name
     * @param account the actor exactly
     * @param organisations whoever acted for one of them, and what was done to one; null for all
     * @param from first moment
     * @param until first moment after
     */
    record Query(
            String action,
            String subjectType,
            String subject,
            String person,
            @Nullable UUID account,
            @Nullable Set<UUID> organisations,
            @Nullable Instant from,
            @Nullable Instant until) {

        public static final Query ALL = new Query("", "", "", "", null, null, null, null);
    }

    /**
     * A page of records.
     *
     * @param before id of the last record of the page before; null for the first page
     * @param most records at most
     */
    List<AuditRecord> search(Query query, @Nullable Long before, int most);

    /** How many there are, counting no further than {@code most}. */
    long count(Query query, long most);

    Optional<AuditRecord> find(long id);

    /** The actions of all records that the viewer sees. */
    List<String> actions();

    /** The types of subjects of all records that the viewer sees. */
    List<String> subjectTypes();
}
