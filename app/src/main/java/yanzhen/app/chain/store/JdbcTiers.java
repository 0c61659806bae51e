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
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.Tiers;
import yanzhen.app.kernel.Bilingual;

/**
 * One query a tier, which brings the edges too, and four for the nodes, each over whole sets: half
 * of a catalogue of a hundred thousand products may lie behind one of them.
 */
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
        var edges = new ArrayList<Atlas.Edge>();
        var last = List.of(product);
        for (int tier = 1; tier <= MOST && !last.isEmpty(); tier++) {
            var found = beside(last, way, kinds);
            edges.addAll(found);
            last = fresh(found, way, tiers, tier);
        }
        boolean cut = false;
        for (var edge : beside(last, way, kinds)) {
            if (tiers.containsKey(far(edge, way))) {
                edges.add(edge);
            } else {
                cut = true;
            }
        }
        edges.sort(Comparator.comparing(Atlas.Edge::supplier).thenComparing(Atlas.Edge::consumer));
        return new Tree(new Parts(tiers).all(), List.copyOf(edges), cut);
    }

    private static UUID far(Atlas.Edge edge, Way way) {
        return way == Way.UP ? edge.supplier() : edge.consumer();
    }

    private static List<UUID> fresh(
            List<Atlas.Edge> found, Way way, Map<UUID, Integer> tiers, int tier) {
        return found.stream()
                .map(it -> far(it, way))
                .filter(it -> tiers.putIfAbsent(it, tier) == null)
                .toList();
    }

    /** Every edge of a node is met once: when its tier is left. */
    private List<Atlas.Edge> beside(Collection<UUID> nodes, Way way, Set<String> kinds) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        way == Way.UP
                                ? "select supplier, consumer, kind from chain.edge where consumer = any (:nodes) and kind = any (:kinds) and ended_at is null"
                                : "select supplier, consumer, kind from chain.edge where supplier = any (:nodes) and kind = any (:kinds) and ended_at is null")
                .param("nodes", nodes.toArray(UUID[]::new))
                .param("kinds", kinds.toArray(String[]::new))
                .query((row, _) ->
                        new Atlas.Edge(
                                row.getObject("supplier", UUID.class),
                                row.getObject("consumer", UUID.class),
                                row.getString("kind")))
                .list();
    }

    /** What is known of each node. */
    private final class Parts {

        /** Of so many the database sorts more than its usual memory holds. */
        private static final int MANY = 5_000;

        /** Where a node stands in the chain that answers for it, else in the first of others. */
        private record Place(
                String chain,
                Bilingual chainName,
                String key,
                Bilingual name,
                String kind,
                BaseCategory category,
                boolean essential,
                List<Bilingual> others) {}

        private record Verdict(State state, int weight, boolean synthetic) {

            static final Verdict NONE = new Verdict(State.UNKNOWN, 0, false);
        }

        private final Map<UUID, Integer> tiers;
        private final UUID[] nodes;
        private final Map<UUID, Place> places = new HashMap<>();
        private final Map<UUID, Verdict> verdicts = new HashMap<>();
        private final Map<UUID, Bilingual> reasons = new HashMap<>();
        private final Map<UUID, String> runs = new HashMap<>();

        Parts(Map<UUID, Integer> tiers) {
            this.tiers = tiers;
            nodes = tiers.keySet().toArray(UUID[]::new);
        }

        List<Part> all() {
            if (nodes.length > MANY) {
                jdbc.sql("set local work_mem = '64MB'").update();
            }
            places();
            runs();
            verdicts();
            reasons();
            var withheld = visibility.withheld();
            return places.keySet().stream()
                    .map(it -> part(it, withheld.contains(it)))
                    .sorted(
                            Comparator.comparingInt(Part::tier)
                                    .thenComparing(Comparator.comparingInt(Part::weight).reversed())
                                    .thenComparing(Part::key)
                                    .thenComparing(Part::chain))
                    .toList();
        }

        private void places() {
            jdbc.sql(
                            """
                            select n.id, n.chain, n.kind, n.category, n.name_zh, n.name_en,
                                   p.key, p.essential, o.name_zh as chain_zh, o.name_en as chain_en,
                                   p.chain = n.chain as own, c.name_zh as other_zh, c.name_en as other_en
                            from chain.node n
                            join chain.chain o on o.key = n.chain
                            join chain.place p on p.node = n.id and p.ended_at is null
                            join chain.chain c on c.key = p.chain
                            where n.id = any (?)
                            order by n.id, p.chain <> n.chain, c.ordinal, c.key
                            """)
                    .param(nodes)
                    .query(this::place);
        }

        private void place(ResultSet row) throws SQLException {
            var id = row.getObject("id", UUID.class);
            var place = places.get(id);
            if (place == null) {
                place =
                        new Place(
                                row.getString("chain"),
                                new Bilingual(row.getString("chain_zh"), row.getString("chain_en")),
                                row.getString("key"),
                                JdbcAtlas.name(row),
                                row.getString("kind"),
                                BaseCategory.valueOf(row.getString("category")),
                                row.getBoolean("essential"),
                                new ArrayList<>());
                places.put(id, place);
            }
            if (!row.getBoolean("own")) {
                place.others.add(
                        new Bilingual(row.getString("other_zh"), row.getString("other_en")));
            }
        }

        /** The latest run of each chain that answers for one of them. */
        private void runs() {
            var chains = new TreeSet<String>();
            places.values().forEach(it -> chains.add(it.chain));
            jdbc.sql(
                            """
                            select d.id, c.key from unnest(?::text[]) c(key)
                            join lateral (
                                select id from chain.diagnosis where chain = c.key
                                order by at desc limit 1) d on true
                            """)
                    .param(chains.toArray(String[]::new))
                    .query(row -> {
                        runs.put(row.getObject("id", UUID.class), row.getString("key"));
                    });
        }

        /** Whether the run is of the chain that answers for the node. */
        private boolean answers(UUID run, UUID node) {
            var place = places.get(node);
            return place != null && place.chain.equals(runs.get(run));
        }

        private void verdicts() {
            jdbc.sql(
                            """
                            select diagnosis, node, state, weight, synthetic from chain.node_state
                            where diagnosis = any (?) and node = any (?)
                            """)
                    .param(runs.keySet().toArray(UUID[]::new))
                    .param(nodes)
                    .query(row -> {
                        var node = row.getObject("node", UUID.class);
                        if (answers(row.getObject("diagnosis", UUID.class), node)) {
                            verdicts.put(
                                    node,
                                    new Verdict(
                                            State.valueOf(
                                                    row.getString("state")
                                                            .toUpperCase(Locale.ROOT)),
                                            row.getInt("weight"),
                                            row.getBoolean("synthetic")));
                        }
                    });
        }

        private void reasons() {
            jdbc.sql(
                            """
                            select distinct on (diagnosis, node) diagnosis, node, text_zh, text_en
                            from chain.finding where diagnosis = any (?) and node = any (?)
                            order by diagnosis, node, weight desc, rule
                            """)
                    .param(runs.keySet().toArray(UUID[]::new))
                    .param(nodes)
                    .query(row -> {
                        var node = row.getObject("node", UUID.class);
                        if (answers(row.getObject("diagnosis", UUID.class), node)) {
                            reasons.put(
                                    node,
                                    new Bilingual(
                                            row.getString("text_zh"), row.getString("text_en")));
                        }
                    });
        }

        private Part part(UUID id, boolean withheld) {
            var place = java.util.Objects.requireNonNull(places.get(id));
            var verdict = verdicts.getOrDefault(id, Verdict.NONE);
            return new Part(
                    id,
                    tiers.getOrDefault(id, 0),
                    place.chain,
                    place.chainName,
                    place.key,
                    place.name,
                    place.kind,
                    place.category,
                    place.essential,
                    List.copyOf(place.others),
                    verdict.state,
                    verdict.weight,
                    reason(id, withheld),
                    verdict.synthetic);
        }

        private @Nullable Bilingual reason(UUID id, boolean withheld) {
            return withheld ? JdbcVisibility.PROTECTED : reasons.get(id);
        }
    }
}
