package yanzhen.app.chain;

import java.util.UUID;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.site.Conflict;

/**
 * 节点维护: what a node is called and where it stands in a chain, and what it is joined with, changed
 * one by one. Each change leaves an audit record and diagnoses every chain that the node stands in.
 */
public interface NodeEntries {

    /**
     * Changes a node's name, kind, category and place in a chain.
     *
     * @param row with the node's key in the chain; what it is called counts only in the chain that
     *     answers for it
     */
    void edit(String chain, UUID node, NodeRow row, String reason);

    /**
     * Joins two nodes of a chain.
     *
     * @param kind made-from, kind-of, equipment-for, software-for or step-before
     * @throws EdgeRefused when they are joined already, are one node, or the steps would go round
     */
    void join(String chain, UUID supplier, UUID consumer, String kind, String reason);

    /** Ends what joins two nodes, wherever they stand; nothing when they are not joined. */
    void part(String chain, UUID supplier, UUID consumer, String reason);

    /** The chain would not be sound with this edge. */
    final class EdgeRefused extends Conflict {

        private final String problem;

        /**
         * @param problem code of the problem that {@link EdgeCheck} finds
         */
        public EdgeRefused(String problem) {
            super(
                    "edge-refused",
                    "The edge cannot be: %s. Look at what the nodes are joined with already."
                            .formatted(problem));
            this.problem = problem;
        }

        public String problem() {
            return problem;
        }
    }
}
