package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;

/** 流程: entering and leaving the steps of an application, inside of the caller's transaction. */
@Component
class Way {

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Clock clock;

    Way(JdbcClient jdbc, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.clock = clock;
    }

    /**
     * An application that enters a step.
     *
     * @param ordinal place of the step, the first being 1
     */
    record Walker(
            UUID application, String district, int revision, Procedure procedure, int ordinal) {

        Procedure.Stage stage() {
            return procedure.at(ordinal);
        }
    }

    /** Enters steps; what is publicised is from then on everybody's to read. */
    void enter(List<Walker> walkers) {
        jdbc.sql(
                        """
                        insert into cluster.application_step
                            (application, revision, ordinal, step, acts, district, entered_at, due)
                        select w.application, w.revision, w.ordinal, w.step, w.acts, w.district, ?, ?::date + w.days
                        from unnest(?::uuid[], ?::int[], ?::int[], ?::text[], ?::text[], ?::text[], ?::int[])
                            as w (application, revision, ordinal, step, acts, district, days)
                        """)
                .param(now())
                .param(LocalDate.now(clock))
                .param(walkers.stream().map(Walker::application).toArray(UUID[]::new))
                .param(walkers.stream().map(Walker::revision).toArray(Integer[]::new))
                .param(walkers.stream().map(Walker::ordinal).toArray(Integer[]::new))
                .param(walkers.stream().map(it -> it.stage().step().name()).toArray(String[]::new))
                .param(walkers.stream().map(it -> it.stage().acts().name()).toArray(String[]::new))
                .param(walkers.stream().map(Walker::district).toArray(String[]::new))
                .param(walkers.stream().map(it -> it.stage().days()).toArray(Integer[]::new))
                .update();
        var publicised =
                walkers.stream()
                        .filter(it -> it.stage().step() == Step.PUBLICITY)
                        .map(Walker::application)
                        .toArray(UUID[]::new);
        jdbc.sql("update cluster.application set publicised = true where id = any (?)")
                .param(publicised)
                .update();
    }

    /** Leaves the steps that are open; a review keeps its opinions, without names. */
    void leave(Collection<UUID> applications, Verdict verdict, @Nullable String reason) {
        var viewer = viewers.current();
        jdbc.sql(
                        """
                        update cluster.application_step s
                        set left_at = ?, verdict = ?, reason = ?, decided_by = ?, decided_by_name = ?,
                            decided_for_name = case when exists (
                                select from cluster.delegation d
                                where d.officer = s.handler and d.deputy = ? and d.ended_at is null and d.days @> ?::date)
                                then s.handler_name end,
                            opinions = coalesce((select jsonb_agg(jsonb_build_object('score', r.score, 'text', r.opinion, 'points', r.points)
                                                                  order by r.given_at)
                                                 from cluster.review r
                                                 where r.application = s.application and r.score is not null
                                                   and s.step = 'REVIEW'), '[]')
                        where s.application = any (?) and s.left_at is null
                        """)
                .param(now())
                .param(verdict.name())
                .param(reason)
                .param(viewer.account())
                .param(viewer.name())
                .param(viewer.account())
                .param(LocalDate.now(clock))
                .param(applications.toArray(UUID[]::new))
                .update();
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
