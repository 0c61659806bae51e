package yanzhen.app.chain;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/** 数据时效: how fresh the facts of each chain are. Public, whoever asks. */
public interface Freshness {

    /**
     * 时效计数: present facts on suppliers and nodes.
     *
     * @param fresh not to be asked for yet
     * @param due to go stale within the lead time of their kind
     * @param stale past the last day on which they count as fresh
     */
    record Counts(int fresh, int due, int stale) {

        public int facts() {
            return fresh + due + stale;
        }

        public Counts and(Counts other) {
            return new Counts(fresh + other.fresh, due + other.due, stale + other.stale);
        }

        /** Whether none of the numbers is so small that it must not be told of protected facts. */
        boolean tellable() {
            return tellable(fresh) && tellable(due) && tellable(stale);
        }

        private static boolean tellable(int count) {
            return count == 0 || count >= Disclosure.LEAST;
        }

        /** The same with what is protected, as far as the difference may be told. */
        public Counts with(Counts hidden) {
            return hidden.tellable() ? and(hidden) : this;
        }
    }

    /**
     * One chain. A fact of a node that stands in several chains counts in each. Facts of nodes that
     * are protected from the viewer count only where that gives no number below {@value
     * Disclosure#LEAST} away.
     *
     * @param withheld nodes whose facts the viewer is told in this sum alone
     * @param all whether it counts these too
     * @param unowned nodes for which nobody was named, so that they fall to the task force
     * @param medianAge days since the day of the source, at the median; null without a fact
     */
    record Line(
            String chain,
            Bilingual name,
            Counts counts,
            int withheld,
            boolean all,
            int unowned,
            int nodes,
            @Nullable Integer medianAge) {}

    /**
     * One node of a chain.
     *
     * @param withheld whether its facts are protected from the viewer, and so not counted here
     * @param owner null when nobody was named
     * @param next the earliest last fresh day of its facts; null without a fact
     * @param waiting how many requests wait for an answer, as far as the viewer may see them
     */
    record NodeLine(
            UUID node,
            Bilingual name,
            Counts counts,
            boolean withheld,
            @Nullable NodeOwner owner,
            @Nullable LocalDate next,
            int waiting) {}

    /** All chains in their order. */
    List<Line> on(LocalDate day);

    /**
     * Nodes of a chain, those with the most stale facts first, then by the next day; those
     * protected from the viewer last.
     */
    List<NodeLine> ofNodes(String chain, LocalDate day);
}
