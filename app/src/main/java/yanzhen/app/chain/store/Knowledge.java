package yanzhen.app.chain.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.NodeDiagnosis.Ground;
import yanzhen.app.chain.NodeDiagnosis.Known;
import yanzhen.app.chain.NodeDiagnosis.Supply;
import yanzhen.app.chain.NodeDiagnosis.Told;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.Position;
import yanzhen.app.kernel.SourceNote.Confidence;

/**
 * 诊断所据: what is known of a chain at a moment, as far as rules may ask for it. Facts never change,
 * so that asked again for the same moment it is the same. Cost: five reads whatever the size.
 */
@Component
class Knowledge {

    private final JdbcClient jdbc;
    private final NodeRisks risks;

    Knowledge(JdbcClient jdbc, NodeRisks risks) {
        this.jdbc = jdbc;
        this.risks = risks;
    }

    /**
     * All that was known.
     *
     * @param nodes in the order of the chain
     * @param synthetic nodes of which a synthetic fact speaks
     * @param digest SHA-256 of the ids of all that was read
     * @param facts how many facts on suppliers and nodes were read
     */
    record Whole(Map<UUID, Known> nodes, Set<UUID> synthetic, String digest, int facts) {}

    /** Reads one chain; the day decides which facts hold. */
    Whole of(String chain, OffsetDateTime at, LocalDate day) {
        return new Reading(chain, at, day).whole();
    }

    /** Gathers one whole. */
    private final class Reading {

        private final String chain;
        private final OffsetDateTime at;
        private final LocalDate day;
        private final Map<UUID, List<Supply>> supplies = new LinkedHashMap<>();
        private final Map<UUID, List<Told>> facts = new HashMap<>();
        private final Map<UUID, BigDecimal> risk = new HashMap<>();
        private final Set<UUID> spared = new HashSet<>();
        private final Set<UUID> synthetic = new HashSet<>();
        private final List<String> read = new ArrayList<>();
        private int count;

        Reading(String chain, OffsetDateTime at, LocalDate day) {
            this.chain = chain;
            this.at = at;
            this.day = day;
        }

        Whole whole() {
            places();
            supplies();
            facts();
            risk();
            var positions =
                    Position.inChain(List.copyOf(supplies.keySet()), edges(), Set.copyOf(spared));
            var nodes = new LinkedHashMap<UUID, Known>();
            supplies.forEach((node, list) ->
                    nodes.put(
                            node,
                            new Known(
                                    list,
                                    facts.getOrDefault(node, List.of()),
                                    positions.get(node),
                                    risk.get(node))));
            read.sort(null);
            return new Whole(nodes, synthetic, Rulebooks.digest(String.join("\n", read)), count);
        }

        /**
         * Asks for what belongs to the nodes. By their keys rather than by a join: right after an
         * import the planner knows nothing of the new rows yet, and a join of a large chain takes
         * minutes.
         */
        private JdbcClient.StatementSpec asked(String sql) {
            return jdbc.sql(sql)
                    .param("nodes", supplies.keySet().toArray(UUID[]::new))
                    .param("at", at);
        }

        private void places() {
            jdbc.sql(
                            """
                            select n.id, n.node, n.essential from chain.place n
                            where n.chain = :chain and n.known_at <= :at and (n.ended_at is null or n.ended_at > :at)
                            order by n.ordinal, n.id
                            """)
                    .param("chain", chain)
                    .param("at", at)
                    .query(row -> {
                        var node = row.getObject("node", UUID.class);
                        supplies.put(node, new ArrayList<>());
                        if (!row.getBoolean("essential")) {
                            spared.add(node);
                        }
                        read.add(row.getString("id"));
                    });
        }

        private void supplies() {
            asked(
                            """
                            select p.id, p.node, p.country, p.share, p.negligible, p.total, p.as_of,
                                   p.stale_after, p.confidence
                            from chain.provision p
                            where p.node = any (:nodes)
                              and p.recorded_at <= :at and (p.superseded_at is null or p.superseded_at > :at)
                            order by p.id
                            """)
                    .query(row -> {
                        var node = noted(row);
                        supplies.getOrDefault(node, new ArrayList<>())
                                .add(
                                        new Supply(
                                                row.getString("country"),
                                                row.getBigDecimal("share"),
                                                row.getBoolean("negligible"),
                                                row.getBoolean("total"),
                                                ground(row)));
                    });
        }

        private void facts() {
            asked(
                            """
                            select f.id, f.node, f.kind, f.value, f.as_of, f.stale_after, f.confidence
                            from chain.node_fact f
                            where f.node = any (:nodes) and f.valid @> :day::date
                              and f.recorded_at <= :at and (f.superseded_at is null or f.superseded_at > :at)
                              and f.kind in (:kinds)
                            order by f.id
                            """)
                    .param("day", day)
                    .param("kinds", kinds())
                    .query(row -> {
                        var node = noted(row);
                        var kind = NodeFact.Kind.valueOf(row.getString("kind"));
                        var value = row.getString("value");
                        facts.computeIfAbsent(node, _ -> new ArrayList<>())
                                .add(new Told(kind, value, ground(row)));
                        if (kind == NodeFact.Kind.SUBSTITUTABLE && value.equals("true")) {
                            spared.add(node);
                        }
                    });
        }

        private void risk() {
            risks.nodes(supplies.keySet(), at.toInstant())
                    .forEach((node, of) -> {
                        risk.put(node, of.percent());
                        read.add(of.run() + "/" + node);
                        if (of.synthetic()) {
                            synthetic.add(node);
                        }
                    });
        }

        private static List<String> kinds() {
            var kinds = new ArrayList<String>();
            for (var kind : NodeFact.Kind.values()) {
                if (kind.counts()) {
                    kinds.add(kind.name());
                }
            }
            return kinds;
        }

        private List<Atlas.Edge> edges() {
            var edges = new ArrayList<Atlas.Edge>();
            asked(
                            """
                            select e.id, e.supplier, e.consumer, e.kind from chain.edge e
                            where e.supplier = any (:nodes)
                              and e.known_at <= :at and (e.ended_at is null or e.ended_at > :at)
                            order by e.id
                            """)
                    .query(row -> {
                        var edge =
                                new Atlas.Edge(
                                        row.getObject("supplier", UUID.class),
                                        row.getObject("consumer", UUID.class),
                                        row.getString("kind"));
                        if (supplies.containsKey(edge.consumer())) {
                            read.add(row.getString("id"));
                            edges.add(edge);
                        }
                    });
            return edges;
        }

        private UUID noted(ResultSet row) throws SQLException {
            var node = row.getObject("node", UUID.class);
            read.add(row.getString("id"));
            count++;
            if (row.getString("confidence").equals(Confidence.SYNTHETIC.name())) {
                synthetic.add(node);
            }
            return node;
        }

        private static Ground ground(ResultSet row) throws SQLException {
            return new Ground(
                    row.getObject("as_of", LocalDate.class),
                    row.getObject("stale_after", LocalDate.class),
                    Confidence.valueOf(row.getString("confidence")));
        }
    }
}
