package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.NodeOwner;
import yanzhen.app.chain.NodeOwners;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

@Component
class JdbcNodeOwners implements NodeOwners {

    private final JdbcClient jdbc;
    private final FactKeeping keeping;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcNodeOwners(JdbcClient jdbc, FactKeeping keeping, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.keeping = keeping;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<NodeOwner> of(UUID node, LocalDate day) {
        return jdbc.sql(
                        """
                        select kind, district, organisation from chain.node_owner
                        where node = ? and daterange(since, until) @> ?::date
                        """)
                .params(node, day)
                .query((row, _) -> owner(row, "kind"))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Term> history(UUID node) {
        return jdbc.sql(
                        "select * from chain.node_owner where node = ? order by recorded_at desc, id desc")
                .param(node)
                .query((row, _) ->
                        new Term(
                                owner(row, "kind"),
                                row.getObject("since", LocalDate.class),
                                row.getObject("until", LocalDate.class),
                                row.getString("reason"),
                                row.getString("recorded_by")))
                .list();
    }

    /** The chains of the node are locked first, as for all that is changed on it. */
    @Override
    @Transactional
    public void name(UUID node, NodeOwner owner, String reason) {
        var _ = keeping.lockedChainsOf(node);
        var before = of(node, LocalDate.now(clock)).orElse(null);
        if (owner.equals(before)) {
            throw new Unchanged(node);
        }
        endTerm(node, reason);
        jdbc.sql(
                        """
                        insert into chain.node_owner
                            (node, kind, district, organisation, since, reason, recorded_at, recorded_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(node)
                .param(owner.kind().name())
                .param(owner.district())
                .param(owner.organisation())
                .param(LocalDate.now(clock))
                .param(reason)
                .param(keeping.now())
                .param(keeping.speaker())
                .update();
        ask(node, owner);
        audit.record(
                new Change("chain.owner.name", "node", node.toString(), before, owner, reason));
    }

    @Override
    @Transactional
    public void end(UUID node, String reason) {
        var _ = keeping.lockedChainsOf(node);
        var before = of(node, LocalDate.now(clock)).orElseThrow(() -> new Unchanged(node));
        endTerm(node, reason);
        ask(node, NodeOwner.TASK_FORCE);
        audit.record(new Change("chain.owner.end", "node", node.toString(), before, null, reason));
    }

    private void endTerm(UUID node, String reason) {
        jdbc.sql(
                        """
                        update chain.node_owner set until = ?, ended_at = ?, ended_by = ?, end_reason = ?
                        where node = ? and until is null
                        """)
                .param(LocalDate.now(clock))
                .param(keeping.now())
                .param(keeping.speaker())
                .param(reason)
                .param(node)
                .update();
    }

    /** What waits goes to the new owner; what was passed on to the task force is asked anew. */
    private void ask(UUID node, NodeOwner owner) {
        jdbc.sql(
                        """
                        update chain.update_request set asked = ?, district = ?, organisation = ?
                        where node = ? and ended_at is null
                        """)
                .param(owner.kind().name())
                .param(owner.district())
                .param(owner.organisation())
                .param(node)
                .update();
    }

    /**
     * An owner.
     *
     * @param kind name of the column that says which post it is
     */
    static NodeOwner owner(ResultSet row, String kind) throws SQLException {
        return new NodeOwner(
                NodeOwner.Kind.valueOf(row.getString(kind)),
                row.getString("district"),
                row.getObject("organisation", UUID.class));
    }
}
