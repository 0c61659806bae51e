package yanzhen.app.chain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.NodeDiagnosis.Sureness;
import yanzhen.app.kernel.Bilingual;

/** 诊断运行: what earlier diagnoses of a chain found, held against each other and done again. */
public interface Runs {

    /**
     * One run.
     *
     * @param by who set it off, as named then; null for the program itself
     * @param basis what it read; null for a run of before this was kept
     * @param changed nodes that the run before it had judged otherwise or not at all
     */
    record Entry(
            UUID id,
            String chain,
            LocalDate day,
            Instant at,
            @Nullable String by,
            @Nullable Basis basis,
            Counts counts,
            int changed) {}

    /**
     * 数据版本: what a run read.
     *
     * @param rules SHA-256 of the rules
     * @param data SHA-256 of the ids of all facts, places and edges
     * @param facts how many facts on suppliers and nodes
     */
    record Basis(String rules, String data, int facts) {}

    /** How many nodes are in which state. */
    record Counts(int weak, int watch, int unknown, int sound) {

        public int nodes() {
            return weak + watch + unknown + sound;
        }
    }

    /**
     * What a run says of a node.
     *
     * @param sureness null for a run of before it was kept
     * @param findings the heaviest first
     */
    record Verdict(State state, int weight, @Nullable Sureness sureness, List<Finding> findings) {

        /** Whether it judges alike: state, weight, and what fired with which measure. */
        public boolean sameAs(Verdict other) {
            return state == other.state
                    && weight == other.weight
                    && findings.size() == other.findings.size()
                    && findings.stream()
                            .allMatch(it -> other.findings.stream().anyMatch(it::sameAs));
        }
    }

    /** What a run says of one of its nodes. */
    record Judged(UUID node, Bilingual name, Verdict verdict) {}

    /**
     * A node that two runs judge otherwise.
     *
     * @param before null when the one had not the node
     * @param after null when the other has it no longer
     */
    record Difference(
            UUID node, Bilingual name, @Nullable Verdict before, @Nullable Verdict after) {}

    /**
     * A run done again from what had been recorded by then and by the rules of then.
     *
     * @param sameData whether the same facts were read
     * @param differences before as stored, after as found again
     */
    record Again(boolean sameData, List<Difference> differences) {

        public boolean same() {
            return sameData && differences.isEmpty();
        }
    }

    /** Runs of a chain, the latest first. */
    List<Entry> of(String chain, int from, int most);

    int count(String chain);

    Optional<Entry> find(UUID run);

    /** The run of the same chain before it; empty for the first. */
    Optional<UUID> before(UUID run);

    /** All nodes of a run, the heaviest first. */
    List<Judged> verdicts(UUID run);

    /** What the two judge otherwise, in the order of the later one's weight. */
    List<Difference> between(UUID before, UUID after);

    /** Does a run again without storing it; empty for a run of before its rules were kept. */
    Optional<Again> again(UUID run);
}
