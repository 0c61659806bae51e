package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OverAll;
import yanzhen.app.chain.Freshness;

/** One query whatever the size; counts only, so that protected facts may be counted for all. */
@Component
class JdbcFreshness implements Freshness {

    private static final String FACTS =
            KeepingBook.ASKING
                    + """
                    , fact as (
                        select node, 'PROVISION' as kind, as_of, stale_after
                        from chain.provision where superseded_at is null
                        union all
                        select node, kind, as_of, stale_after from chain.node_fact
                        where superseded_at is null and (upper_inf(valid) or upper(valid) > :day)),
                    placed as (
                        select pl.chain, pl.node, pl.ordinal, o.kind, o.district, o.organisation
                        from chain.place pl
                        left join chain.node_owner o on o.node = pl.node and o.until is null
                        where pl.ended_at is null)
                    """;
    private static final String COUNTS =
            """
            count(*) filter (where f.stale_after < :day) as stale,
            count(*) filter (where f.stale_after >= :day and f.stale_after - coalesce(a.lead, 0) <= :day) as due,
            count(*) filter (where f.stale_after >= :day and f.stale_after - coalesce(a.lead, 0) > :day) as fresh
            """;

    private final JdbcClient jdbc;
    private final JdbcVisibility visibility;
    private final OverAll overAll;

    JdbcFreshness(JdbcClient jdbc, JdbcVisibility visibility, OverAll overAll) {
        this.visibility = visibility;
        this.jdbc = jdbc;
        this.overAll = overAll;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Line> on(LocalDate day) {
        var withheld = visibility.withheld().toArray(UUID[]::new);
        return overAll.ask(() -> lines(day, withheld));
    }

    private List<Line> lines(LocalDate day, UUID[] withheld) {
        return jdbc.sql(
                        FACTS
                                + ", counted as (select p.chain, p.node = any (:withheld) as hidden,"
                                + COUNTS
                                + """
                                , percentile_disc(0.5) within group (order by :day::date - f.as_of) as age
                                from placed p join fact f on f.node = p.node
                                left join asking a on a.kind = f.kind group by p.chain, hidden),
                                whole as (
                                    select chain, count(*) as nodes, count(*) filter (where kind is null) as unowned,
                                           count(*) filter (where node = any (:withheld)) as withheld
                                    from placed group by chain)
                                select c.key, c.name_zh, c.name_en, w.nodes, w.unowned, w.withheld,
                                       n.fresh, n.due, n.stale, n.age,
                                       h.fresh as hidden_fresh, h.due as hidden_due, h.stale as hidden_stale
                                from chain.chain c join whole w on w.chain = c.key
                                left join counted n on n.chain = c.key and not n.hidden
                                left join counted h on h.chain = c.key and h.hidden
                                order by c.ordinal, c.key
                                """)
                .param("day", day)
                .param("withheld", withheld)
                .query((row, _) -> {
                    var seen = counts(row, "");
                    var hidden = counts(row, "hidden_");
                    return new Line(
                            row.getString("key"),
                            JdbcAtlas.name(row),
                            seen.with(hidden),
                            row.getInt("withheld"),
                            !seen.with(hidden).equals(seen) || hidden.facts() == 0,
                            row.getInt("unowned"),
                            row.getInt("nodes"),
                            row.getObject("age", Integer.class));
                })
                .list();
    }

    private static Counts counts(ResultSet row, String which) throws SQLException {
        return new Counts(
                row.getInt(which + "fresh"),
                row.getInt(which + "due"),
                row.getInt(which + "stale"));
    }

    @Override
    @Transactional(readOnly = true)
    public List<NodeLine> ofNodes(String chain, LocalDate day) {
        var waiting = waiting(chain);
        var withheld = visibility.withheld();
        return overAll.ask(() -> nodes(chain, day)).stream()
                .map(it -> told(it, withheld.contains(it.node()), waiting))
                .sorted(Comparator.comparing(NodeLine::withheld))
                .toList();
    }

    private static NodeLine told(NodeLine it, boolean withheld, Map<UUID, Integer> waiting) {
        return new NodeLine(
                it.node(),
                it.name(),
                withheld ? new Counts(0, 0, 0) : it.counts(),
                withheld,
                it.owner(),
                withheld ? null : it.next(),
                waiting.getOrDefault(it.node(), 0));
    }

    private List<NodeLine> nodes(String chain, LocalDate day) {
        return jdbc.sql(
                        FACTS
                                + ", counted as (select f.node, min(f.stale_after) as next,"
                                + COUNTS
                                + """
                                from placed p join fact f on f.node = p.node
                                left join asking a on a.kind = f.kind where p.chain = :chain group by f.node)
                                select p.node, n.name_zh, n.name_en, p.kind, p.district, p.organisation,
                                       c.next, c.fresh, c.due, c.stale
                                from placed p join chain.node n on n.id = p.node
                                left join counted c on c.node = p.node
                                where p.chain = :chain
                                order by coalesce(c.stale, 0) desc, c.next nulls last, p.ordinal, p.node
                                """)
                .param("day", day)
                .param("chain", chain)
                .query((row, _) ->
                        new NodeLine(
                                row.getObject("node", UUID.class),
                                JdbcAtlas.name(row),
                                counts(row, ""),
                                false,
                                row.getString("kind") == null
                                        ? null
                                        : JdbcNodeOwners.owner(row, "kind"),
                                row.getObject("next", LocalDate.class),
                                0))
                .list();
    }

    /** As the viewer may see them. */
    private Map<UUID, Integer> waiting(String chain) {
        var waiting = new HashMap<UUID, Integer>();
        jdbc.sql(
                        """
                        select r.node, count(*) as waiting from chain.update_request r
                        join chain.place p on p.node = r.node and p.chain = ? and p.ended_at is null
                        where r.ended_at is null group by r.node
                        """)
                .param(chain)
                .query(row -> {
                    waiting.put(row.getObject("node", UUID.class), row.getInt("waiting"));
                });
        return waiting;
    }
}
