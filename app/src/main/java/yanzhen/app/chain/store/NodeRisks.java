package yanzhen.app.chain.store;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.access.OverAll;
import yanzhen.app.chain.CascadeReading;
import yanzhen.app.chain.SupplyNetworks.DataSet;
import yanzhen.app.chain.SystemicRiskOf;

/** Sums over a whole run leave; no firm does. */
@Component
class NodeRisks implements SystemicRiskOf {

    private final JdbcClient jdbc;
    private final JdbcSupplyNetworks networks;
    private final NetworkShelf shelf;
    private final CascadeBook book;
    private final OverAll over;
    private final ObjectMapper json;

    NodeRisks(
            JdbcClient jdbc,
            JdbcSupplyNetworks networks,
            NetworkShelf shelf,
            CascadeBook book,
            OverAll over,
            ObjectMapper json) {
        this.jdbc = jdbc;
        this.networks = networks;
        this.shelf = shelf;
        this.book = book;
        this.over = over;
        this.json = json;
    }

    private record Ranked(UUID run, DataSet network, ByteBuffer indices) {}

    @Override
    public Map<UUID, MakersRisk> nodes(Collection<UUID> nodes) {
        return nodes.isEmpty() ? Map.of() : over.ask(() -> asked(nodes));
    }

    private Map<UUID, MakersRisk> asked(Collection<UUID> nodes) {
        var risks = new HashMap<UUID, MakersRisk>();
        latest().ifPresent(run -> {
            var makers = makers(run);
            var of = of(nodes);
            of.forEach((node, places) -> {
                var firms = new HashSet<Integer>();
                places.forEach(it -> firms.addAll(makers.getOrDefault(it, Set.of())));
                if (!firms.isEmpty()) {
                    risks.put(node, risk(run, firms));
                }
            });
        });
        return risks;
    }

    /** The one that finished last on a data set that no later version has replaced. */
    private Optional<Ranked> latest() {
        return book.find().flatMap(it -> latest(it.usual()));
    }

    private Optional<Ranked> latest(CascadeReading usual) {
        return jdbc.sql(
                        """
                        select r.id as run, r.indices, n.*, true as present
                        from chain.risk_run r join chain.supply_network n on n.id = r.network
                        where r.state = 'DONE' and r.reading = ?::jsonb
                          and n.version = (select max(l.version) from chain.supply_network l where l.key = n.key)
                        order by r.ended_at desc limit 1
                        """)
                .param(json.writeValueAsString(usual))
                .query((row, _) ->
                        new Ranked(
                                row.getObject("run", UUID.class),
                                networks.dataSet(row),
                                ByteBuffer.wrap(row.getBytes("indices"))))
                .optional();
    }

    /** Firms by what they make. */
    private Map<String, Set<Integer>> makers(Ranked run) {
        var makers = new HashMap<String, Set<Integer>>();
        var firms = shelf.network(run.network.digest()).firms;
        for (int at = 0; at < firms.size(); at++) {
            for (var node : firms.get(at).nodes()) {
                makers.computeIfAbsent(node, _ -> new HashSet<>()).add(at);
            }
        }
        return makers;
    }

    /** Where the nodes stand, as data sets name them. */
    private Map<UUID, List<String>> of(Collection<UUID> nodes) {
        var places = new HashMap<UUID, List<String>>();
        jdbc.sql(
                        """
                        select node, array_agg(chain || '/' || key) as places from chain.place
                        where ended_at is null and node = any (?) group by node
                        """)
                .param(nodes.toArray(UUID[]::new))
                .query(row -> {
                    places.put(
                            row.getObject("node", UUID.class),
                            List.of((String[]) row.getArray("places").getArray()));
                });
        return places;
    }

    private static MakersRisk risk(Ranked run, Set<Integer> firms) {
        double highest = 0;
        double sum = 0;
        for (int firm : firms.stream().sorted().toList()) {
            double index = RiskBytes.both(run.indices, firm);
            highest = Math.max(highest, index);
            sum += index;
        }
        var head = run.network.head();
        return new MakersRisk(
                highest,
                sum,
                firms.size(),
                head.key(),
                run.network.version(),
                run.network.digest(),
                head.asOf(),
                run.run,
                head.synthetic());
    }
}
