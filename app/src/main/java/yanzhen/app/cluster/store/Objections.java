package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.OverAll;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Casework.Answered;
import yanzhen.app.cluster.Casework.NotPublicised;
import yanzhen.app.cluster.Casework.Objection;
import yanzhen.app.cluster.Casework.TooMany;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.NotFound;

/** 异议: anybody may object while an application is publicised; the city answers. */
@Component
class Objections {

    /** More that wait would only bury those that are there. */
    private static final int MOST_WAITING = 20;

    private final JdbcClient jdbc;
    private final ApplicationReader reader;
    private final Rounds rounds;
    private final OverAll overAll;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    Objections(
            JdbcClient jdbc,
            ApplicationReader reader,
            Rounds rounds,
            OverAll overAll,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.rounds = rounds;
        this.overAll = overAll;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who objected is not repeated in the audit trail, where more people read. */
    private record Filed(UUID objection, LocalDate due) {}

    private record Settled(UUID objection, boolean upheld) {}

    List<Objection> of(UUID application) {
        return jdbc.sql(
                        "select * from cluster.objection where application = ? order by filed_at, id")
                .param(application)
                .query((row, _) -> objection(row))
                .list();
    }

    UUID object(UUID application, String name, String contact, String text) {
        var it = reader.find(application).orElseThrow(NotPublicised::new);
        mustBePublicised(application);
        var round = rounds.find(it.round()).orElseThrow();
        var due = LocalDate.now(clock).plusDays(round.procedure().answerDays());
        var id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into cluster.objection
                            (id, application, by_name, contact, text, filed_at, filed_by, due)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(id)
                .param(application)
                .param(name)
                .param(contact)
                .param(text)
                .param(now())
                .param(viewers.current().account())
                .param(due)
                .update();
        audit.record(
                Change.created(
                        "cluster.objection-file", "application", application, new Filed(id, due)));
        return id;
    }

    /** Steps are not everybody's to read; until when something is publicised is. */
    Optional<LocalDate> publicisedUntil(UUID application) {
        return overAll.ask(() ->
                jdbc.sql(
                                """
                                select due from cluster.application_step
                                where application = ? and left_at is null and step = 'PUBLICITY'
                                """)
                        .param(application)
                        .query(LocalDate.class)
                        .optional());
    }

    /** How many wait is counted over all of them: who objects sees none. */
    private void mustBePublicised(UUID application) {
        if (publicisedUntil(application).isEmpty()) {
            throw new NotPublicised();
        }
        int waiting =
                overAll.ask(() ->
                        jdbc.sql(
                                        """
                                        select count(*) from cluster.objection
                                        where application = ? and upheld is null
                                        """)
                                .param(application)
                                .query(Integer.class)
                                .single());
        if (waiting >= MOST_WAITING) {
            throw new TooMany(waiting);
        }
    }

    void answer(UUID objection, boolean upheld, String text) {
        if (!viewers.current().runsRegion()) {
            throw new Forbidden("city-officer", "Only officers of the region answer objections.");
        }
        var application =
                jdbc.sql("select application from cluster.objection where id = ?")
                        .param(objection)
                        .query(UUID.class)
                        .optional()
                        .orElseThrow(() -> new NotFound("objection", objection));
        reader.locked(application);
        int answered =
                jdbc.sql(
                                """
                                update cluster.objection set upheld = ?, answer = ?, answered_at = ?, answered_by_name = ?
                                where id = ? and upheld is null
                                """)
                        .params(upheld, text, now(), viewers.current().name(), objection)
                        .update();
        if (answered == 0) {
            throw new Answered();
        }
        audit.record(
                Change.created(
                                "cluster.objection-answer",
                                "application",
                                application,
                                new Settled(objection, upheld))
                        .because(text));
    }

    private static Objection objection(ResultSet row) throws SQLException {
        return new Objection(
                row.getObject("id", UUID.class),
                row.getObject("application", UUID.class),
                row.getString("by_name"),
                row.getString("contact"),
                row.getString("text"),
                row.getObject("filed_at", OffsetDateTime.class).toInstant(),
                row.getObject("due", LocalDate.class),
                row.getObject("upheld", Boolean.class),
                row.getString("answer"),
                ApplicationReader.moment(row, "answered_at"),
                row.getString("answered_by_name"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
