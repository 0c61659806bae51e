package yanzhen.app.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** 账号簿: accounts and whom they act for. */
public interface Accounts {

    Optional<Account> find(UUID id);

    Optional<Account> findByLogin(String login);

    boolean none();

    /** 专家 who can be appointed; nothing else of the account. */
    record Expert(UUID account, String name) {}

    /** By name; none for those who do not run the region. */
    List<Expert> experts();

    /** 同岗人员: officers who may do what the viewer may; nothing else of their accounts. */
    record Colleague(UUID account, String name) {}

    /**
     * Officers of the viewer's role, and district where the viewer looks after one, by name;
     * without the viewer. None for those who are no officers.
     */
    List<Colleague> colleagues();

    /** Accounts of the demonstration, by login. */
    List<Account> demonstration();

    /** The password of every demonstration account; there are none unless a pack brought them. */
    String DEMONSTRATION_PASSWORD = "Yanzhen-demo-2025";

    /**
     * Makes an account.
     *
     * @param password in clear; null when it is to be set through a one-time link
     * @throws IllegalArgumentException when login, name or role are not of the required form
     * @throws LoginTaken when the login belongs to another account
     */
    Account open(NewAccount account, @org.jspecify.annotations.Nullable String password);

    /** Lets the account act for the organisation; nothing happens when it does already. */
    void mandate(UUID account, UUID organisation);

    /** Ends that; nothing happens when the account does not act for the organisation. */
    void endMandate(UUID account, UUID organisation);

    /** Those that act for the organisation, by login. */
    List<Account> actingFor(UUID organisation);

    /**
     * An account to be made.
     *
     * @param district of a district officer, else null
     */
    record NewAccount(
            String login,
            String name,
            Role role,
            @org.jspecify.annotations.Nullable String district,
            boolean synthetic) {}

    /** Somebody has this login already. */
    final class LoginTaken extends RuntimeException {

        private final String login;

        public LoginTaken(String login) {
            super("The login (%s) is taken. Choose another.".formatted(login));
            this.login = login;
        }

        public String login() {
            return login;
        }
    }
}
