package yanzhen.app.chain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
     * One of those that are weak now, as a list needs it to choose and to sort.
     *
     * @param stopped end products that stop without it; 0 when not known
     * @param answered whether something is or was being done about it
     */
    record Brief(
            UUID id,
            String chain,
            Bilingual chainName,
            Bilingual nodeName,
            BaseCategory category,
            int weight,
            int stopped,
            boolean answered) {}

    /** The same without their findings: one query, however many there are. */
    List<Brief> briefs();

    /** Notes what is being done; the same kind and id again updates its state. */
    void answeredBy(UUID weakLink, Response response);
}
