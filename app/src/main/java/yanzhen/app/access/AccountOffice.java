package yanzhen.app.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 账号管理: what the security administrator does with accounts. Everything is refused to others.
 *
 * <p>Whatever takes rights away (disabling, another mandate, a new password) ends the account's
 * sessions with its next request.
 */
public interface AccountOffice {

    /** 状态: a lock shows before a missing password, since it passes by itself. */
    enum State {
        ACTIVE,
        /** No password yet: the one-time link has not been used. */
        WAITING,
        LOCKED,
        DISABLED
    }

    /** 排序. */
    enum Sort {
        LOGIN,
        NAME,
        OPENED
    }

    /**
     * What to look for.
     *
     * @param words part of a name or the beginning of a login; empty for all
     * @param role null for all
     * @param state null for all
     */
    record Query(
            String words,
            @Nullable Role role,
            @Nullable State state,
            Sort sort,
            boolean descending) {}

    /**
     * An account as its administrator sees it.
     *
     * @param lockedUntil only while it is locked
     * @param disabledReason only while it is disabled
     * @param linkUntil when the open one-time link ends; null when there is none
     */
    record Entry(
            Account account,
            State state,
            Instant openedAt,
            @Nullable Instant lastLogIn,
            @Nullable Instant lockedUntil,
            @Nullable String disabledReason,
            @Nullable Instant linkUntil) {}

    /** Whom an account acts for, and since when. */
    record Mandate(UUID organisation, Instant grantedAt) {}

    /**
     * A page of accounts.
     *
     * @param after sort value and login of the last row of the page before; null for the first
     * @param most rows at most
     */
    List<Entry> search(Query query, @Nullable List<String> after, int most);

    /** The sort value and the login of a row, to go on after it. */
    List<String> place(Query query, Entry last);

    long count(Query query);

    Optional<Entry> find(UUID account);

    /** The mandates of an account, the latest first. */
    List<Mandate> mandates(UUID account);

    /**
     * What an administrator hands on, once: only a digest of the token is kept.
     *
     * @param expires first moment at which the link does not work any more
     */
    record Link(UUID account, String token, Instant expires) {
        public String path() {
            return "/new-password/" + token;
        }
    }

    /**
     * Opens an account without a password.
     *
     * @throws Accounts.LoginTaken when the login belongs to another account
     */
    Link open(Accounts.NewAccount account);

    /**
     * A fresh link for a forgotten or never-set password; earlier ones cease to work.
     *
     * @throws Refusal when the account is disabled
     */
    Link link(UUID account);

    /**
     * Ends the account's sessions and keeps it out.
     *
     * @throws Refusal when it is one's own, the last one of a kind of administrator, or disabled
     *     already
     */
    void disable(UUID account, String reason);

    /**
     * Lets a disabled account in again.
     *
     * @throws Refusal when it is not disabled
     */
    void enable(UUID account, String reason);

    /**
     * Ends a lock before its time.
     *
     * @throws Refusal when it is not locked
     */
    void unlock(UUID account);

    /**
     * Lets the account act for the organisation.
     *
     * @throws Refusal when it does already, or its role acts for nobody
     */
    void grant(UUID account, UUID organisation);

    /**
     * Ends a mandate; the audit trail keeps it.
     *
     * @throws Refusal when there is none
     */
    void revoke(UUID account, UUID organisation, String reason);

    /** A move that the account's state does not allow. */
    final class Refusal extends RuntimeException {

        private final String code;

        public Refusal(String code, String message) {
            super(message);
            this.code = code;
        }

        /** The message {@code fault.account-<code>}. */
        public String code() {
            return code;
        }
    }

    /** There is no such account. */
    final class Unknown extends RuntimeException {

        private final UUID account;

        public Unknown(UUID account) {
            super("There is no account %s.".formatted(account));
            this.account = account;
        }

        public UUID account() {
            return account;
        }
    }
}
