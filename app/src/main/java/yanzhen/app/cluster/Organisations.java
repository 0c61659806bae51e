package yanzhen.app.cluster;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import yanzhen.app.kernel.CreditCode;

/** 机构登记簿, for the modules above: lookups only. */
public interface Organisations {

    /** Empty also for a record that was merged into another: nothing new hangs on it. */
    Optional<Organisation> find(UUID id);

    /** Whoever stands for the code now: a code goes on leading there when its record was merged. */
    Optional<Organisation> findByCode(CreditCode code);

    /**
     * By what {@link Organisation#key} gives, with a code or without; a merged record's leads on
     * too.
     */
    Optional<Organisation> findByKey(String key);

    /** Those of the keys that are registered, as {@link #findByKey} finds them, in one query. */
    Map<String, Organisation> byKey(Collection<String> keys);

    /**
     * Those of the ids that exist, in one query; a record that was merged into another under its
     * last own name, as history names it.
     */
    Map<UUID, Organisation> byId(Collection<UUID> ids);
}
