package yanzhen.app.chain.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.EdgeCheck;
import yanzhen.app.chain.NodeEntries;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.NotFound;

@Component
class JdbcNodeEntries implements NodeEntries {

    private final Atlas atlas;
    private final Structure structure;
    private final FactKeeping keeping;
    private final Diagnoses diagnoses;
    private final AuditTrail audit;

    JdbcNodeEntries(
            Atlas atlas,
            Structure structure,
            FactKeeping keeping,
            Diagnoses diagnoses,
            AuditTrail audit) {
        this.atlas = atlas;
        this.structure = structure;
        this.keeping = keeping;
        this.diagnoses = diagnoses;
        this.audit = audit;
    }

    @Override
    @Transactional
    public void edit(String chain, UUID node, NodeRow row, String reason) {
        var chains = keeping.lockedChainsOf(node);
        var before = row(node(map(chain), node));
        structure.nodes(chain, List.of(row), act(reason));
        audit.record(
                Change.of("chain.node.edit", "node", node, before, row(node(map(chain), node)))
                        .because(reason));
        chains.forEach(diagnoses::run);
    }

    private static NodeRow row(Atlas.Node it) {
        return new NodeRow(
                it.key(), it.stage(), it.kind(), it.category(), it.name(), it.essential());
    }

    @Override
    @Transactional
    public void join(String chain, UUID supplier, UUID consumer, String kind, String reason) {
        var chains = locked(supplier, consumer);
        var map = map(chain);
        var keys = keys(map);
        var edge = new EdgeRow(node(map, supplier).key(), node(map, consumer).key(), kind);
        var edges = new ArrayList<EdgeRow>();
        map.edges()
                .forEach(it ->
                        edges.add(
                                new EdgeRow(
                                        keys.getOrDefault(it.supplier(), ""),
                                        keys.getOrDefault(it.consumer(), ""),
                                        it.kind())));
        edges.add(edge);
        var faults = EdgeCheck.of(edges);
        if (!faults.isEmpty()) {
            throw new EdgeRefused(faults.getFirst().code());
        }
        structure.join(List.of(edge), ids(map), act(reason));
        audit.record(Change.created("chain.edge.join", "node", supplier, edge).because(reason));
        chains.forEach(diagnoses::run);
    }

    @Override
    @Transactional
    public void part(String chain, UUID supplier, UUID consumer, String reason) {
        var chains = locked(supplier, consumer);
        var map = map(chain);
        var found =
                map.edges().stream()
                        .filter(it ->
                                it.supplier().equals(supplier) && it.consumer().equals(consumer))
                        .findFirst();
        if (found.isEmpty()) {
            return;
        }
        var edge =
                new EdgeRow(
                        node(map, supplier).key(), node(map, consumer).key(), found.get().kind());
        structure.part(List.of(edge), ids(map), act(reason));
        audit.record(
                new Change("chain.edge.part", "node", supplier.toString(), edge, null, reason));
        chains.forEach(diagnoses::run);
    }

    private Structure.Act act(String reason) {
        return new Structure.Act(keeping.now(), keeping.speaker(), reason, true);
    }

    /** Chains of both, in one order. */
    private List<String> locked(UUID one, UUID other) {
        var chains = keeping.chainsOf(List.of(one, other));
        chains.forEach(diagnoses::lock);
        return chains;
    }

    private Atlas.Map map(String chain) {
        return atlas.map(chain).orElseThrow(() -> new NotFound("chain", chain));
    }

    private static Atlas.Node node(Atlas.Map map, UUID id) {
        return map.node(id).orElseThrow(() -> new NotFound("node", id));
    }

    private static Map<UUID, String> keys(Atlas.Map map) {
        return map.nodes().stream().collect(Collectors.toMap(Atlas.Node::id, Atlas.Node::key));
    }

    private static Map<String, UUID> ids(Atlas.Map map) {
        return map.nodes().stream().collect(Collectors.toMap(Atlas.Node::key, Atlas.Node::id));
    }
}
