package yanzhen.app.evidence.store;

import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
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

    /** As arrays: the database takes in thousands of records with one statement. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAll(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Actor actor = currentActor.get();
        jdbc.update(
                """
                insert into evidence.audit
                    (at, account, actor_name, role, organisation,
                     action, subject_type, subject, before, after, reason)
                select ?, ?::uuid, ?, ?, ?::uuid, u.action, u.subject_type, u.subject, u.before::jsonb, u.after::jsonb, u.reason
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) with ordinality
                    as u (action, subject_type, subject, before, after, reason, place)
                order by u.place
                """,
                row -> {
                    row.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
                    row.setObject(2, actor.account(), Types.OTHER);
                    row.setString(3, actor.name());
                    row.setString(4, actor.role());
                    row.setObject(5, actor.organisation(), Types.OTHER);
                    row.setObject(6, texts(changes, Change::action));
                    row.setObject(7, texts(changes, Change::subjectType));
                    row.setObject(8, texts(changes, Change::subject));
                    row.setObject(9, texts(changes, it -> asJson(it.before())));
                    row.setObject(10, texts(changes, it -> asJson(it.after())));
                    row.setObject(11, texts(changes, Change::reason));
                });
        count(changes.size());
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int recordRows(String changes, Object... parameters) {
        Actor actor = currentActor.get();
        var all = new ArrayList<@Nullable Object>();
        all.add(clock.instant().atOffset(ZoneOffset.UTC));
        all.add(actor.account());
        all.add(actor.name());
        all.add(actor.role());
        all.add(actor.organisation());
        Collections.addAll(all, parameters);
        int written =
                jdbc.update(
                        """
                        insert into evidence.audit
                            (at, account, actor_name, role, organisation,
                             action, subject_type, subject, before, after, reason)
                        select ?, ?::uuid, ?, ?, ?::uuid,
                               c.action, c.subject_type, c.subject, c.before, c.after, c.reason
                        from (%s) c
                        """
                                .formatted(changes),
                        all.toArray());
        count(written);
        return written;
    }

    private static @Nullable String[] texts(
            List<Change> changes, Function<Change, @Nullable String> field) {
        return changes.stream().map(field).toArray(String[]::new);
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
