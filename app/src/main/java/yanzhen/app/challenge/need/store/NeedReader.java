package yanzhen.app.challenge.need.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.need.Need;
import yanzhen.app.challenge.need.Need.Answer;
import yanzhen.app.challenge.need.Need.Call;
import yanzhen.app.challenge.need.Need.CoOwner;
import yanzhen.app.challenge.need.Need.Collector;
import yanzhen.app.challenge.need.Need.Commitment;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Need.Judgement;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Need.Step;
import yanzhen.app.challenge.need.Need.Target;
import yanzhen.app.challenge.need.Need.Verdict;
import yanzhen.app.challenge.need.Needs.Listed;
import yanzhen.app.challenge.need.Needs.Query;
import yanzhen.app.challenge.need.Needs.Sort;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** Reads needs: two queries, whatever their number. */
@Component
class NeedReader {

    /** So many of the latest are held against each other; older ones have had their time. */
    private static final int COMPARED = 5_000;

    private static final String FROM =
            """
            challenge.need n
            left join chain.weak_link w on w.id = n.weak_link
            left join chain.node o on o.id = w.node
            left join chain.chain h on h.key = o.chain
            """;

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final ObjectMapper json;

    NeedReader(JdbcClient jdbc, Viewers viewers, ObjectMapper json) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.json = json;
    }

    @Transactional(readOnly = true)
    public Optional<Need> find(UUID id) {
        return Optional.ofNullable(byId(List.of(id)).get(id));
    }

    @Transactional(readOnly = true)
    public Map<UUID, Need> byId(Collection<UUID> ids) {
        var targets = targets(ids);
        var found = new LinkedHashMap<UUID, Need>();
        jdbc.sql("select * from challenge.need where id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> need(row, targets))
                .list()
                .forEach(it -> found.put(it.id(), it));
        return found;
    }

    private Map<UUID, List<Target>> targets(Collection<UUID> needs) {
        var found = new HashMap<UUID, List<Target>>();
        jdbc.sql("select * from challenge.need_target where need = any (?) order by need, ordinal")
                .param(needs.toArray(UUID[]::new))
                .query(row -> {
                    found.computeIfAbsent(row.getObject("need", UUID.class), _ -> new ArrayList<>())
                            .add(target(row));
                });
        return found;
    }

    /** The latest ones that still want to be met, with what is compared of them. */
    @Transactional(readOnly = true)
    public List<Need> wanting(UUID but) {
        var ids =
                jdbc.sql(
                                """
                                select id from challenge.need where state = any (?) and id <> ?
                                order by submitted_at desc, id limit ?
                                """)
                        .param(State.wanting().stream().map(Enum::name).toArray(String[]::new))
                        .param(but)
                        .param(COMPARED)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        return List.copyOf(byId(ids).values());
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(
                row.getString("metric"),
                row.getString("comparator").equals("at-least"),
                row.getBigDecimal("value"),
                row.getString("unit"),
                row.getString("test_method"));
    }

    private static Need need(ResultSet row, Map<UUID, List<Target>> targets) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var category = row.getString("category");
        var budget = row.getObject("budget_fen", Long.class);
        var commitment = row.getString("commitment_kind");
        return new Need(
                id,
                new Draft(
                        row.getObject("organisation", UUID.class),
                        row.getObject("weak_link", UUID.class),
                        row.getString("title"),
                        row.getString("problem"),
                        category == null ? null : BaseCategory.valueOf(category),
                        budget == null ? null : new Yuan(budget),
                        row.getObject("payer", UUID.class),
                        row.getString("payer_text"),
                        targets.getOrDefault(id, List.of()),
                        row.getString("ip_rule"),
                        commitment == null ? null : Commitment.valueOf(commitment),
                        row.getString("commitment"),
                        row.getObject("wanted_by", LocalDate.class)),
                State.valueOf(row.getString("state")),
                Collector.valueOf(row.getString("collected_by")),
                row.getInt("round"),
                row.getInt("revision"),
                moment(row, "submitted_at"),
                row.getObject("merged_into", UUID.class),
                at(row, "created_at"),
                row.getBoolean("synthetic"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var found = row.getObject(column, OffsetDateTime.class);
        return found == null ? null : found.toInstant();
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Bilingual names(ResultSet row, String prefix) throws SQLException {
        var chinese = row.getString(prefix + "_zh");
        return chinese == null ? null : new Bilingual(chinese, row.getString(prefix + "_en"));
    }

    private record Found(
            Need need, @Nullable Bilingual chain, @Nullable Bilingual node, BigDecimal place) {}

    @Transactional(readOnly = true)
    public Slice<Listed> search(Query query, @Nullable Cursor after, int size) {
        var where = where(query);
        var arguments = new ArrayList<>(where.arguments());
        var sql =
                "select * from (select n.*, h.name_zh as chain_zh, h.name_en as chain_en, o.name_zh as node_zh, o.name_en as node_en, "
                        + place(query.sort())
                        + " as place from "
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
                                        need(row, Map.of()),
                                        names(row, "chain"),
                                        names(row, "node"),
                                        row.getBigDecimal("place")))
                        .list();
        return Slice.of(
                        found,
                        size,
                        last -> Cursor.after(last.place.toPlainString(), last.need.id()))
                .map(it -> new Listed(it.need, it.chain, it.node));
    }

    /** A number to sort by; the larger comes first, so that of days the nearest does. */
    private static String place(Sort sort) {
        return switch (sort) {
            case SUBMITTED -> "extract(epoch from coalesce(n.submitted_at, n.created_at))";
            case BUDGET -> "coalesce(n.budget_fen, 0)::numeric";
            case WANTED -> "coalesce(-extract(epoch from n.wanted_by), -1000000000000)";
            case STATE ->
                    """
                    (case n.state when 'SUBMITTED' then 5 when 'PUBLISHABLE' then 4 when 'RETURNED' then 3
                                  when 'DRAFT' then 2 when 'IN_CALL' then 1 else 0 end) * 100000000000
                    + extract(epoch from coalesce(n.submitted_at, n.created_at))\
                    """;
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
                                n.title ilike ? or n.problem ilike ?
                                or exists (select from cluster.organisation_fact f
                                           where f.organisation = n.organisation and f.superseded_at is null
                                             and f.name ilike ?)
                                """,
                                query.words())
                        .andIfGiven("n.state = ?", query.state())
                        .andIfGiven("n.category = ?", query.category())
                        .andIfGiven("o.chain = ?", query.chain());
        return switch (query.from()) {
            case "WEAK_LINK" -> conditions.and("n.weak_link is not null");
            case "MINE" ->
                    conditions.and(
                            """
                            n.organisation = any (?) or exists (
                                select from challenge.need_co_owner c where c.root = n.id and c.organisation = any (?))
                            """,
                            mine(),
                            mine());
            default -> conditions.andIfGiven("n.collected_by = ?", query.from());
        };
    }

    private UUID[] mine() {
        return viewers.current().organisations().toArray(UUID[]::new);
    }

    @Transactional(readOnly = true)
    public List<Judgement> judgements(UUID id) {
        return jdbc.sql("select * from challenge.need_judgement where need = ? order by round desc")
                .param(id)
                .query((row, _) ->
                        new Judgement(
                                row.getInt("round"),
                                Verdict.valueOf(row.getString("verdict")),
                                row.getString("reason"),
                                List.of(json.readValue(row.getString("answers"), Answer[].class)),
                                row.getString("by"),
                                at(row, "at")))
                .list();
    }

    @Transactional(readOnly = true)
    public List<Step> steps(UUID id) {
        return jdbc.sql("select * from challenge.need_step where need = ? order by at, id")
                .param(id)
                .query((row, _) -> {
                    var from = row.getString("from_state");
                    var content = row.getString("content");
                    return new Step(
                            from == null ? null : State.valueOf(from),
                            State.valueOf(row.getString("to_state")),
                            row.getString("reason"),
                            content == null ? null : json.readValue(content, Draft.class),
                            row.getString("by"),
                            at(row, "at"));
                })
                .list();
    }

    @Transactional(readOnly = true)
    public List<CoOwner> coOwners(UUID root) {
        return jdbc.sql(
                        """
                        select c.need, c.organisation, coalesce(n.title, '') as title
                        from challenge.need_co_owner c left join challenge.need n on n.id = c.need
                        where c.root = ? order by c.need
                        """)
                .param(root)
                .query((row, _) ->
                        new CoOwner(
                                row.getObject("need", UUID.class),
                                row.getObject("organisation", UUID.class),
                                row.getString("title")))
                .list();
    }

    @Transactional(readOnly = true)
    public List<Call> calls(UUID need) {
        return jdbc.sql(
                        """
                        select c.id, c.title, k.at,
                               case when c.state <> 'PUBLISHED' then c.state
                                    when clock_timestamp() < c.bid_deadline then 'OPEN' else 'CLOSED' end as state
                        from challenge.need_call k join challenge.challenge c on c.id = k.challenge
                        where k.need = ? order by k.at desc, c.id
                        """)
                .param(need)
                .query((row, _) ->
                        new Call(
                                row.getObject("id", UUID.class),
                                row.getString("title"),
                                row.getString("state"),
                                at(row, "at")))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Need> ofChallenge(UUID challenge) {
        return jdbc.sql("select need from challenge.need_call where challenge = ?")
                .param(challenge)
                .query((row, _) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
                .optional()
                .flatMap(this::find);
    }
}
