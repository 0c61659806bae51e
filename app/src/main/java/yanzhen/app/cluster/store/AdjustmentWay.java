package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Adjustments.State;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

/** 流程: entering and leaving the steps of a request, inside of the caller's transaction. */
@Component
class AdjustmentWay {

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    AdjustmentWay(JdbcClient jdbc, Viewers viewers, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    /** Enters a step, the first being 1. */
    void enter(UUID adjustment, String district, int revision, Procedure rule, int ordinal) {
        var stage = rule.at(ordinal);
        jdbc.sql(
                        """
                        insert into cluster.adjustment_step
                            (adjustment, revision, ordinal, step, acts, district, entered_at, due)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(adjustment)
                .param(revision)
                .param(ordinal)
                .param(stage.step().name())
                .param(stage.acts().name())
                .param(district)
                .param(now())
                .param(LocalDate.now(clock).plusDays(stage.days()))
                .update();
    }

    /** Leaves the step that is open, if one is. */
    void leave(UUID adjustment, Verdict verdict, @Nullable String reason) {
        var viewer = viewers.current();
        jdbc.sql(
                        """
                        update cluster.adjustment_step
                        set left_at = ?, verdict = ?, reason = ?, decided_by = ?, decided_by_name = ?
                        where adjustment = ? and left_at is null
                        """)
                .param(now())
                .param(verdict.name())
                .param(reason)
                .param(viewer.account())
                .param(viewer.name())
                .param(adjustment)
                .update();
    }

    private record Moved(State state) {}

    /**
     * 逾期未补正: what was sent back and not completed in its days comes to an end.
     *
     * @param most how many at once
     * @return how many did
     */
    int lapse(int most) {
        var today = LocalDate.now(clock);
        var ended =
                jdbc.sql(
                                """
                                update cluster.adjustment set state = 'REFUSED', ended_at = ?, reason = null
                                where id in (
                                    select a.id from cluster.adjustment a
                                    where a.state = 'RETURNED' and exists (
                                        select from cluster.adjustment_step s
                                        where s.adjustment = a.id and s.verdict = 'RETURNED' and s.revision = a.revision
                                          and (s.left_at at time zone ?)::date + (a.rule ->> 'returnDays')::int < ?)
                                    order by a.id limit ? for update of a skip locked)
                                returning id
                                """)
                        .param(now())
                        .param(clock.getZone().getId())
                        .param(today)
                        .param(most)
                        .query(UUID.class)
                        .list();
        var changes = new ArrayList<Change>();
        for (UUID each : ended) {
            changes.add(
                    Change.created(
                            "cluster.adjustment-lapse",
                            "adjustment",
                            Objects.requireNonNull(each),
                            new Moved(State.REFUSED)));
        }
        audit.recordAll(changes);
        return ended.size();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
