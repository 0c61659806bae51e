package yanzhen.app.chain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.site.Conflict;

/**
 * 节点责任人: who answers for a node since when. A node without an owner falls to the task force that
 * keeps its chain. What waits for an answer goes to the new owner.
 */
public interface NodeOwners {

    /**
     * 任期 of an owner.
     *
     * @param until first day on which it answers no longer; null while no end is known
     * @param recordedBy null for the program itself
     */
    record Term(
            NodeOwner owner,
            LocalDate since,
            @Nullable LocalDate until,
            String reason,
            @Nullable String recordedBy) {}

    /** Whoever answers for the node on a day; empty when nobody was named. */
    Optional<NodeOwner> of(UUID node, LocalDate day);

    /** Every term that the node ever had, the latest first. */
    List<Term> history(UUID node);

    /**
     * Names an owner from today on; the one before answers no longer.
     *
     * @throws Unchanged when it is the owner already
     */
    void name(UUID node, NodeOwner owner, String reason);

    /**
     * Ends the present term; the node falls to the task force.
     *
     * @throws Unchanged when it has no owner
     */
    void end(UUID node, String reason);

    /** There is nothing to change. */
    final class Unchanged extends Conflict {
        public Unchanged(UUID node) {
            super(
                    "node-owner-unchanged",
                    "Node %s has this owner already. Look at the node.".formatted(node));
        }
    }
}
