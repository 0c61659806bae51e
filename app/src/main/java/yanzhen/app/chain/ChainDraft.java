package yanzhen.app.chain;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.kernel.Bilingual;

/**
 * 产业链草稿: a whole chain, or a part of one, as tables hold it, sound in itself.
 *
 * <p>A table that is null was not handed in and leaves what is stored as it is. An empty one says
 * that there is nothing.
 *
 * @param key of the chain
 * @param head null to leave it
 */
public record ChainDraft(
        String key,
        @Nullable Head head,
        @Nullable List<StageRow> stages,
        @Nullable List<NodeRow> nodes,
        @Nullable List<EdgeRow> edges,
        @Nullable List<SupplyRow> supplies,
        @Nullable List<FactRow> facts,
        @Nullable List<ProviderRow> providers) {

    /** Without facts and a list of providers. */
    public ChainDraft(
            String key,
            @Nullable Head head,
            @Nullable List<StageRow> stages,
            @Nullable List<NodeRow> nodes,
            @Nullable List<EdgeRow> edges,
            @Nullable List<SupplyRow> supplies) {
        this(key, head, stages, nodes, edges, supplies, null, null);
    }

    /** The chain itself. */
    public record Head(
            Bilingual name, String clause, Bilingual owner, Atlas.@Nullable Basis basis) {}

    /** 环节, in order from upstream. */
    public record StageRow(String key, Bilingual name) {}

    /**
     * 节点, in order.
     *
     * @param sameAs the node of another chain that it is, as {@code chain/key}; that chain answers
     *     for its name, kind and category. Null for a node of this chain's own
     */
    public record NodeRow(
            String key,
            String stage,
            String kind,
            BaseCategory category,
            Bilingual name,
            boolean essential,
            @Nullable String sameAs) {

        /** A node of the chain's own. */
        public NodeRow(
                String key,
                String stage,
                String kind,
                BaseCategory category,
                Bilingual name,
                boolean essential) {
            this(key, stage, kind, category, name, essential, null);
        }
    }

    /** 供需关系 between keys of nodes. */
    public record EdgeRow(String supplier, String consumer, String kind) {}

    /**
     * 供应记录 of a node.
     *
     * @param staleAfter null to count it from the day of the source
     */
    public record SupplyRow(String node, Statement statement, @Nullable LocalDate staleAfter) {}

    /**
     * 供应方 that the tables name, whether or not it is said to make anything.
     *
     * @param total whether it stands for all makers of the country
     */
    public record ProviderRow(Bilingual name, String country, boolean total) {}

    /**
     * 节点事实 of a node.
     *
     * @param staleAfter null to count it from the day of the source
     */
    public record FactRow(
            String node, NodeFact.Statement statement, @Nullable LocalDate staleAfter) {

        /** Whether two facts speak of the same thing of the same node on some day. */
        public static boolean clash(FactRow one, FactRow other) {
            var first = one.statement;
            var second = other.statement;
            return one.node.equals(other.node)
                    && first.subject().equals(second.subject())
                    && begins(first, second)
                    && begins(second, first);
        }

        /** Whether one begins before the other has ended. */
        private static boolean begins(NodeFact.Statement one, NodeFact.Statement other) {
            return other.validUntil() == null || one.validFrom().isBefore(other.validUntil());
        }
    }
}
