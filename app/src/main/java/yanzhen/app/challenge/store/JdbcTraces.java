package yanzhen.app.challenge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
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
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Order;
import yanzhen.app.site.Slice;

@Component
class JdbcTraces implements Traces {

    /** A published challenge shows as open or closed, by the database's clock. */
    private static final String CHALLENGE =
            """
            select c.id, c.title, c.weak_link, c.synthetic,
                   coalesce(c.published_at, c.created_at) as since,
                   case when c.state <> 'PUBLISHED' then c.state
                        when challenge.now() < c.bid_deadline then 'OPEN' else 'CLOSED' end as state
            from challenge.challenge c
            """;

    private static final String PROJECT =
            """
            select p.id, c.title, p.state, p.started_on, p.challenge, c.synthetic
            from challenge.project p join challenge.challenge c on c.id = p.challenge
            """;

    private static final Order LATEST =
            Order.descending(
                    "coalesce(c.published_at, c.created_at)", "timestamptz", "c.id", "uuid");

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
        record Row(Trace trace, OffsetDateTime since) {}
        return where(query)
                .part(LATEST, after, size)
                .of(
                        jdbc,
                        CHALLENGE,
                        (row, _) ->
                                new Row(
                                        challenge(row),
                                        row.getObject("since", OffsetDateTime.class)),
                        it -> Cursor.after(it.since(), it.trace().id()))
                .map(Row::trace);
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        return where(query).count(jdbc, "challenge.challenge c");
    }

    private static Conditions where(Query query) {
        return new Conditions()
                .and("c.published_at is not null")
                .andIfHolds("c.title ilike ?", query.words())
                .andIfGiven(
                        """
                        exists (select from chain.weak_link w join chain.node n on n.id = w.node
                                where w.id = c.weak_link and n.chain = ?)
                        """,
                        query.chain())
                .andIfGiven(
                        "c.id = any (?)",
                        query.only() == null ? null : query.only().toArray(UUID[]::new));
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
