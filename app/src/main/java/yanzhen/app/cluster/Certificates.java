package yanzhen.app.cluster;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** 证书: one for every recognition from the moment it is recorded; public, as the register is. */
public interface Certificates {

    /**
     * The last edition of a recognition of this organisation; empty when the two do not belong
     * together.
     */
    Optional<Certificate> find(UUID organisation, UUID recognition);

    /** An edition of the same, the first being 1. */
    Optional<Certificate> find(UUID organisation, UUID recognition, int edition);

    /** The last edition. */
    Optional<Certificate> numbered(CertificateNumber number);

    /** Every edition, the last one in front; none for an unknown number. */
    List<Certificate> editions(CertificateNumber number);

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

    /**
     * 已换发: the places of a list whose certificates gave way to a later edition.
     *
     * @return none when no certificate has a place in it
     */
    Set<Integer> replaced(int list);

    /**
     * 换证: issues the next edition of a recognition's certificate, inside of the caller's
     * transaction.
     *
     * @return its edition
     */
    int reissue(UUID recognition, UUID adjustment);
}
