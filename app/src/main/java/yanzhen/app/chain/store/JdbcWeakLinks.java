package yanzhen.app.chain.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.WeakLink;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.kernel.Bilingual;

@Component
class JdbcWeakLinks implements WeakLinks {

    private static final String SELECT =
            "with "
                    + JdbcAtlas.LATEST
                    + """
                    select w.id as weak_link, n.id as node_id, n.chain, n.category,
                           n.name_zh, n.name_en, c.name_zh as chain_zh, c.name_en as chain_en,
                           coalesce(s.synthetic, false) as synthetic, coalesce(s.weight, 0) as total,
                           s.asked, s.answered, s.open, s.least, s.products, s.stopped,
                           s.through_it, s.tiers_behind,
                           f.rule, f.severity, f.measure, f.threshold, f.weight, f.text_zh, f.text_en
                    from chain.weak_link w
                    join chain.node n on n.id = w.node
                    join chain.chain c on c.key = n.chain
                    left join chain.place p on p.node = n.id and p.chain = n.chain and p.ended_at is null
                    left join latest l on l.chain = n.chain
                    left join chain.node_state s on s.diagnosis = l.id and s.node = n.id
                    left join chain.finding f on f.diagnosis = l.id and f.node = n.id
                    """;

    private final JdbcClient jdbc;
    private final JdbcVisibility visibility;
    private final Clock clock;

    JdbcWeakLinks(JdbcClient jdbc, JdbcVisibility visibility, Clock clock) {
        this.jdbc = jdbc;
        this.visibility = visibility;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<WeakLink> find(UUID id) {
        return Optional.ofNullable(byId(List.of(id)).get(id));
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, WeakLink> byId(Collection<UUID> ids) {
        var found = new LinkedHashMap<UUID, WeakLink>();
        var withheld = visibility.withheld();
        jdbc.sql(SELECT + " where w.id = any (?) order by f.weight desc")
                .param(ids.toArray(UUID[]::new))
                .query(row -> {
                    collect(found, row, withheld);
                });
        return found;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<UUID> ofNode(String chain, String node) {
        return jdbc.sql(
                        """
                        select w.id from chain.weak_link w join chain.place p on p.node = w.node
                        where p.chain = ? and p.key = ? and p.ended_at is null
                        """)
                .params(chain, node)
                .query(UUID.class)
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<WeakLink> present() {
        var found = new LinkedHashMap<UUID, WeakLink>();
        var withheld = visibility.withheld();
        jdbc.sql(
                        SELECT
                                + " where s.state = 'weak' and p.id is not null order by total desc, s.stopped desc nulls last, n.chain, p.ordinal, f.weight desc")
                .query(row -> {
                    collect(found, row, withheld);
                });
        return List.copyOf(found.values());
    }

    /** All that are weak now, whatever is chosen of them. */
    private static final String WEAK =
            "with "
                    + JdbcAtlas.LATEST
                    + """
                    , weak as materialized (
                        select w.id, n.chain, n.category, n.name_zh, n.name_en, s.weight, s.stopped, p.ordinal,
                               w.id in (select r.weak_link from chain.response r) as answered
                        from latest l
                        join chain.node_state s on s.diagnosis = l.id and s.state = 'weak'
                        join chain.node n on n.id = s.node and n.chain = l.chain
                        join chain.place p on p.node = n.id and p.chain = n.chain and p.ended_at is null
                        join chain.weak_link w on w.node = n.id)
                    """;

    /** All that are weak are read once, for the counts and for the part. */
    @Override
    @Transactional(readOnly = true)
    public Part part(Choice choice, boolean chinese, int from, int rows) {
        var ids = new ArrayList<UUID>();
        var found = new AtomicInteger();
        var tallies = new ArrayList<Tally>();
        var conditions = conditions(choice);
        jdbc.sql(
                        WEAK
                                + ", part as (select w.id from weak w join chain.chain c on c.key = w.chain where "
                                + conditions
                                + " order by "
                                + order(choice, chinese)
                                + """
                                 limit :rows offset :from)
                                select 1 as what, null::uuid as id, t.chain, c.name_zh, c.name_en, t.weak, t.open, 0 as line
                                from (select chain, count(*) as weak, count(*) filter (where not answered) as open
                                      from weak group by chain) t
                                join chain.chain c on c.key = t.chain
                                union all
                                select 2, null, null, null, null, count(*), 0, 0 from weak w where
                                """
                                + conditions
                                + """

                                union all
                                select 3, id, null, null, null, 0, 0, row_number() over () from part
                                order by what, line, chain
                                """)
                .param("chain", choice.chain())
                .param("category", choice.category() == null ? null : choice.category().name())
                .param("answered", choice.answered())
                .param(
                        "categories",
                        Arrays.stream(BaseCategory.values()).map(Enum::name).toArray(String[]::new))
                .param("rows", rows)
                .param("from", from)
                .query(row -> {
                    switch (row.getInt("what")) {
                        case 1 ->
                                tallies.add(
                                        new Tally(
                                                row.getString("chain"),
                                                JdbcAtlas.name(row),
                                                row.getInt("weak"),
                                                row.getInt("open")));
                        case 2 -> found.setPlain(row.getInt("weak"));
                        default -> ids.add(row.getObject("id", UUID.class));
                    }
                });
        return new Part(ids, found.getPlain(), tallies);
    }

    /** Only what is asked: a condition that may be empty is planned for as if it never were. */
    private static String conditions(Choice choice) {
        var conditions = new StringJoiner(" and ").setEmptyValue("true");
        if (choice.chain() != null) {
            conditions.add("w.chain = :chain");
        }
        if (choice.category() != null) {
            conditions.add("w.category = :category");
        }
        if (choice.answered() != null) {
            conditions.add("w.answered = :answered");
        }
        return conditions.toString();
    }

    /** The chosen order, then the heaviest, then as they stand in their chains. */
    private static String order(Choice choice, boolean chinese) {
        var heaviest = " w.weight desc, w.stopped desc nulls last, w.chain, w.ordinal, w.id";
        var way = choice.reversed() ? " desc," : ",";
        return switch (choice.order()) {
            case WEIGHT ->
                    choice.reversed()
                            ? " w.weight, w.stopped nulls first, w.chain, w.ordinal, w.id"
                            : heaviest;
            case NAME -> sorted("w", chinese) + way + heaviest;
            case CHAIN -> sorted("c", chinese) + way + heaviest;
            case CATEGORY -> " array_position(:categories::text[], w.category)" + way + heaviest;
        };
    }

    private static String sorted(String table, boolean chinese) {
        return chinese
                ? " " + table + ".name_zh collate \"zh-x-icu\""
                : " " + table + ".name_en collate \"en-x-icu\"";
    }

    private static void collect(Map<UUID, WeakLink> found, ResultSet row, Set<UUID> withheld)
            throws SQLException {
        var id = row.getObject("weak_link", UUID.class);
        var findings = new ArrayList<Finding>();
        var before = found.get(id);
        if (before != null) {
            findings.addAll(before.findings());
        }
        if (row.getString("rule") != null) {
            findings.add(JdbcAtlas.finding(row));
        } else if (withheld.contains(row.getObject("node_id", UUID.class))) {
            findings.add(withheld(row.getInt("total")));
        }
        found.put(id, weakLink(row, id, findings));
    }

    /** One finding in the place of all, with their weight and without what they say. */
    private static Finding withheld(int weight) {
        return new Finding(
                "protected",
                Finding.Severity.WEAK,
                JdbcVisibility.PROTECTED,
                null,
                BigDecimal.ZERO,
                weight);
    }

    private static WeakLink weakLink(ResultSet row, UUID id, List<Finding> findings)
            throws SQLException {
        return new WeakLink(
                id,
                row.getObject("node_id", UUID.class),
                row.getString("chain"),
                new Bilingual(row.getString("chain_zh"), row.getString("chain_en")),
                JdbcAtlas.name(row),
                BaseCategory.valueOf(row.getString("category")),
                List.copyOf(findings),
                new Atlas.Judged(JdbcAtlas.sureness(row), JdbcAtlas.position(row)),
                row.getBoolean("synthetic"));
    }

    /** Part of the caller's state change, which leaves the audit record. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void answeredBy(UUID weakLink, Response response) {
        jdbc.sql(
                        """
                        insert into chain.response (weak_link, kind, subject, path, title, state, at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (weak_link, kind, subject)
                        do update set title = excluded.title, state = excluded.state, at = excluded.at
                        """)
                .params(
                        weakLink,
                        response.kind(),
                        response.id(),
                        response.path(),
                        response.title(),
                        response.state(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
