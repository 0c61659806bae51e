package yanzhen.app.chain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/** 图谱历史: what of a chain came, went or changed between two moments, as it was known at each. */
public interface ChainHistory {

    /** 什么: what a change is about. */
    enum Part {
        /** 节点: its place in the chain, or what it is called. */
        NODE,
        /** 供需关系. */
        EDGE,
        /** 节点事实. */
        FACT,
        /** 供应方. */
        PROVIDER
    }

    /** 怎样. */
    enum Turn {
        CAME,
        WENT,
        CHANGED
    }

    /**
     * 变化 between the two moments. What came and went in between is none, nor is what became what it
     * had been.
     *
     * @param node that it is about; the supplying one of an edge
     * @param subject of which, beyond the node: the consuming node of an edge, the supplier, the
     *     kind of fact as a message key {@code fact.kind.<kind>}; empty of a node
     * @param before what was known at the first moment; empty for what came
     * @param after what was known at the second moment; empty for what went
     * @param by who did it last, as named then; null for the program itself
     * @param reason in their words; null when they gave none
     */
    record Change(
            Part part,
            Turn turn,
            UUID node,
            Bilingual nodeName,
            Bilingual subject,
            List<Detail> before,
            List<Detail> after,
            Instant at,
            @Nullable String by,
            @Nullable String reason) {}

    /**
     * 一项内容 of what changed.
     *
     * @param kind what it says: stage, essential, name, kind, category, joined, share, country,
     *     value, source, as-of, valid or owner
     * @param value in words, or a key of the kind's own
     */
    record Detail(String kind, Bilingual value) {}

    /** All changes of a chain, by part, then by the node's place, the latest last. */
    List<Change> between(String chain, Instant since, Instant until);
}
