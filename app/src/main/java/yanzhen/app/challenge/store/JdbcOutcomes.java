package yanzhen.app.challenge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.challenge.Outcomes;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Order;
import yanzhen.app.site.Slice;

@Component
class JdbcOutcomes implements Outcomes {

    private static final String OUTCOME = "select * from challenge.outcome o ";
    private static final Order LATEST = Order.descending("o.accepted_on", "date", "o.id", "uuid");

    private final JdbcClient jdbc;

    JdbcOutcomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Outcome> findOutcome(UUID id) {
        return jdbc.sql(OUTCOME + "where o.id = ?")
                .param(id)
                .query((row, _) -> outcome(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Outcome> accepted(AsOf asOf) {
        return jdbc.sql(
                        OUTCOME
                                + "where o.accepted_on <= ? and o.recorded_at <= ? order by o.accepted_on, o.id")
                .params(asOf.day(), asOf.knownAt().atOffset(ZoneOffset.UTC))
                .query((row, _) -> outcome(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Outcome> ofWeakLink(UUID weakLink) {
        return jdbc.sql(OUTCOME + "where o.weak_link = ? order by o.accepted_on, o.id")
                .param(weakLink)
                .query((row, _) -> outcome(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<UUID> ofDemonstration(String challengeKey) {
        return jdbc.sql(
                        """
                        select o.id from challenge.outcome o
                        join challenge.challenge c on c.id = o.challenge where c.demo_key = ?
                        """)
                .param(challengeKey)
                .query(UUID.class)
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Outcome> search(Query query, @Nullable Cursor after, int size) {
        return where(query)
                .part(LATEST, after, size)
                .of(
                        jdbc,
                        OUTCOME,
                        (row, _) -> outcome(row),
                        it -> Cursor.after(it.acceptedOn(), it.id()));
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        return where(query).count(jdbc, "challenge.outcome o");
    }

    private static Conditions where(Query query) {
        return new Conditions()
                .andIfHolds(
                        """
                        o.title ilike ?
                        or exists (select from cluster.organisation_fact f
                                   where f.organisation = o.organisation and f.superseded_at is null
                                     and f.name ilike ?)
                        """,
                        query.words())
                .andIfGiven("o.category = ?", query.category())
                .andIfGiven(
                        """
                        exists (select from chain.weak_link w join chain.node n on n.id = w.node
                                where w.id = o.weak_link and n.chain = ?)
                        """,
                        query.chain())
                .andIfGiven("extract(year from o.accepted_on) = ?", query.year());
    }

    static Outcome outcome(ResultSet row) throws SQLException {
        return new Outcome(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getObject("project", UUID.class),
                row.getObject("challenge", UUID.class),
                row.getObject("weak_link", UUID.class),
                BaseCategory.valueOf(row.getString("category")),
                row.getObject("organisation", UUID.class),
                row.getObject("accepted_on", LocalDate.class),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("synthetic"));
    }
}
