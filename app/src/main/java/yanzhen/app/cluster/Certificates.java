package yanzhen.app.cluster;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** 证书: one for every recognition from the moment it is recorded; public, as the register is. */
public interface Certificates {

    /** Of a recognition of this organisation; empty when the two do not belong together. */
    Optional<Certificate> find(UUID organisation, UUID recognition);

    Optional<Certificate> numbered(CertificateNumber number);

    /** The numbers of an organisation's certificates, by recognition. */
    Map<UUID, CertificateNumber> numbers(UUID organisation);

    /**
     * 状态列表: the places whose certificates ended earlier than they had said: revoked, or their end
     * corrected. Read from the register whenever it is asked, so that it never lags behind.
     *
     * @param list from 0
     * @return empty when no certificate has a place in it
     */
    Optional<Set<Integer>> endedEarly(int list, LocalDate on);
}
