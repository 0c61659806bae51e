package yanzhen.app.chain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conflict;

/**
 * 供应记录: stated, corrected, withdrawn. Each change leaves an audit record and diagnoses the chain
 * anew, in one transaction.
 */
public interface Provisions {

    /**
     * Suppliers of a node as known at a moment, the largest share first, unknown shares last.
     *
     * @param knownAt what had been recorded and not yet superseded by then
     */
    List<Provision> of(UUID node, Instant knownAt);

    /** Every fact that the node ever had, the latest first. */
    List<Provision> history(UUID node);

    Optional<Provision> find(UUID id);

    /**
     * Adds a fact.
     *
     * @return its identity
     * @throws Doubled when the node has a present fact on the same supplier
     */
    UUID state(UUID node, Statement statement);

    /**
     * Puts a new fact in the place of a present one.
     *
     * @return identity of the new one
     * @throws Superseded when it is present no longer
     * @throws Doubled when the node has another present fact on the same supplier
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
                    "provision-superseded",
                    "The fact %s has been corrected or withdrawn already. Look at the present one."
                            .formatted(id));
        }
    }

    /** One supplier has one present fact at a node. */
    final class Doubled extends Conflict {
        public Doubled(Bilingual provider) {
            super(
                    "provision-doubled",
                    "The node has a fact on %s already. Correct that one.".formatted(provider.zh()),
                    provider.zh());
        }
    }
}
