package yanzhen.app.challenge.store;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.Wall.Listed;
import yanzhen.app.challenge.Wall.Query;
import yanzhen.app.challenge.Wall.Sort;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** Reads challenges: two queries, whatever their number. */
@Component
class ChallengeReader {

    private static final String FROM =
            """
            challenge.challenge c
            left join chain.weak_link w on w.id = c.weak_link
            left join chain.node n on n.id = w.node
            left join chain.chain h on h.key = n.chain
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    ChallengeReader(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Challenge> find(UUID id) {
        var targets = targets(List.of(id)).getOrDefault(id, List.of());
        return jdbc.sql("select * from challenge.challenge where id = ?")
                .param(id)
                .query((row, _) -> Rows.challenge(row, targets))
                .optional();
    }

    private Map<UUID, List<Target>> targets(List<UUID> challenges) {
        record Row(UUID challenge, Target target) {}
        return jdbc
                .sql(
                        "select * from challenge.target where challenge = any (?) order by challenge, ordinal")
                .param(challenges.toArray(UUID[]::new))
                .query((row, _) ->
                        new Row(row.getObject("challenge", UUID.class), Rows.target(row)))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                it -> it.challenge,
                                LinkedHashMap::new,
                                Collectors.mapping(it -> it.target, Collectors.toList())));
    }

    private record Found(
            Challenge challenge,
            @Nullable Bilingual chain,
            @Nullable Bilingual node,
            BigDecimal place) {}

    @Transactional(readOnly = true)
    public Slice<Listed> search(Query query, @Nullable Cursor after, int size) {
        var arguments = new ArrayList<Object>();
        var place = place(query.sort(), arguments);
        var where = where(query);
        arguments.addAll(where.arguments());
        var sql =
                "select * from (select c.*, h.name_zh as chain_zh, h.name_en as chain_en, n.name_zh as node_zh, n.name_en as node_en, "
                        + place
                        + " as place"
                        + " from "
                        + FROM
                        + where.sql()
                        + ") f";
        if (after != null) {
            sql += " where (f.place, f.id) < (?::numeric, ?::uuid)";
            arguments.addAll(after.values());
        }
        arguments.add(size + 1);
        var found =
                jdbc.sql(sql + " order by f.place desc, f.id desc limit ?")
                        .params(arguments)
                        .query((row, _) ->
                                new Found(
                                        Rows.challenge(row, List.of()),
                                        Rows.names(row, "chain"),
                                        Rows.names(row, "node"),
                                        row.getBigDecimal("place")))
                        .list();
        return Slice.of(found, size, ChallengeReader::cursor)
                .map(it -> new Listed(it.challenge, it.chain, it.node));
    }

    private static Cursor cursor(Found last) {
        return Cursor.after(last.place.toPlainString(), last.challenge.id());
    }

    /** A number to sort by; the larger comes first. */
    private String place(Sort sort, List<Object> arguments) {
        return switch (sort) {
            case PUBLISHED -> "extract(epoch from coalesce(c.published_at, c.created_at))";
            case DEADLINE -> "coalesce(extract(epoch from c.bid_deadline), 0)";
            case REWARD -> "coalesce(c.reward_fen, 0)::numeric";
            case STATE -> {
                arguments.add(Rows.now(clock));
                yield """
                (case when c.state <> 'PUBLISHED' then 0 when c.bid_deadline > ? then 2 else 1 end) * 100000000000
                + extract(epoch from coalesce(c.published_at, c.created_at))\
                """;
            }
        };
    }

    @Transactional(readOnly = true)
    public long count(Query query) {
        return where(query).count(jdbc, FROM);
    }

    private Conditions where(Query query) {
        var conditions =
                new Conditions()
                        .andIfHolds(
                                """
                                c.title ilike ? or c.description ilike ?
                                or exists (select from cluster.organisation_fact f
                                           where f.organisation = c.owner and f.superseded_at is null
                                             and f.name ilike ?)
                                """,
                                query.words())
                        .andIfGiven("c.category = ?", query.category())
                        .andIfGiven("n.chain = ?", query.chain());
        return switch (query.state()) {
            case "OPEN" ->
                    conditions.and("c.state = 'PUBLISHED' and c.bid_deadline > ?", Rows.now(clock));
            case "CLOSED" ->
                    conditions.and(
                            "c.state = 'PUBLISHED' and c.bid_deadline <= ?", Rows.now(clock));
            default -> conditions.andIfGiven("c.state = ?", query.state());
        };
    }
}
