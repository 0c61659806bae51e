package yanzhen.app.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.access.Account;

/**
 * 日历订阅地址: addresses by which programs of an account read its calendar without logging in. Each is
 * shown once and can be revoked.
 */
public interface Feeds {

    /** Most that an account has at a time. */
    int MOST = 5;

    /**
     * An address that works.
     *
     * @param usedOn day of the latest use; null before the first
     */
    record Feed(UUID id, Instant madeAt, @Nullable LocalDate usedOn) {}

    /**
     * A new one.
     *
     * @param token the part of the address that nobody can guess
     */
    record Made(UUID id, String token) {}

    /** The viewer's, the latest first. */
    List<Feed> own();

    /**
     * Makes one.
     *
     * @throws yanzhen.app.site.Conflict when there are {@value #MOST} already
     */
    Made make();

    /**
     * Ends one.
     *
     * @throws yanzhen.app.site.NotFound when the viewer has no such address
     */
    void revoke(UUID feed);

    /**
     * Whose calendar an address shows; empty when it is wrong, revoked, or the account disabled.
     */
    Optional<Account> account(String token);
}
