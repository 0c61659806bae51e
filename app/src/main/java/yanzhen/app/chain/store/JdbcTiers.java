package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.Tiers;
import yanzhen.app.kernel.Bilingual;

@Component
class JdbcTiers implements Tiers {

    private final JdbcClient jdbc;
    private final JdbcVisibility visibility;

    JdbcTiers(JdbcClient jdbc, JdbcVisibility visibility) {
        this.jdbc = jdbc;
        this.visibility = visibility;
    }

    @Override
    @Transactional(readOnly = true)
    public Tree of(UUID product, Way way, Set<String> kinds) {
        var tiers = new LinkedHashMap<UUID, Integer>();
        tiers.put(product, 0);
        var last = List.of(product);
        for (int tier = 1; tier <= MOST && !last.isEmpty(); tier++) {
            last = fresh(beside(last, way, kinds), tiers, tier);
        }
        boolean cut = beside(last, way, kinds).stream().anyMatch(it -> !tiers.containsKey(it));
        return new Tree(parts(tiers), edges(tiers.keySet(), kinds), cut);
    }

    private static List<UUID> fresh(List<UUID> found, Map<UUID, Integer> tiers, int tier) {
        return found.stream().filter(it -> tiers.putIfAbsent(it, tier) == null).toList();
    }

    private List<UUID> beside(Collection<UUID> nodes, Way way, Set<String> kinds) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        way == Way.UP
                                ? "select distinct supplier from chain.edge where consumer = any (:nodes) and kind = any (:kinds) and ended_at is null order by supplier"
                                : "select distinct consumer from chain.edge where supplier = any (:nodes) and kind = any (:kinds) and ended_at is null order by consumer")
                .param("nodes", nodes.toArray(UUID[]::new))
                .param("kinds", kinds.toArray(String[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private List<Atlas.Edge> edges(Collection<UUID> nodes, Set<String> kinds) {
        return jdbc.sql(
                        """
                        select supplier, consumer, kind from chain.edge
                        where supplier = any (:nodes) and consumer = any (:nodes) and kind = any (:kinds)
                          and ended_at is null
                        order by supplier, consumer
                        """)
                .param("nodes", nodes.toArray(UUID[]::new))
                .param("kinds", kinds.toArray(String[]::new))
                .query((row, _) ->
                        new Atlas.Edge(
                                row.getObject("supplier", UUID.class),
                                row.getObject("consumer", UUID.class),
                                row.getString("kind")))
                .list();
    }

    private List<Part> parts(Map<UUID, Integer> tiers) {
        var others = others(tiers.keySet());
        var withheld = visibility.withheld();
        return jdbc
                .sql(
                        """
                        select n.id, n.chain, n.kind, n.category, n.name_zh, n.name_en, p.key, p.essential,
                               c.name_zh as chain_zh, c.name_en as chain_en,
                               s.state, s.weight, s.synthetic, f.text_zh, f.text_en
                        from chain.node n
                        join chain.chain c on c.key = n.chain
                        join lateral (
                            select key, essential from chain.place p
                            where p.node = n.id and p.ended_at is null
                            order by p.chain <> n.chain, p.chain limit 1) p on true
                        left join lateral (
                            select id from chain.diagnosis d where d.chain = n.chain
                            order by at desc limit 1) d on true
                        left join chain.node_state s on s.diagnosis = d.id and s.node = n.id
                        left join lateral (
                            select text_zh, text_en from chain.finding f
                            where f.diagnosis = d.id and f.node = n.id
                            order by weight desc, rule limit 1) f on true
                        where n.id = any (:nodes)
                        """)
                .param("nodes", tiers.keySet().toArray(UUID[]::new))
                .query((row, _) -> part(row, tiers, others, withheld))
                .list()
                .stream()
                .sorted(
                        Comparator.comparingInt(Part::tier)
                                .thenComparing(Comparator.comparingInt(Part::weight).reversed())
                                .thenComparing(Part::key))
                .toList();
    }

    private static Part part(
            ResultSet row,
            Map<UUID, Integer> tiers,
            Map<UUID, List<Bilingual>> others,
            Set<UUID> withheld)
            throws SQLException {
        var id = row.getObject("id", UUID.class);
        var state = row.getString("state");
        return new Part(
                id,
                tiers.getOrDefault(id, 0),
                row.getString("chain"),
                new Bilingual(row.getString("chain_zh"), row.getString("chain_en")),
                row.getString("key"),
                JdbcAtlas.name(row),
                row.getString("kind"),
                BaseCategory.valueOf(row.getString("category")),
                row.getBoolean("essential"),
                others.getOrDefault(id, List.of()),
                state == null ? State.UNKNOWN : State.valueOf(state.toUpperCase(Locale.ROOT)),
                row.getInt("weight"),
                withheld.contains(id) ? JdbcVisibility.PROTECTED : JdbcAtlas.reason(row),
                row.getBoolean("synthetic"));
    }

    /** Chains that a node has a place in beside the one that answers for it. */
    private Map<UUID, List<Bilingual>> others(Collection<UUID> nodes) {
        var others = new HashMap<UUID, List<Bilingual>>();
        jdbc.sql(
                        """
                        select p.node, c.name_zh, c.name_en
                        from chain.place p
                        join chain.node n on n.id = p.node
                        join chain.chain c on c.key = p.chain
                        where p.node = any (?) and p.ended_at is null and p.chain <> n.chain
                        order by c.ordinal, c.key
                        """)
                .param(nodes.toArray(UUID[]::new))
                .query(row -> {
                    others.computeIfAbsent(row.getObject(1, UUID.class), _ -> new ArrayList<>())
                            .add(JdbcAtlas.name(row));
                });
        return others;
    }
}
