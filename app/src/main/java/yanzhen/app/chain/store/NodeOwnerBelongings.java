package yanzhen.app.chain.store;

import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;

/**
 * 节点责任随机构流转: nodes that a body answers for, with what it is asked about them. The term goes on
 * under the taker; who decided so is in the audit trail.
 */
@Component
@Order(61)
class NodeOwnerBelongings implements Belongings {

    /** As an audit record has it. */
    record Answers(UUID organisation) {}

    private final JdbcClient jdbc;
    private final AuditTrail audit;

    NodeOwnerBelongings(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    public String kind() {
        return "node-owner";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select o.id, o.node, n.chain, n.name_zh, n.name_en
                        from chain.node_owner o join chain.node n on n.id = o.node
                        where o.organisation = ? and o.until is null order by n.chain, n.name_zh, o.id
                        """)
                .param(organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("id"),
                                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                                "/chains/%s/nodes/%s"
                                        .formatted(row.getString("chain"), row.getString("node"))))
                .list();
    }

    @Override
    public List<Trace> pass(Passage passage) {
        var ids = passage.items().stream().map(UUID::fromString).sorted().toList();
        return move(ids, passage.giver(), passage.taker(), passage.reason()).stream()
                .map(Trace::of)
                .toList();
    }

    @Override
    public List<String> bringBack(Return back) {
        var ids = back.traces().stream().map(it -> UUID.fromString(it.item())).toList();
        var moved = move(ids, back.taker(), back.giver(), back.reason());
        return ids.stream().filter(it -> !moved.contains(it)).map(UUID::toString).toList();
    }

    private List<UUID> move(List<UUID> terms, UUID from, UUID to, String reason) {
        var moved =
                jdbc.sql(
                                """
                                with moved as (
                                    update chain.node_owner set organisation = :to
                                    where id = any (:terms) and organisation = :from and until is null
                                    returning id, node),
                                asked as (
                                    update chain.update_request r set organisation = :to from moved m
                                    where r.node = m.node and r.organisation = :from and r.ended_at is null)
                                select id from moved order by id
                                """)
                        .param("to", to)
                        .param("from", from)
                        .param("terms", terms.toArray(UUID[]::new))
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        for (var it : moved) {
            audit.record(
                    Change.of(
                                    "chain.owner.follow",
                                    "node-owner",
                                    it,
                                    new Answers(from),
                                    new Answers(to))
                            .because(reason));
        }
        return moved;
    }
}
