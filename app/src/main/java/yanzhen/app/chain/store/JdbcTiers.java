package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.Tiers;
import yanzhen.app.kernel.Bilingual;

/**
 * One query a tier, which brings the edges too, and one for the nodes: half of a catalogue of a
 * hundred thousand products may lie behind one of them.
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

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, Bilingual> reasons(Collection<Part> parts) {
        var reasons = new HashMap<UUID, Bilingual>();
        if (parts.isEmpty()) {
            return reasons;
        }
        var chains = new HashMap<UUID, String>();
        parts.forEach(it -> chains.put(it.id(), it.chain()));
        var runs = runs(chains.values());
        jdbc.sql(
                        """
                        select distinct on (diagnosis, node) diagnosis, node, text_zh, text_en
                        from chain.finding where diagnosis = any (?) and node = any (?)
                        order by diagnosis, node, weight desc, rule
                        """)
                .param(runs.keySet().toArray(UUID[]::new))
                .param(chains.keySet().toArray(UUID[]::new))
                .query(row -> {
                    var node = row.getObject("node", UUID.class);
                    var run = row.getObject("diagnosis", UUID.class);
                    if (Objects.equals(chains.get(node), runs.get(run))) {
                        reasons.put(
                                node,
                                new Bilingual(row.getString("text_zh"), row.getString("text_en")));
                    }
                });
        visibility.withheld().stream()
                .filter(chains::containsKey)
                .forEach(it -> reasons.put(it, JdbcVisibility.PROTECTED));
        return reasons;
    }

    /** The latest run of each of the chains, with its chain. */
    private Map<UUID, String> runs(Collection<String> chains) {
        var runs = new HashMap<UUID, String>();
        jdbc.sql(
                        """
                        select d.id, c.key from unnest(?::text[]) c(key)
                        join lateral (
                            select id from chain.diagnosis where chain = c.key
                            order by at desc limit 1) d on true
                        """)
                .param(new TreeSet<>(chains).toArray(String[]::new))
                .query(row -> {
                    runs.put(row.getObject("id", UUID.class), row.getString("key"));
                });
        return runs;
    }

    /** What is known of each node. */
    private final class Parts {

        /** Of so many the database sorts more than its usual memory holds. */
        private static final int MANY = 5_000;

        /** A node in the chain that answers for it, else in the first of others. */
        private record Place(
                String chain,
                String home,
                String key,
                Bilingual name,
                String kind,
                BaseCategory category,
                boolean essential,
                State state,
                int weight,
                boolean synthetic) {}

        private final Map<UUID, Integer> tiers;
        private final UUID[] nodes;
        private final Map<String, Bilingual> chains = new LinkedHashMap<>();
        private final Map<UUID, Place> places = new HashMap<>();
        private final Map<UUID, Set<String>> others = new HashMap<>();

        Parts(Map<UUID, Integer> tiers) {
            this.tiers = tiers;
            nodes = tiers.keySet().toArray(UUID[]::new);
        }

        List<Part> all() {
            if (nodes.length > MANY) {
                jdbc.sql("set local work_mem = '64MB'").update();
            }
            chains();
            places();
            return places.entrySet().stream()
                    .map(it -> part(it.getKey(), it.getValue()))
                    .sorted(
                            Comparator.comparingInt(Part::tier)
                                    .thenComparing(Comparator.comparingInt(Part::weight).reversed())
                                    .thenComparing(Part::key)
                                    .thenComparing(Part::chain))
                    .toList();
        }

        /** Chains are few and nodes many: names of chains do not come with each node. */
        private void chains() {
            jdbc.sql("select key, name_zh, name_en from chain.chain order by ordinal, key")
                    .query(row -> {
                        chains.put(row.getString("key"), JdbcAtlas.name(row));
                    });
        }

        /** All that is said of a node in one row: rows are what takes the time. */
        private void places() {
            jdbc.sql(
                            "with "
                                    + JdbcAtlas.LATEST
                                    + """
                                    select n.id, n.chain, p.chain, p.key, n.name_zh, n.name_en, n.kind, n.category,
                                           p.essential, s.state, s.weight, s.synthetic
                                    from chain.node n
                                    join chain.place p on p.node = n.id and p.ended_at is null
                                    left join latest l on l.chain = n.chain
                                    left join chain.node_state s on s.diagnosis = l.id and s.node = n.id
                                    where n.id = any (?)
                                    """)
                    .param(nodes)
                    .query(row -> {
                        place(row.getObject(1, UUID.class), row);
                    });
        }

        private void place(UUID id, ResultSet row) throws SQLException {
            var chain = row.getString(2);
            var home = row.getString(3);
            if (!home.equals(chain)) {
                others.computeIfAbsent(id, _ -> new HashSet<>()).add(home);
            }
            var before = places.get(id);
            if (before == null || stands(home, before.home, chain)) {
                var state = row.getString(10);
                places.put(
                        id,
                        new Place(
                                chain,
                                home,
                                row.getString(4),
                                new Bilingual(row.getString(5), row.getString(6)),
                                row.getString(7),
                                BaseCategory.valueOf(row.getString(8)),
                                row.getBoolean(9),
                                state == null
                                        ? State.UNKNOWN
                                        : State.valueOf(state.toUpperCase(Locale.ROOT)),
                                row.getInt(11),
                                row.getBoolean(12)));
            }
        }

        /** Whether a place speaks for the node rather than another one. */
        private boolean stands(String home, String other, String chain) {
            if (home.equals(chain) || other.equals(chain)) {
                return home.equals(chain);
            }
            var order = List.copyOf(chains.keySet());
            return order.indexOf(home) < order.indexOf(other);
        }

        private Part part(UUID id, Place place) {
            return new Part(
                    id,
                    tiers.getOrDefault(id, 0),
                    place.chain,
                    called(place.chain),
                    place.key,
                    place.name,
                    place.kind,
                    place.category,
                    place.essential,
                    others(id),
                    place.state,
                    place.weight,
                    place.synthetic);
        }

        /** In the order of the chains. */
        private List<Bilingual> others(UUID id) {
            var others = this.others.get(id);
            return others == null
                    ? List.of()
                    : chains.keySet().stream().filter(others::contains).map(this::called).toList();
        }

        private Bilingual called(String chain) {
            return Objects.requireNonNull(chains.get(chain));
        }
    }
}
