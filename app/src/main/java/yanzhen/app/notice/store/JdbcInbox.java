package yanzhen.app.notice.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.notice.Inbox;
import yanzhen.app.notice.MailRoute;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Order;
import yanzhen.app.site.Slice;

@Component
class JdbcInbox implements Inbox {

    private static final String SELECT =
            """
            select m.*, l.fault, l.reply
            from notice.message m left join notice.mail l
                on l.message = m.id and l.state = 'GIVEN_UP' and l.fault not in ('switched-off', 'account-disabled')
            """;

    private static final Order UNREAD_FIRST =
            Order.descending("(m.read_at is null)", "boolean", "m.id", "uuid");

    private final JdbcClient jdbc;
    private final Self self;
    private final Clock clock;

    JdbcInbox(JdbcClient jdbc, Self self, Clock clock) {
        this.jdbc = jdbc;
        this.self = self;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Notice> search(Query query, @Nullable Cursor after, int size) {
        return conditions(query)
                .part(UNREAD_FIRST, after, size)
                .of(
                        jdbc,
                        SELECT,
                        (row, _) -> read(row),
                        last -> Cursor.after(!last.read(), last.id()));
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        return conditions(query).count(jdbc, "notice.message m");
    }

    private Conditions conditions(Query query) {
        var conditions =
                new Conditions()
                        .and("m.account = ?", self.account())
                        .andIfGiven("m.kind = ?", query.kind());
        return query.unreadOnly() ? conditions.and("m.read_at is null") : conditions;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Kind> kinds() {
        return jdbc.sql(
                        "select kind, count(*) from notice.message where account = ? group by kind order by kind")
                .param(self.account())
                .query((row, _) -> new Kind(row.getString(1), row.getLong(2)))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Notice> find(UUID id) {
        return one(id);
    }

    @Override
    @Transactional
    public Optional<Notice> read(UUID id) {
        jdbc.sql(
                        "update notice.message set read_at = ? where id = ? and account = ? and read_at is null")
                .params(now(), id, self.account())
                .update();
        return one(id);
    }

    private Optional<Notice> one(UUID id) {
        return jdbc.sql(SELECT + "where m.account = ? and m.id = ?")
                .params(self.account(), id)
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional
    public int readAll(Query query, UUID until) {
        return jdbc.sql(
                        """
                        update notice.message set read_at = ?
                        where account = ? and read_at is null and id <= ? and (? = '' or kind = ?)
                        """)
                .params(now(), self.account(), until, query.kind(), query.kind())
                .update();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<UUID> latest() {
        return jdbc.sql("select id from notice.message where account = ? order by id desc limit 1")
                .param(self.account())
                .query(UUID.class)
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public long unread(long most) {
        return jdbc.sql(
                        "select count(*) from (select from notice.message where account = ? and read_at is null limit ?) it")
                .params(self.account(), most)
                .query(Long.class)
                .single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Notice read(ResultSet row) throws SQLException {
        var fault = row.getString("fault");
        return new Notice(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("subject_type"),
                row.getString("subject"),
                row.getString("path"),
                new Bilingual(row.getString("zh"), row.getString("en")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                moment(row, "due_at"),
                row.getObject("read_at") != null,
                fault == null
                        ? null
                        : new MailRoute.Fault(fault, row.getObject("reply", Integer.class)));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
