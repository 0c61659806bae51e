package yanzhen.app.access;

import java.time.Instant;
import java.util.Optional;

/** 凭证: how the holder of an account sets and changes its password. */
public interface Credentials {

    /** Whose password this one-time link sets; empty when it does not work, or no longer. */
    Optional<Account> holderOf(String token);

    /**
     * Sets the password and uses the link up. Other links of the account, its lock and its sessions
     * end.
     *
     * @throws Expired when the link does not work any more
     */
    void setByLink(String token, String password);

    /** What came of a change. */
    sealed interface Change {

        /**
         * Every session that began before this epoch has ended.
         *
         * @param account as it is now
         */
        record Done(Account account, long epoch) implements Change {}

        record WrongPassword() implements Change {}

        record Locked(Instant until) implements Change {}
    }

    /**
     * The viewer changes their own password. A wrong old one counts as a failure to log in.
     *
     * @throws Forbidden when nobody is logged in
     */
    Change change(String old, String fresh);

    /** The link is unknown, used, withdrawn or too old, or its account is disabled. */
    final class Expired extends RuntimeException {
        public Expired() {
            super("The one-time link does not work any more. Ask for a new one.");
        }
    }
}
