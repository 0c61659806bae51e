package yanzhen.app.chain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.kernel.Bilingual;

/**
 * 层级: what a product is made from, tier by tier, or what it goes into, over all chains.
 *
 * <p>Breadth first along the edges: each node once, in the tier of the fewest steps to it. It goes
 * through shared nodes into other chains, since a product depends on what it is made from whoever
 * keeps the chain. Stop rule: nothing new, or {@value #MOST} tiers. Cost: one query a tier and one
 * for the nodes.
 */
public interface Tiers {

    /** Tiers beyond these are left out and said to be. */
    int MOST = 24;

    /** 方向. */
    enum Way {
        /** 上游: what it is made from. */
        UP,
        /** 下游: what it goes into. */
        DOWN
    }

    /**
     * A node in its tier.
     *
     * @param tier steps from the product, 0 for the product itself
     * @param chain that answers for it
     * @param key of the node in that chain
     * @param others names of further chains that it has a place in
     * @param state by the latest diagnosis of the chain that answers for it
     */
    record Part(
            UUID id,
            int tier,
            String chain,
            Bilingual chainName,
            String key,
            Bilingual name,
            String kind,
            BaseCategory category,
            boolean essential,
            List<Bilingual> others,
            State state,
            int weight,
            boolean synthetic) {}

    /**
     * All tiers.
     *
     * @param parts by tier, then by weight, the product first
     * @param edges between any two of them, of the kinds asked for
     * @param cut whether there are tiers beyond the last
     */
    record Tree(List<Part> parts, List<Atlas.Edge> edges, boolean cut) {}

    /**
     * Tiers of a product.
     *
     * @param kinds of edges to follow: made-from, kind-of, equipment-for, software-for, step-before
     */
    Tree of(UUID product, Way way, Set<String> kinds);

    /**
     * Why they are in their states: the heaviest finding on each by the latest diagnosis of the
     * chain that answers for it. Asked apart, as who sees the tiers of a large catalogue reads few
     * of them.
     *
     * @return nothing for those on which no rule fired
     */
    Map<UUID, Bilingual> reasons(Collection<Part> parts);
}
