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
        @Nullable List<SupplyRow> supplies) {

    /** The chain itself. */
    public record Head(
            Bilingual name, String clause, Bilingual owner, Atlas.@Nullable Basis basis) {}

    /** 环节, in order from upstream. */
    public record StageRow(String key, Bilingual name) {}

    /** 节点, in order. */
    public record NodeRow(
            String key,
            String stage,
            String kind,
            BaseCategory category,
            Bilingual name,
            boolean essential) {}

    /** 供需关系 between keys of nodes. */
    public record EdgeRow(String supplier, String consumer, String kind) {}

    /**
     * 供应记录 of a node.
     *
     * @param staleAfter null to count it from the day of the source
     */
    public record SupplyRow(String node, Statement statement, @Nullable LocalDate staleAfter) {}
}
