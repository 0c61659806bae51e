package yanzhen.app.evidence.store;

import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.evidence.Actor;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.evidence.CurrentActor;

@Component
class JdbcAuditTrail implements AuditTrail {

    private static final String COUNT = JdbcAuditTrail.class.getName() + ".count";
    private static final int BATCH = 1_000;

    private final JdbcTemplate jdbc;
    private final CurrentActor currentActor;
    private final Clock clock;
    private final ObjectMapper json;

    JdbcAuditTrail(JdbcTemplate jdbc, CurrentActor currentActor, Clock clock, ObjectMapper json) {
        this.jdbc = jdbc;
        this.currentActor = currentActor;
        this.clock = clock;
        this.json = json;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Change change) {
        recordAll(List.of(change));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAll(List<Change> changes) {
        Actor actor = currentActor.get();
        var at = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.batchUpdate(
                """
                insert into evidence.audit
                    (at, account, actor_name, role, organisation,
                     action, subject_type, subject, before, after, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
                """,
                changes,
                BATCH,
                (row, change) -> {
                    row.setObject(1, at);
                    row.setObject(2, actor.account(), Types.OTHER);
                    row.setString(3, actor.name());
                    row.setString(4, actor.role());
                    row.setObject(5, actor.organisation(), Types.OTHER);
                    row.setString(6, change.action());
                    row.setString(7, change.subjectType());
                    row.setString(8, change.subject());
                    row.setString(9, asJson(change.before()));
                    row.setString(10, asJson(change.after()));
                    row.setString(11, change.reason());
                });
        count(changes.size());
    }

    private @Nullable String asJson(@Nullable Object state) {
        return state == null ? null : json.writeValueAsString(state);
    }

    /** How many records the transaction at hand has written so far. */
    static long writtenInThisTransaction() {
        return TransactionSynchronizationManager.getResource(COUNT) instanceof Long count
                ? count
                : 0;
    }

    private static void count(int more) {
        long before = writtenInThisTransaction();
        if (TransactionSynchronizationManager.hasResource(COUNT)) {
            TransactionSynchronizationManager.unbindResource(COUNT);
        } else {
            TransactionSynchronizationManager.registerSynchronization(new Forget());
        }
        TransactionSynchronizationManager.bindResource(COUNT, before + more);
    }

    /** Drops the count when the transaction ends, however it ends. */
    private static final class Forget implements TransactionSynchronization {
        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(COUNT);
        }
    }
}
