package yanzhen.app.notice.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OverAll;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.notice.Followed;
import yanzhen.app.notice.Subscriptions;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.NotFound;

@Component
class JdbcSubscriptions implements Subscriptions {

    /** What the audit trail keeps; officers read it, and must not learn who follows what. */
    private record Follows(boolean follows) {}

    private static final String SELECT =
            "select id, subject_type, subject, zh, en, path, since from notice.subscription where account = ? ";

    private final JdbcClient jdbc;
    private final OverAll program;
    private final AuditTrail audit;
    private final Self self;
    private final Clock clock;

    JdbcSubscriptions(JdbcClient jdbc, OverAll program, AuditTrail audit, Self self, Clock clock) {
        this.jdbc = jdbc;
        this.program = program;
        this.audit = audit;
        this.self = self;
        this.clock = clock;
    }

    @Override
    @Transactional
    public UUID follow(Followed what) {
        var id =
                jdbc.sql(
                                """
                                insert into notice.subscription (account, subject_type, subject, zh, en, path, since)
                                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id
                                """)
                        .params(self.account(), what.type(), what.subject())
                        .params(what.title().zh(), what.title().en(), what.path(), now())
                        .query(UUID.class)
                        .optional()
                        .orElseThrow(() ->
                                new Conflict(
                                        "followed-already",
                                        "The account follows this already. Nothing needs to be done."));
        audit.record(Change.created("notice.follow", "subscription", id, new Follows(true)));
        return id;
    }

    @Override
    @Transactional
    public void end(UUID subscription) {
        int ended =
                jdbc.sql("delete from notice.subscription where id = ? and account = ?")
                        .params(subscription, self.account())
                        .update();
        if (ended == 0) {
            throw new NotFound("subscription", subscription);
        }
        audit.record(
                new Change(
                        "notice.unfollow",
                        "subscription",
                        subscription.toString(),
                        new Follows(true),
                        null,
                        null));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Following> of(String type, String subject) {
        return jdbc.sql(SELECT + "and subject_type = ? and subject = ?")
                .params(self.account(), type, subject)
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Following> all() {
        return jdbc.sql(SELECT + "order by since desc, id desc")
                .param(self.account())
                .query((row, _) -> read(row))
                .list();
    }

    /** One statement, so that nobody follows neither in between. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void passOn(String type, String from, Followed to) {
        if (type.equals(to.type()) && from.equals(to.subject())) {
            return;
        }
        program.ask(() ->
                jdbc.sql(
                                """
                                with ended as (
                                    delete from notice.subscription where subject_type = ? and subject = ?
                                    returning account, since
                                )
                                insert into notice.subscription (account, subject_type, subject, zh, en, path, since)
                                select account, ?, ?, ?, ?, ?, since from ended order by account
                                on conflict do nothing
                                """)
                        .params(type, from, to.type(), to.subject())
                        .params(to.title().zh(), to.title().en(), to.path())
                        .update());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Following read(ResultSet row) throws SQLException {
        return new Following(
                row.getObject("id", UUID.class),
                new Followed(
                        row.getString("subject_type"),
                        row.getString("subject"),
                        new Bilingual(row.getString("zh"), row.getString("en")),
                        row.getString("path")),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }
}
