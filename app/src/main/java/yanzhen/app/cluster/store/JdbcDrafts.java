package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Drafts;

/** Row-level security shows an account its own drafts only; the account is named all the same. */
@Component
class JdbcDrafts implements Drafts {

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final ObjectMapper json;
    private final Clock clock;

    JdbcDrafts(JdbcClient jdbc, Viewers viewers, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.json = json;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Draft> find(UUID organisation, int year) {
        return jdbc.sql(
                        """
                        select * from cluster.report_draft where account = ? and organisation = ? and year = ?
                        """)
                .param(viewers.current().account())
                .params(organisation, year)
                .query((row, _) -> draft(row))
                .optional();
    }

    private Draft draft(ResultSet row) throws SQLException {
        var typed = new TreeMap<String, String>();
        json.readTree(row.getString("typed"))
                .properties()
                .forEach(it -> typed.put(it.getKey(), it.getValue().asString()));
        return new Draft(
                row.getInt("seen"),
                typed,
                row.getString("file_name"),
                row.getObject("saved_at", OffsetDateTime.class).toInstant());
    }

    @Override
    @Transactional
    public Optional<Instant> keep(
            UUID organisation,
            int year,
            int seen,
            Map<String, String> typed,
            @Nullable String file) {
        var viewer = viewers.current();
        if (!viewer.runsRegion()) {
            viewer.mustActFor(organisation);
        }
        if (typed.isEmpty()) {
            drop(organisation, year);
            return Optional.empty();
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbc.sql(
                        """
                        insert into cluster.report_draft (account, organisation, year, seen, typed, file_name, saved_at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?)
                        on conflict (account, organisation, year) do update set
                            seen = excluded.seen, typed = excluded.typed, file_name = excluded.file_name,
                            saved_at = excluded.saved_at
                        """)
                .param(viewer.account())
                .params(organisation, year, seen, json.writeValueAsString(typed))
                .param(file)
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
        return Optional.of(now);
    }

    @Override
    @Transactional
    public void drop(UUID organisation, int year) {
        jdbc.sql(
                        """
                        delete from cluster.report_draft where account = ? and organisation = ? and year = ?
                        """)
                .param(viewers.current().account())
                .params(organisation, year)
                .update();
    }
}
