package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Applications.State;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

/**
 * 到期: what happens to applications and adjustments by the day alone. Several processes may look at
 * the same time: each takes what the others have not locked.
 */
@Component
class DueDays {

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final RoundText text;
    private final Way way;
    private final AdjustmentWay adjustments;
    private final AuditTrail audit;
    private final TransactionTemplate aside;
    private final Clock clock;

    DueDays(
            JdbcClient jdbc,
            RoundText text,
            Way way,
            AdjustmentWay adjustments,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.text = text;
        this.way = way;
        this.adjustments = adjustments;
        this.audit = audit;
        this.aside = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void look() {
        Viewers.doAs(Viewer.SYSTEM, () -> aside.executeWithoutResult(_ -> move()));
    }

    /**
     * Moves what is due today, as whoever asks.
     *
     * @return how many moved
     */
    int move() {
        return endPublicity() + lapse() + adjustments.lapse(AT_ONCE);
    }

    private record Moved(State state) {}

    private int endPublicity() {
        var walkers =
                jdbc.sql(
                                """
                                select a.id, a.district, a.revision, s.ordinal, r.procedure
                                from cluster.application a
                                join cluster.application_step s on s.application = a.id and s.left_at is null
                                join cluster.round r on r.id = a.round
                                where s.step = 'PUBLICITY' and s.due <= ?
                                  and not exists (select from cluster.objection o
                                                  where o.application = a.id and o.upheld is not false)
                                order by a.id limit ? for update of a skip locked
                                """)
                        .params(LocalDate.now(clock), AT_ONCE)
                        .query((row, _) ->
                                new Way.Walker(
                                        row.getObject("id", UUID.class),
                                        row.getString("district"),
                                        row.getInt("revision"),
                                        text.procedure(row.getString("procedure")),
                                        row.getInt("ordinal") + 1))
                        .list();
        way.leave(walkers.stream().map(Way.Walker::application).toList(), Verdict.PASSED, null);
        way.enter(walkers);
        var changes = new ArrayList<Change>();
        for (var walker : walkers) {
            changes.add(
                    Change.created(
                            "cluster.publicity-end",
                            "application",
                            walker.application(),
                            new Moved(State.UNDER_WAY)));
        }
        audit.recordAll(changes);
        return walkers.size();
    }

    /** Drafts of closed rounds; and what was sent back and not completed in its days. */
    private int lapse() {
        var ended =
                jdbc.sql(
                                """
                                update cluster.application
                                set state = case when state = 'DRAFT' then 'WITHDRAWN' else 'REFUSED' end,
                                    ended_at = ?, reason = null
                                where id in (
                                    select a.id from cluster.application a join cluster.round r on r.id = a.round
                                    where (a.state = 'DRAFT' and r.closes <= ?)
                                       or (a.state = 'RETURNED' and exists (
                                           select from cluster.application_step s
                                           where s.application = a.id and s.verdict = 'RETURNED' and s.revision = a.revision
                                             and (s.left_at at time zone ?)::date + (r.procedure ->> 'returnDays')::int < ?))
                                    order by a.id limit ? for update of a skip locked)
                                returning id, state
                                """)
                        .param(clock.instant().atOffset(ZoneOffset.UTC))
                        .param(LocalDate.now(clock))
                        .param(clock.getZone().getId())
                        .param(LocalDate.now(clock))
                        .param(AT_ONCE)
                        .query((row, _) ->
                                Change.created(
                                        "cluster.application-lapse",
                                        "application",
                                        row.getObject("id", UUID.class),
                                        new Moved(State.valueOf(row.getString("state")))))
                        .list();
        audit.recordAll(List.copyOf(ended));
        return ended.size();
    }
}
