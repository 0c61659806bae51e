package yanzhen.app.chain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.NodeDiagnosis.Sureness;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.SourceNote.Confidence;

/** 产业链图谱: chains with their nodes and latest diagnosis. */
public interface Atlas {

    /**
     * 产业链.
     *
     * @param clause key of the plan's clause that names it
     * @param owner who keeps it
     * @param basis what its stages, nodes and edges rest on; null when nobody has said
     */
    record Chain(
            String key, Bilingual name, String clause, Bilingual owner, @Nullable Basis basis) {}

    /**
     * 结构来源: what the picture of a chain rests on, all its nodes and edges together.
     *
     * @param url null when it has no public address
     */
    record Basis(Bilingual title, @Nullable String url, LocalDate asOf, Confidence confidence) {}

    /** 环节. */
    record Stage(String key, Bilingual name) {}

    /**
     * 节点 with what the latest diagnosis says.
     *
     * @param essential whether the chain stops without it
     * @param weight sum of the weights of what fired
     * @param weakLink null when it never was weak
     * @param reason of the heaviest finding; null when nothing fired
     * @param synthetic whether a synthetic fact went into the verdict
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

    /**
     * 链上位置: where a node stands in one of its chains.
     *
     * @param key of the node in that chain
     * @param home whether that chain answers for the node
     */
    record Place(
            String chain,
            Bilingual chainName,
            String key,
            Bilingual stage,
            boolean essential,
            boolean home) {}

    /**
     * 供需关系: one node goes into another.
     *
     * @param kind made-from, kind-of, equipment-for, software-for or step-before
     */
    record Edge(UUID supplier, UUID consumer, String kind) {}

    /**
     * A chain with all its parts.
     *
     * @param run the latest diagnosis
     */
    record Map(Chain chain, List<Stage> stages, List<Node> nodes, List<Edge> edges, Run run) {

        public Optional<Node> node(UUID id) {
            return nodes.stream().filter(it -> it.id().equals(id)).findFirst();
        }

        public Optional<Stage> stage(String key) {
            return stages.stream().filter(it -> it.key().equals(key)).findFirst();
        }
    }

    /**
     * 一次诊断.
     *
     * @param day the day of the question
     * @param knownAt what had been recorded by then was read
     */
    record Run(UUID id, LocalDate day, Instant knownAt) {}

    /**
     * 判断 beside its findings.
     *
     * @param sureness null for a run of before it was kept
     * @param position null when the chain has no edges, or for such a run
     */
    record Judged(@Nullable Sureness sureness, @Nullable Position position) {}

    /**
     * 诊断变化: a run that judged a node otherwise than the run before it.
     *
     * @param before null for the first run that judged it
     * @param reason of the heaviest finding of this run; null when nothing fired
     */
    record Turn(
            Instant at,
            LocalDate day,
            @Nullable State before,
            State after,
            @Nullable Bilingual reason) {}

    /** A chain in one line, with how many of its nodes are in which state. */
    record Summary(
            Chain chain, int nodes, int weak, int watch, int unknown, int sound, LocalDate day) {}

    /**
     * 规则集: rules of diagnosis that belong together and what they rest on.
     *
     * @param digest SHA-256 of the rules in the form of the pack
     * @param source place in the plan
     * @param note what the plan leaves open and how we read it
     * @param freshMonths months after which a fact counts as stale
     */
    record Rulebook(
            UUID id,
            String digest,
            List<Rule> rules,
            Clause source,
            Bilingual note,
            int freshMonths) {}

    List<Summary> chains();

    Optional<Map> map(String chain);

    /**
     * The same as it was known at a moment: its nodes with the names, places and edges of then, and
     * the verdicts of the run before it. Empty when nothing was known of it yet.
     */
    Optional<Map> mapAsKnown(String chain, Instant at);

    /** Every chain that a node has a place in, the one that answers for it first. */
    List<Place> places(UUID node);

    /** What the run found at the node, the heaviest first. */
    List<Finding> findings(UUID diagnosis, UUID node);

    /** How sure the run was of the node, and where it stood. */
    Judged judged(UUID diagnosis, UUID node);

    /** When and to what the verdict on a node changed, the latest first, at most {@code most}. */
    List<Turn> turns(UUID node, int most);

    /** What is being done about a weak link, the latest first. */
    List<Response> responses(UUID weakLink);

    /** The same for many, in one query; those without any are left out. */
    java.util.Map<UUID, List<Response>> responses(Collection<UUID> weakLinks);

    /** The rules in force; empty when no pack has been loaded. */
    Optional<Rulebook> rulebook();

    /** The rules that a run followed; those in force for a run of before they were kept. */
    Optional<Rulebook> rulebookOf(UUID diagnosis);

    /** Runs the rules over all nodes of the chain and stores what they find. */
    Run diagnose(String chain);
}
