package yanzhen.app.chain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.kernel.Bilingual;

/** 产业链图谱: chains with their nodes, suppliers and latest diagnosis. */
public interface Atlas {

    /** 产业链. */
    record Chain(String key, Bilingual name, String clause, String owner) {}

    /** 环节. */
    record Stage(String key, Bilingual name) {}

    /**
     * 节点 with what the latest diagnosis says.
     *
     * @param weight sum of the weights of what fired
     * @param weakLink null when it never was weak
     * @param reason of the heaviest finding; null when nothing fired
     */
    record Node(
            UUID id,
            String key,
            String stage,
            String kind,
            BaseCategory category,
            Bilingual name,
            boolean essential,
            State state,
            int weight,
            @Nullable UUID weakLink,
            @Nullable Bilingual reason,
            boolean synthetic) {}

    /** 供需关系. */
    record Edge(UUID supplier, UUID consumer, String kind) {}

    /** A chain with all its parts. */
    record Map(Chain chain, List<Stage> stages, List<Node> nodes, List<Edge> edges, Run run) {}

    /**
     * 一次诊断.
     *
     * @param day the day of the question
     * @param knownAt what had been recorded by then was read
     */
    record Run(UUID id, LocalDate day, Instant knownAt) {}

    /**
     * 供应记录.
     *
     * @param organisation null for a supplier outside of the register
     * @param share percent; null when not known
     */
    record Provision(
            @Nullable UUID organisation,
            Bilingual provider,
            String country,
            @Nullable BigDecimal share,
            String source,
            @Nullable String sourceUrl,
            LocalDate asOf,
            String confidence,
            boolean stale) {}

    /** A chain in one line, with how many of its nodes are in which state. */
    record Summary(Chain chain, int nodes, int weak, int watch, int unknown, int sound) {}

    List<Summary> chains();

    Optional<Map> map(String chain);

    /** Present suppliers of a node, the largest share first, unknown shares last. */
    List<Provision> provisions(UUID node, LocalDate day);

    List<Finding> findings(UUID diagnosis, UUID node);

    List<Response> responses(UUID weakLink);

    /** Runs the rules over all nodes of the chain and stores what they find. */
    Run diagnose(String chain);
}
