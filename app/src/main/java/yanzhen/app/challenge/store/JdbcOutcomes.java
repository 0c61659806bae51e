package yanzhen.app.challenge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Like;
import yanzhen.app.site.Slice;

@Component
class JdbcOutcomes implements Outcomes {

    private static final String OUTCOME = "select * from challenge.outcome o ";

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
        var arguments = new ArrayList<Object>();
        var where = where(query, arguments);
        if (after != null) {
            where += " and (o.accepted_on, o.id) < (?::date, ?::uuid)";
            arguments.addAll(after.values());
        }
        arguments.add(size + 1);
        var found =
                jdbc.sql(
                                OUTCOME
                                        + "where true"
                                        + where
                                        + " order by o.accepted_on desc, o.id desc limit ?")
                        .params(arguments)
                        .query((row, _) -> outcome(row))
                        .list();
        return Slice.of(
                found, size, it -> Cursor.after(it.acceptedOn().toString(), it.id().toString()));
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        var arguments = new ArrayList<Object>();
        var where = where(query, arguments);
        return jdbc.sql("select count(*) from challenge.outcome o where true" + where)
                .params(arguments)
                .query(Long.class)
                .single();
    }

    private static String where(Query query, List<Object> arguments) {
        var where = new StringBuilder();
        if (!query.words().isEmpty()) {
            where.append(
                    """
                     and (o.title ilike ?
                          or exists (select from cluster.organisation_fact f
                                     where f.organisation = o.organisation and f.superseded_at is null
                                       and f.name ilike ?))
                    """);
            var like = Like.containing(query.words());
            arguments.addAll(List.of(like, like));
        }
        if (!query.category().isEmpty()) {
            where.append(" and o.category = ?");
            arguments.add(query.category());
        }
        if (!query.chain().isEmpty()) {
            where.append(
                    """
                     and exists (select from chain.weak_link w join chain.node n on n.id = w.node
                                 where w.id = o.weak_link and n.chain = ?)
                    """);
            arguments.add(query.chain());
        }
        if (query.year() != null) {
            where.append(" and extract(year from o.accepted_on) = ?");
            arguments.add(query.year());
        }
        return where.toString();
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
