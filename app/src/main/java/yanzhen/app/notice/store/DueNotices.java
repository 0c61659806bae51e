package yanzhen.app.notice.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.notice.CalendarEntry;
import yanzhen.app.notice.CalendarEntry.When;
import yanzhen.app.notice.CalendarSource;

/** Of several notices with a moment about one thing, the latest stands in the calendar. */
@Component
class DueNotices implements CalendarSource {

    private final JdbcClient jdbc;
    private final Self self;
    private final Clock clock;

    DueNotices(JdbcClient jdbc, Self self, Clock clock) {
        this.jdbc = jdbc;
        this.self = self;
        this.clock = clock;
    }

    @Override
    public List<CalendarEntry> open(LocalDate since) {
        return List.of();
    }

    @Override
    @Transactional(readOnly = true)
    public List<CalendarEntry> own(LocalDate since) {
        return jdbc.sql(
                        """
                        select * from (
                            select distinct on (subject_type, subject, kind) *,
                                   count(*) over (partition by subject_type, subject, kind) as tellings
                            from notice.message where account = ? and due_at is not null
                            order by subject_type, subject, kind, id desc) it
                        where due_at >= ? order by due_at, id
                        """)
                .param(self.account())
                .param(since.atStartOfDay(clock.getZone()).toInstant().atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new CalendarEntry(
                                "notice-"
                                        + uid(
                                                row.getString("subject_type"),
                                                row.getString("subject"),
                                                row.getString("kind")),
                                When.Span.at(
                                        row.getObject("due_at", OffsetDateTime.class).toInstant()),
                                new Bilingual(row.getString("zh"), row.getString("en")),
                                row.getString("path"),
                                row.getInt("tellings") - 1,
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                false))
                .list();
    }

    /** The same for the same thing, whatever letters its identity is made of. */
    private static UUID uid(String type, String subject, String kind) {
        return UUID.nameUUIDFromBytes(
                (type + "\n" + subject + "\n" + kind)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
