package yanzhen.app.chain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import yanzhen.app.chain.NodeFact.Statement;
import yanzhen.app.site.Conflict;

/** 节点事实: stated, corrected, withdrawn. Each change leaves an audit record in its transaction. */
public interface NodeFacts {

    /**
     * Facts of a node as known at a moment, by kind, then by value.
     *
     * @param knownAt what had been recorded and not yet superseded by then
     */
    List<NodeFact> of(UUID node, Instant knownAt);

    /** Every fact that the node ever had, the latest first. */
    List<NodeFact> history(UUID node);

    Optional<NodeFact> find(UUID id);

    /**
     * Adds a fact.
     *
     * @return its identity
     * @throws Overlapping when a present fact says something of the same for some of the same days
     */
    UUID state(UUID node, Statement statement);

    /**
     * Puts a new fact in the place of a present one.
     *
     * @return identity of the new one
     * @throws Superseded when it is present no longer
     * @throws Overlapping when another present fact speaks of the same
     */
    UUID correct(UUID id, Statement statement, String reason);

    /**
     * Ends a present fact.
     *
     * @throws Superseded when it is present no longer
     */
    void withdraw(UUID id, String reason);

    /** Somebody else was faster. */
    final class Superseded extends Conflict {
        public Superseded(UUID id) {
            super(
                    "node-fact-superseded",
                    "The fact %s has been corrected or withdrawn already. Look at the present one."
                            .formatted(id));
        }
    }

    /** On one day one thing is said of one subject. */
    final class Overlapping extends Conflict {
        public Overlapping(Statement statement) {
            super(
                    "node-fact-overlapping",
                    "The node has a fact on %s for these days already. Correct that one."
                            .formatted(statement.subject()),
                    statement.value());
        }
    }
}
