package yanzhen.app.chain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/** 短板清单, for the modules above. */
public interface WeakLinks {

    Optional<WeakLink> find(UUID id);

    /**
     * The weak link of a node, by the keys of its chain and its own; empty when it never was one.
     */
    Optional<UUID> ofNode(String chain, String node);

    /** Those of the ids that exist, in one query. */
    Map<UUID, WeakLink> byId(Collection<UUID> ids);

    /** All that the latest runs find weak, the heaviest first. */
    List<WeakLink> present();

    /**
     * How many are weak now in one chain.
     *
     * @param weak 短板 that the latest run of the chain found
     * @param open of them without anything that is or was being done
     */
    record Tally(String chain, Bilingual chainName, int weak, int open) {}

    /** 排序; within it the heaviest first. */
    enum Order {
        WEIGHT,
        NAME,
        CHAIN,
        CATEGORY
    }

    /**
     * Which of those that are weak now, in which order.
     *
     * @param chain key of a chain; null for all
     * @param answered whether something is or was being done; null for both
     * @param reversed the other way round, the lightest first where it is by weight
     */
    record Choice(
            @Nullable String chain,
            @Nullable BaseCategory category,
            @Nullable Boolean answered,
            Order order,
            boolean reversed) {}

    /**
     * Part of those chosen.
     *
     * @param ids in their order
     * @param found how many are chosen over all parts
     * @param tallies of all that are weak now, by keys of chains; those without are left out
     */
    record Part(List<UUID> ids, int found, List<Tally> tallies) {}

    /**
     * One part, found and sorted by the database.
     *
     * @param chinese whether names are sorted by 拼音, else as English does
     * @param from how many stand before it; none are left where it is too many
     * @param rows at most so many
     */
    Part part(Choice choice, boolean chinese, int from, int rows);

    /** Notes what is being done; the same kind and id again updates its state. */
    void answeredBy(UUID weakLink, Response response);
}
