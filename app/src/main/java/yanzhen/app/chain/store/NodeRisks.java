package yanzhen.app.chain.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.OverAll;
import yanzhen.app.chain.SystemicRiskOf;

/** Sums over a whole run leave; no firm does. */
@Component
class NodeRisks implements SystemicRiskOf {

    private final JdbcClient jdbc;
    private final JdbcSupplyNetworks networks;
    private final OverAll over;

    NodeRisks(JdbcClient jdbc, JdbcSupplyNetworks networks, OverAll over) {
        this.jdbc = jdbc;
        this.networks = networks;
        this.over = over;
    }

    @Override
    public Map<UUID, MakersRisk> nodes(Collection<UUID> nodes, Instant at) {
        return nodes.isEmpty() ? Map.of() : over.ask(() -> known(nodes, at));
    }

    private Map<UUID, MakersRisk> known(Collection<UUID> nodes, Instant at) {
        var risks = new HashMap<UUID, MakersRisk>();
        jdbc.sql(
                        """
                        with last as (
                            select distinct on (n.key) r.id as run, r.counts_at, n.*, true as present
                            from chain.risk_run r join chain.supply_network n on n.id = r.network
                            where r.counts_at <= ?
                            order by n.key, n.version desc, r.counts_at desc)
                        select distinct on (k.node) k.node, k.makers, k.highest, k.total, last.*
                        from last join chain.node_risk k on k.run = last.run
                        where k.node = any (?)
                        order by k.node, last.counts_at desc, last.run
                        """)
                .param(at.atOffset(ZoneOffset.UTC))
                .param(nodes.toArray(UUID[]::new))
                .query(row -> {
                    var set = networks.dataSet(row);
                    risks.put(
                            row.getObject("node", UUID.class),
                            new MakersRisk(
                                    row.getDouble("highest"),
                                    row.getDouble("total"),
                                    row.getInt("makers"),
                                    set.head().key(),
                                    set.version(),
                                    set.digest(),
                                    set.head().asOf(),
                                    row.getObject("run", UUID.class),
                                    set.head().synthetic()));
                });
        return risks;
    }
}
