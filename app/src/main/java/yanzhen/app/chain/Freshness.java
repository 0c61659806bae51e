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
    }

    /**
     * One chain. A fact of a node that stands in several chains counts in each.
     *
     * @param unowned nodes for which nobody was named, so that they fall to the task force
     * @param medianAge days since the day of the source, at the median; null without a fact
     */
    record Line(
            String chain,
            Bilingual name,
            Counts counts,
            int unowned,
            int nodes,
            @Nullable Integer medianAge) {}

    /**
     * One node of a chain.
     *
     * @param owner null when nobody was named
     * @param next the earliest last fresh day of its facts; null without a fact
     * @param waiting how many requests wait for an answer, as far as the viewer may see them
     */
    record NodeLine(
            UUID node,
            Bilingual name,
            Counts counts,
            @Nullable NodeOwner owner,
            @Nullable LocalDate next,
            int waiting) {}

    /** All chains in their order. */
    List<Line> on(LocalDate day);

    /** Nodes of a chain, those with the most stale facts first, then by the next day. */
    List<NodeLine> ofNodes(String chain, LocalDate day);
}
