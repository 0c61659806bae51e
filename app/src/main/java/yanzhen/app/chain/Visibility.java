package yanzhen.app.chain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.access.Role;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conflict;

/**
 * 可见级别: who sees suppliers, facts and findings of a node one by one. The database holds it, by its
 * policies; everybody else is told counts, no cell below {@value Disclosure#LEAST} suppliers.
 */
public interface Visibility {

    /**
     * 级别, as the pack defines it.
     *
     * @param level 0 for public
     * @param roles who sees it one by one; those of a level also see the levels below it
     */
    record Level(int level, Bilingual name, Bilingual say, Set<Role> roles) {}

    /**
     * The level of a node.
     *
     * @param own as set for the node itself
     * @param chain that of the chain that answers for it
     * @param inForce the higher of the two
     */
    record Marked(int own, int chain, int inForce) {}

    /**
     * 汇总: what everybody may know of the suppliers of a protected node.
     *
     * @param suppliers how many single suppliers; null when they are fewer than can be told
     * @param places by country, those that can be told; what is left out is said to be
     * @param hidden how many places are left out
     */
    record Aggregate(@Nullable Integer suppliers, List<Place> places, int hidden) {}

    /**
     * Suppliers of one country together.
     *
     * @param share sum of the known shares in percent; null when none is known
     */
    record Place(String country, int suppliers, java.math.@Nullable BigDecimal share) {}

    /** All levels of the pack, public first; empty when it defines none. */
    List<Level> levels();

    Marked of(UUID node);

    int ofChain(String chain);

    /** Nodes that the viewer does not see one by one. */
    Set<UUID> withheld();

    /** Counts over all suppliers of a node, whoever asks. */
    Aggregate aggregate(UUID node);

    /**
     * Sets the level of a node itself.
     *
     * @throws Unchanged when it has it already, or the pack has no such level
     */
    void protect(UUID node, int level, String reason);

    /**
     * Sets the level of a chain and so of all nodes that it answers for.
     *
     * @throws Unchanged when it has it already, or the pack has no such level
     */
    void protect(String chain, int level, String reason);

    /** There is nothing to change. */
    final class Unchanged extends Conflict {
        public Unchanged(int level) {
            super(
                    "level-unchanged",
                    "The level is %d already, or the pack has no such level. Look again."
                            .formatted(level),
                    level);
        }
    }
}
