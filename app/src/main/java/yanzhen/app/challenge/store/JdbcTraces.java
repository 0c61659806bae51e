package yanzhen.app.challenge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.challenge.Trace;
import yanzhen.app.challenge.Traces;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Like;
import yanzhen.app.site.Slice;

@Component
class JdbcTraces implements Traces {

    /** A published challenge shows as open or closed, by the database's clock. */
    private static final String CHALLENGE =
            """
            select c.id, c.title, c.weak_link, c.synthetic,
                   coalesce(c.published_at, c.created_at) as since,
                   case when c.state <> 'PUBLISHED' then c.state
                        when clock_timestamp() < c.bid_deadline then 'OPEN' else 'CLOSED' end as state
            from challenge.challenge c
            """;

    private static final String PROJECT =
            """
            select p.id, c.title, p.state, p.started_on, p.challenge, c.synthetic
            from challenge.project p join challenge.challenge c on c.id = p.challenge
            """;

    private static final String SINCE = "coalesce(c.published_at, c.created_at)";

    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcTraces(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Trace> challenge(UUID id) {
        return jdbc.sql(CHALLENGE + "where c.id = ?")
                .param(id)
                .query((row, _) -> challenge(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Trace> project(UUID id) {
        return jdbc.sql(PROJECT + "where p.id = ?")
                .param(id)
                .query((row, _) -> project(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Trace> challengesOf(Collection<UUID> weakLinks) {
        return jdbc.sql(CHALLENGE + "where c.weak_link = any (?) order by since, c.id")
                .param(weakLinks.toArray(UUID[]::new))
                .query((row, _) -> challenge(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Trace> projectsOf(Collection<UUID> challenges) {
        return jdbc.sql(PROJECT + "where p.challenge = any (?) order by p.started_on, p.id")
                .param(challenges.toArray(UUID[]::new))
                .query((row, _) -> project(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Outcome> outcomesOf(Collection<UUID> projects) {
        return jdbc.sql(
                        "select * from challenge.outcome where project = any (?) order by accepted_on, id")
                .param(projects.toArray(UUID[]::new))
                .query((row, _) -> JdbcOutcomes.outcome(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Trace> challenges(Query query, @Nullable Cursor after, int size) {
        var arguments = new ArrayList<Object>();
        var where = where(query, arguments);
        if (after != null) {
            where += " and (%s, c.id) < (?::timestamptz, ?::uuid)".formatted(SINCE);
            arguments.addAll(after.values());
        }
        arguments.add(size + 1);
        record Row(Trace trace, String since) {}
        var found =
                jdbc.sql(CHALLENGE + where + " order by since desc, c.id desc limit ?")
                        .params(arguments)
                        .query((row, _) ->
                                new Row(
                                        challenge(row),
                                        row.getObject("since", OffsetDateTime.class).toString()))
                        .list();
        return Slice.of(found, size, it -> Cursor.after(it.since(), it.trace().id().toString()))
                .map(Row::trace);
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        var arguments = new ArrayList<Object>();
        var where = where(query, arguments);
        return jdbc.sql("select count(*) from challenge.challenge c " + where)
                .params(arguments)
                .query(Long.class)
                .single();
    }

    private static String where(Query query, List<Object> arguments) {
        var where = new StringBuilder("where c.published_at is not null");
        if (!query.words().isEmpty()) {
            where.append(" and c.title ilike ?");
            arguments.add(Like.containing(query.words()));
        }
        if (!query.chain().isEmpty()) {
            where.append(
                    """
                     and exists (select from chain.weak_link w join chain.node n on n.id = w.node
                                 where w.id = c.weak_link and n.chain = ?)
                    """);
            arguments.add(query.chain());
        }
        if (query.only() != null) {
            where.append(" and c.id = any (?)");
            arguments.add(query.only().toArray(UUID[]::new));
        }
        return where.toString();
    }

    private Trace challenge(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Trace(
                id,
                row.getString("title"),
                row.getString("state"),
                row.getObject("since", OffsetDateTime.class)
                        .atZoneSameInstant(clock.getZone())
                        .toLocalDate(),
                "/challenges/" + id,
                row.getObject("weak_link", UUID.class),
                row.getBoolean("synthetic"));
    }

    private static Trace project(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Trace(
                id,
                row.getString("title"),
                row.getString("state"),
                row.getObject("started_on", java.time.LocalDate.class),
                "/projects/" + id,
                row.getObject("challenge", UUID.class),
                row.getBoolean("synthetic"));
    }
}
