package yanzhen.app.chain.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.CascadeReading;

/**
 * 系统性风险入诊断: what a finished run says of the makers of each node, kept with the run, and the chains
 * of these nodes diagnosed anew, each once. Cost: one pass over the firms, one batch of inserts,
 * and a diagnosis for each chain.
 */
@Component
class RiskKeeping {

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final CascadeBook book;
    private final RiskLedger ledger;
    private final Diagnoses diagnoses;

    RiskKeeping(
            JdbcClient jdbc,
            JdbcTemplate batches,
            CascadeBook book,
            RiskLedger ledger,
            Diagnoses diagnoses) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.book = book;
        this.ledger = ledger;
        this.diagnoses = diagnoses;
    }

    private record Place(String chain, String key, UUID node) {

        /** As data sets name it. */
        String name() {
            return chain + "/" + key;
        }
    }

    private record Risk(UUID node, int makers, double highest, double total) {}

    /** Whether runs of this kind count in the diagnosis. */
    boolean counts(CascadeReading reading) {
        return book.find().filter(it -> it.usual().equals(reading)).isPresent();
    }

    /**
     * Lets a finished run count from now on. Nobody diagnoses these chains meanwhile, so that a run
     * of diagnosis either read all of it or nothing.
     *
     * @param indices as {@link RiskBytes} writes them
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void keep(UUID run, LoadedNetwork network, byte[] indices) {
        var makers = makers(network);
        var places =
                places(makers.keySet()).stream()
                        .filter(it -> makers.containsKey(it.name()))
                        .toList();
        var chains = new TreeSet<String>();
        places.forEach(it -> chains.add(it.chain));
        chains.forEach(diagnoses::lock);
        store(run, risks(places, makers, ByteBuffer.wrap(indices)));
        ledger.count(run);
        chains.forEach(diagnoses::run);
    }

    /** Places of firms by what they make, for example {@code integrated-circuits/silicon-wafer}. */
    private static Map<String, Set<Integer>> makers(LoadedNetwork network) {
        var makers = new HashMap<String, Set<Integer>>();
        for (int at = 0; at < network.firms.size(); at++) {
            for (var made : network.firms.get(at).nodes()) {
                makers.computeIfAbsent(made, _ -> new HashSet<>()).add(at);
            }
        }
        return makers;
    }

    private List<Place> places(Set<String> names) {
        return jdbc.sql(
                        """
                        select chain, key, node from chain.place
                        where ended_at is null and chain || '/' || key = any (?)
                        """)
                .param(names.toArray(String[]::new))
                .query((row, _) ->
                        new Place(
                                row.getString("chain"),
                                row.getString("key"),
                                row.getObject("node", UUID.class)))
                .list();
    }

    /** A node in several chains has the makers that are named at any of them, each once. */
    private static List<Risk> risks(
            List<Place> places, Map<String, Set<Integer>> makers, ByteBuffer indices) {
        var firms = new HashMap<UUID, Set<Integer>>();
        places.forEach(it ->
                firms.computeIfAbsent(it.node, _ -> new TreeSet<>())
                        .addAll(makers.getOrDefault(it.name(), Set.of())));
        var risks = new ArrayList<Risk>();
        firms.forEach((node, of) -> {
            double highest = 0;
            double total = 0;
            for (int firm : of) {
                double index = RiskBytes.both(indices, firm);
                highest = Math.max(highest, index);
                total += index;
            }
            risks.add(new Risk(node, of.size(), highest, total));
        });
        return risks;
    }

    private void store(UUID run, List<Risk> risks) {
        batches.batchUpdate(
                "insert into chain.node_risk (run, node, makers, highest, total) values (?, ?, ?, ?, ?)",
                risks,
                BATCH,
                (insert, it) -> {
                    insert.setObject(1, run);
                    insert.setObject(2, it.node);
                    insert.setInt(3, it.makers);
                    insert.setDouble(4, it.highest);
                    insert.setDouble(5, it.total);
                });
    }
}
