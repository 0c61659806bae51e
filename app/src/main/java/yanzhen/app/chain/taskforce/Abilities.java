package yanzhen.app.chain.taskforce;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/** 能力底账: who is known to be able to make what, over all chains, as the present facts say. */
public interface Abilities {

    /**
     * One maker of one node.
     *
     * @param identity tells one maker from another: what stands in the register, else country and
     *     name in one chain, since nobody has said that it is the same body in another
     * @param organisation null for a maker outside of the register
     * @param share percent of the node's market; null when not known
     */
    record Ability(
            String identity,
            @Nullable UUID organisation,
            Bilingual name,
            boolean home,
            UUID node,
            @Nullable BigDecimal share,
            boolean synthetic) {}

    /** Every maker of every node; totals of countries are no makers. In a fixed order. */
    List<Ability> all();

    /** What a node is called and where it stands. */
    record Named(String chain, Bilingual name) {}

    /** Names of nodes, in one query. */
    Map<UUID, Named> names(Collection<UUID> nodes);

    /**
     * 院所能力: an institute or university with what shows that it can do it.
     *
     * @param node of which the fact speaks
     * @param kind PROVISION, PATENT or STANDARD
     * @param title of the patent or standard; empty for a supply
     */
    record Institute(
            UUID organisation,
            Bilingual name,
            UUID node,
            String kind,
            String title,
            boolean synthetic) {}

    /**
     * Institutes and universities of the register that supply one of the nodes, or that a present
     * fact on a patent or a standard of one of them names as its owner, by name.
     */
    List<Institute> institutes(Collection<UUID> nodes);
}
