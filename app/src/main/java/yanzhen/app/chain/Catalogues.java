package yanzhen.app.chain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.site.Conflict;

/**
 * 五基目录: which weak nodes of the chains the region sets out to master, and which of them it has. A
 * node stands in the catalogue of its category, once.
 */
public interface Catalogues {

    /**
     * 目录.
     *
     * @param indicator key of the indicator that counts what is reached
     * @param target how many the plan names
     * @param note what the plan leaves open and how we read it
     */
    record Catalogue(
            String key,
            BaseCategory category,
            String indicator,
            int target,
            Bilingual name,
            Clause source,
            Bilingual note) {}

    /** A catalogue in one line, with how many of its items are how far. */
    record Summary(Catalogue catalogue, int listed, int workedOn, int mastered, int unlisted) {}

    /** 进展. */
    enum Progress {
        /** 待攻关: nobody works on it. */
        OPEN,
        /** 攻关中. */
        WORKED_ON,
        /** 已突破: an outcome was accepted. */
        MASTERED
    }

    /**
     * 目录条目.
     *
     * @param weakLink null when no diagnosis ever found it weak
     * @param by who listed it, as named then; null for the program itself
     * @param responses what is being done, the latest first
     * @param synthetic whether a synthetic fact went into its diagnosis
     * @param end null while it is listed
     */
    record Item(
            UUID id,
            UUID node,
            Bilingual name,
            String chain,
            Bilingual chainName,
            State state,
            int weight,
            @Nullable UUID weakLink,
            Instant listedAt,
            @Nullable String by,
            String reason,
            List<Response> responses,
            boolean synthetic,
            @Nullable End end) {

        private static final String OUTCOME = "outcome";
        private static final Set<String> IDLE = Set.of("withdrawn");

        public Progress progress() {
            if (responses.stream().anyMatch(it -> it.kind().equals(OUTCOME))) {
                return Progress.MASTERED;
            }
            return responses.stream().anyMatch(it -> !IDLE.contains(it.state()))
                    ? Progress.WORKED_ON
                    : Progress.OPEN;
        }
    }

    /** How it was taken out. */
    record End(Instant at, @Nullable String by, String reason) {}

    /** Weak and not listed. */
    record Unlisted(UUID node, Bilingual name, String chain, Bilingual chainName, int weight) {}

    List<Summary> all();

    Optional<Catalogue> find(String key);

    /** Present items, the heaviest first, and those that were taken out. */
    List<Item> items(String catalogue);

    /** Nodes of its category that the latest diagnoses find weak, the heaviest first. */
    List<Unlisted> unlisted(String catalogue);

    /**
     * Lists nodes.
     *
     * @throws Unfit when a node is of another category or listed already; nothing is listed then
     */
    void list(String catalogue, Set<UUID> nodes, String reason);

    /** Takes an item out; it stays in the history. One that is out already stays as it is. */
    void takeOut(UUID item, String reason);

    /** A node cannot be listed there, or not again. */
    final class Unfit extends Conflict {
        public Unfit(UUID node) {
            super(
                    "catalogue-unfit",
                    "The node (%s) is of another category or listed already. Show the catalogue anew."
                            .formatted(node));
        }
    }
}
