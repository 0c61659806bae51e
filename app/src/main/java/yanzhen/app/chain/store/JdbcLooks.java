package yanzhen.app.chain.store;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Looks;
import yanzhen.app.site.Like;

@Component
class JdbcLooks implements Looks {

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Clock clock;

    JdbcLooks(JdbcClient jdbc, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void note(What what, UUID subject, String detail) {
        var viewer = viewers.current();
        jdbc.sql(
                        """
                        insert into chain.look (account, who, role, what, subject, detail, at)
                        values (:account::uuid, :who, :role, :what, :subject, :detail, :at)
                        """)
                .param("account", viewer.account() == null ? null : viewer.account().toString())
                .param("who", viewer.name())
                .param("role", viewer.role().name())
                .param("what", what.name())
                .param("subject", subject)
                .param("detail", detail)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Look> latest(@Nullable UUID before, String who, @Nullable What what, int most) {
        return jdbc.sql(
                        """
                        select * from chain.look
                        where (:before::uuid is null
                               or (at, id) < (select b.at, b.id from chain.look b where b.id = :before::uuid))
                          and (:who = '' or who ilike :pattern)
                          and (:what = '' or what = :what)
                        order by at desc, id desc limit :most
                        """)
                .param("before", before == null ? null : before.toString())
                .param("who", who)
                .param("pattern", Like.containing(who))
                .param("what", what == null ? "" : what.name())
                .param("most", most)
                .query((row, _) ->
                        new Look(
                                row.getObject("id", UUID.class),
                                row.getObject("account", UUID.class),
                                row.getString("who"),
                                row.getString("role"),
                                What.valueOf(row.getString("what")),
                                row.getObject("subject", UUID.class),
                                row.getString("detail"),
                                row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
