package yanzhen.app.access;

import java.util.Optional;

/**
 * 首位管理员: on an empty database somebody must be able to make the first account.
 *
 * <p>The link holds a random token of 256 bits, of which only a digest is stored; it works once,
 * for a day, and not after any account exists.
 */
public interface FirstAdministrator {

    /**
     * A fresh link; links given earlier cease to work.
     *
     * @param baseUrl address of this site, without a slash at its end
     * @return empty when there is an account already
     */
    Optional<String> link(String baseUrl);

    /** Whether this token would be taken now. */
    boolean accepts(String token);

    /**
     * Opens the first account, a security administrator, who can then open the others.
     *
     * @throws Expired when the token is unknown, used or too old, or an account exists
     */
    Account open(String token, String login, String name, String password);

    /** The link does not work, or no longer. */
    final class Expired extends RuntimeException {
        public Expired() {
            super("The one-time link does not work any more. Restart Yanzhen to get a new one.");
        }
    }
}
