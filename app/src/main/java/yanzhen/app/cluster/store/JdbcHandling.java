package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Accounts.Colleague;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Handling;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.NotFound;

@Component
class JdbcHandling implements Handling {

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcHandling(
            JdbcClient jdbc, Accounts accounts, Viewers viewers, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Colleague> colleagues() {
        return viewers.current().is(Role.CITY_OFFICER, Role.DISTRICT_OFFICER)
                ? accounts.colleagues()
                : List.of();
    }

    @Override
    @Transactional
    public int take(List<UUID> steps) {
        var viewer = officer();
        return hand(steps, viewer.account(), viewer.name());
    }

    @Override
    @Transactional
    public int give(List<UUID> steps, UUID colleague) {
        officer();
        var to = colleague(colleague);
        return hand(steps, to.account(), to.name());
    }

    @Override
    @Transactional
    public int release(List<UUID> steps) {
        officer();
        return hand(steps, null, null);
    }

    private Viewer officer() {
        var viewer = viewers.current();
        if (viewer.account() == null || !viewer.is(Role.CITY_OFFICER, Role.DISTRICT_OFFICER)) {
            throw new Forbidden("officers-only", "Only officers handle applications.");
        }
        return viewer;
    }

    private Colleague colleague(UUID account) {
        return accounts.colleagues().stream()
                .filter(it -> it.account().equals(account))
                .findFirst()
                .orElseThrow(NoColleague::new);
    }

    /**
     * Steps that are open and the viewer's to decide; applications locked by id, as for a decision.
     */
    private int hand(List<UUID> steps, @Nullable UUID handler, @Nullable String name) {
        var viewer = viewers.current();
        record Handled(UUID step, @Nullable String handler) {}
        record Step(UUID step, UUID application, @Nullable String before) {}
        var ids = steps.stream().distinct().toArray(UUID[]::new);
        jdbc.sql(
                        """
                        select a.id from cluster.application a
                        where a.id in (select application from cluster.application_step where id = any (?))
                        order by a.id for update
                        """)
                .param(ids)
                .query(row -> {});
        var open =
                jdbc.sql(
                                """
                                select id, application, handler_name from cluster.application_step
                                where id = any (?) and left_at is null and handler is distinct from ?
                                  and case when ? then acts = 'CITY' else acts = 'DISTRICT' and district = ? end
                                order by application
                                """)
                        .param(ids)
                        .param(handler)
                        .param(viewer.runsRegion())
                        .param(viewer.district())
                        .query((row, _) ->
                                new Step(
                                        row.getObject("id", UUID.class),
                                        row.getObject("application", UUID.class),
                                        row.getString("handler_name")))
                        .list();
        jdbc.sql(
                        """
                        update cluster.application_step
                        set handler = ?, handler_name = ?, handed_at = ?, handed_by_name = ? where id = any (?)
                        """)
                .param(handler)
                .param(name)
                .param(handler == null ? null : now())
                .param(handler == null ? null : viewer.name())
                .param(open.stream().map(Step::step).toArray(UUID[]::new))
                .update();
        audit.recordAll(
                open.stream()
                        .map(it ->
                                Change.of(
                                        "cluster.hand",
                                        "application",
                                        it.application(),
                                        new Handled(it.step(), it.before()),
                                        new Handled(it.step(), name)))
                        .toList());
        return open.size();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Delegation> delegations() {
        var viewer = viewers.current();
        return jdbc.sql(
                        """
                        select *, lower(days) as first, upper(days) as until from cluster.delegation
                        where ended_at is null and upper(days) > ? and (officer = ? or deputy = ?)
                        order by lower(days), id
                        """)
                .param(LocalDate.now(clock))
                .param(viewer.account())
                .param(viewer.account())
                .query((row, _) ->
                        new Delegation(
                                row.getObject("id", UUID.class),
                                row.getObject("officer", UUID.class),
                                row.getString("officer_name"),
                                row.getObject("deputy", UUID.class),
                                row.getString("deputy_name"),
                                new Period(
                                        row.getObject("first", LocalDate.class),
                                        row.getObject("until", LocalDate.class)),
                                row.getString("reason")))
                .list();
    }

    /** As the audit trail has it. */
    record Delegated(String deputy, LocalDate from, @Nullable LocalDate until) {}

    @Override
    @Transactional
    public UUID delegate(UUID deputy, Period days, String reason) {
        var viewer = officer();
        var to = colleague(deputy);
        try {
            var id =
                    jdbc.sql(
                                    """
                                    insert into cluster.delegation
                                        (officer, officer_name, deputy, deputy_name, district, days, reason, made_at)
                                    values (?, ?, ?, ?, ?, daterange(?, ?), ?, ?) returning id
                                    """)
                            .param(viewer.account())
                            .param(viewer.name())
                            .param(to.account())
                            .param(to.name())
                            .param(viewer.district())
                            .param(days.from())
                            .param(days.until())
                            .param(reason)
                            .param(now())
                            .query(UUID.class)
                            .single();
            audit.record(
                    Change.created(
                                    "cluster.delegate",
                                    "account",
                                    String.valueOf(viewer.account()),
                                    new Delegated(to.name(), days.from(), days.until()))
                            .because(reason));
            return id;
        } catch (DataIntegrityViolationException e) {
            throw Exclusion.refused(e) ? new DelegatedAlready(days.from()) : e;
        }
    }

    @Override
    @Transactional
    public void end(UUID delegation) {
        var viewer = officer();
        var own =
                delegations().stream()
                        .filter(it -> it.id().equals(delegation))
                        .filter(it -> it.officer().equals(viewer.account()))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("delegation", delegation));
        jdbc.sql("update cluster.delegation set ended_at = ? where id = ? and ended_at is null")
                .params(now(), delegation)
                .update();
        audit.record(
                new Change(
                        "cluster.delegate-end",
                        "account",
                        String.valueOf(viewer.account()),
                        new Delegated(own.deputyName(), own.days().from(), own.days().until()),
                        null,
                        null));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
