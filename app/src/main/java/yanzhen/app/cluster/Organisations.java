package yanzhen.app.cluster;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import yanzhen.app.kernel.CreditCode;

/** 机构登记簿, for the modules above: lookups only. */
public interface Organisations {

    Optional<Organisation> find(UUID id);

    Optional<Organisation> findByCode(CreditCode code);

    /** By what {@link Organisation#key} gives, with a code or without. */
    Optional<Organisation> findByKey(String key);

    /** Those of the keys that are registered, in one query. */
    Map<String, Organisation> byKey(Collection<String> keys);

    /** Those of the ids that exist, in one query. */
    Map<UUID, Organisation> byId(Collection<UUID> ids);
}
