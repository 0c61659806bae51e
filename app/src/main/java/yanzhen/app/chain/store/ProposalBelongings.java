package yanzhen.app.chain.store;

import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

/**
 * 更正建议随机构流转: what a body proposed and nobody has decided. Proposals on its own supplier records are
 * overtaken when these pass, so only those on what it was asked are left; where the taker has
 * proposed something of the same fact its own stays alone.
 */
@Component
@Order(62)
class ProposalBelongings implements Belongings {

    /** As an audit record has it. */
    record Proposer(UUID organisation) {}

    private final JdbcClient jdbc;
    private final AuditTrail audit;

    ProposalBelongings(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    public String kind() {
        return "chain-proposal";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select w.id, n.name_zh, n.name_en
                        from chain.proposal w join chain.node n on n.id = w.node
                        where w.organisation = ? and w.state = 'WAITING' order by n.chain, n.name_zh, w.id
                        """)
                .param(organisation)
                .query((row, _) -> new Item(row.getString("id"), JdbcAtlas.name(row), "/proposals"))
                .list();
    }

    @Override
    public List<Trace> pass(Passage passage) {
        var ids = passage.items().stream().map(UUID::fromString).sorted().toList();
        return move(ids, passage.giver(), passage.taker(), passage.reason()).stream()
                .map(it -> new Trace(it.toString(), null))
                .toList();
    }

    @Override
    public List<String> bringBack(Return back) {
        var ids = back.traces().stream().map(it -> UUID.fromString(it.item())).toList();
        var moved = move(ids, back.taker(), back.giver(), back.reason());
        return ids.stream().filter(it -> !moved.contains(it)).map(UUID::toString).toList();
    }

    private List<UUID> move(List<UUID> proposals, UUID from, UUID to, String reason) {
        var moved =
                jdbc.sql(
                                """
                                update chain.proposal w set organisation = :to
                                where id = any (:proposals) and organisation = :from and state = 'WAITING'
                                  and not exists (
                                      select from chain.proposal t
                                      where coalesce(t.provision, t.node_fact) = coalesce(w.provision, w.node_fact)
                                        and t.organisation = :to and t.state = 'WAITING')
                                returning id
                                """)
                        .param("to", to)
                        .param("from", from)
                        .param("proposals", proposals.toArray(UUID[]::new))
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        for (var it : moved) {
            audit.record(
                    Change.of(
                                    "chain.proposal.follow",
                                    "proposal",
                                    it,
                                    new Proposer(from),
                                    new Proposer(to))
                            .because(reason));
        }
        return moved;
    }
}
