package yanzhen.app.chain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Conflict;

/** 产业链导入导出: whole chains as tables, looked at before they are stored, all or nothing. */
public interface ChainTables {

    /**
     * What storing a draft would do to one table.
     *
     * @param table stages, nodes, edges, supplies, facts or providers
     * @param gone what is stored and not in the draft, by name; kept unless somebody confirms
     */
    record Difference(String table, int added, int changed, int same, List<String> gone) {

        /** How many rows the table has as handed in; where it was not, as it is stored. */
        public int rows() {
            return added + changed + same;
        }
    }

    /**
     * A draft held against what is stored.
     *
     * @param fresh whether the chain would come into being
     * @param head whether the chain's own facts would change
     */
    record Comparison(
            UUID draft,
            String key,
            Bilingual name,
            boolean fresh,
            boolean head,
            List<Difference> differences) {

        /** Whether storing it, gone things kept, would change nothing. */
        public boolean idle() {
            return !fresh
                    && !head
                    && differences.stream().allMatch(it -> it.added() + it.changed() == 0);
        }

        public int gone() {
            return differences.stream().mapToInt(it -> it.gone().size()).sum();
        }
    }

    /** Nodes that chains answer for themselves, of those asked for as {@code chain/key}. */
    Map<String, ChainDraft.NodeRow> elsewhere(Collection<String> places);

    /** The whole chain as it is now. */
    Optional<ChainDraft> export(String chain);

    /** Keeps a draft for a day, for its sender alone, and leaves an audit record. */
    UUID keep(ChainDraft draft);

    /** Holds a kept draft against what is stored; empty when there is none of this sender. */
    Optional<Comparison> compare(UUID draft);

    /**
     * Stores a kept draft in one transaction, leaves an audit record and diagnoses the chain.
     *
     * @param how what becomes of what is gone, and why
     * @return key of the chain
     * @throws Incomplete when the chain is new and the draft lacks its head, stages or nodes
     */
    String store(UUID draft, How how);

    /**
     * How a draft is stored.
     *
     * @param retire whether what is gone is taken out too: nodes are retired with their edges,
     *     suppliers withdrawn
     * @param reason why what changes or goes does so, for the history; null when not said, at most
     *     500 characters
     */
    record How(boolean retire, @Nullable String reason) {

        private static final int LONGEST = 500;

        public How {
            reason = reason == null || reason.isBlank() ? null : reason.strip();
            if (reason != null && reason.length() > LONGEST) {
                var problems = new Problems();
                problems.add("", null, "reason", reason, "cell-too-long", "" + LONGEST);
                throw new Problems.Refused(problems);
            }
        }
    }

    /** A new chain needs more than was handed in. */
    final class Incomplete extends Conflict {
        public Incomplete(String key) {
            super(
                    "chain-incomplete",
                    "The chain %s is new and the draft lacks its head, stages or nodes."
                            .formatted(key),
                    key);
        }
    }
}
