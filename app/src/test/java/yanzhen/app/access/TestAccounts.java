package yanzhen.app.access;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Accounts.NewAccount;

/**
 * Accounts for tests. Their hashes are of the same kind with the least parameters, so that a
 * thousand requests with HTTP Basic do not take minutes.
 */
public final class TestAccounts {

    public static final String PASSWORD = "a long walk along the Huangpu";

    private static final String HASH = cheap();

    private final Accounts accounts;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    private TestAccounts(ApplicationContext application) {
        this.accounts = application.getBean(Accounts.class);
        this.jdbc = application.getBean(JdbcClient.class);
        this.transaction =
                new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
    }

    public static TestAccounts of(ApplicationContext application) {
        return new TestAccounts(application);
    }

    private static String cheap() {
        var hash = new Argon2PasswordEncoder(16, 32, 1, 64, 1).encode(PASSWORD);
        if (hash == null) {
            throw new IllegalStateException();
        }
        return hash;
    }

    public Account open(Role role) {
        return open(role, role == Role.DISTRICT_OFFICER ? "310115" : null, Set.of());
    }

    public Account open(Role role, @Nullable String district, Set<UUID> organisations) {
        var login = "t-" + UUID.randomUUID();
        return system(() -> {
            var account =
                    accounts.open(new NewAccount(login, "试用 " + role, role, district, false), null);
            organisations.forEach(it -> accounts.mandate(account.id(), it));
            jdbc.sql("update access.account set password = ? where id = ?")
                    .params(HASH, account.id())
                    .update();
            return accounts.find(account.id()).orElseThrow();
        });
    }

    /** Runs SQL as the program itself, inside a transaction. */
    public int update(String sql, Object... params) {
        return system(() -> jdbc.sql(sql).params(params).update());
    }

    private <T> T system(java.util.function.Supplier<T> work) {
        return Viewers.doAs(
                Viewer.SYSTEM,
                () -> java.util.Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }
}
