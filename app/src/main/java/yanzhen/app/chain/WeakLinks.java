package yanzhen.app.chain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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

    /** Notes what is being done; the same kind and id again updates its state. */
    void answeredBy(UUID weakLink, Response response);
}
