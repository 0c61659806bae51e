package yanzhen.app.access.store;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Account;
import yanzhen.app.access.Credentials;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.LogIns.Outcome;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.AuditTrail;

/**
 * The holder of a link has not logged in: it is looked up as the system, and used as its holder.
 */
@Component
class JdbcCredentials implements Credentials {

    private static final String GOOD =
            "purpose = 'NEW_PASSWORD' and token_digest = ? and used_at is null and expires_at > ?";

    private final JdbcClient jdbc;
    private final JdbcLogIns logIns;
    private final PasswordHashes hashes;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final Clock clock;
    private final TransactionTemplate transaction;

    JdbcCredentials(
            JdbcClient jdbc,
            JdbcLogIns logIns,
            PasswordHashes hashes,
            AuditTrail audit,
            Viewers viewers,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.logIns = logIns;
        this.hashes = hashes;
        this.audit = audit;
        this.viewers = viewers;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Optional<Account> holderOf(String token) {
        return Viewers.doAs(
                Viewer.SYSTEM,
                () ->
                        inTransaction(() ->
                                jdbc.sql(
                                                AccountRow.SELECT
                                                        + "where a.enabled and a.id = (select account from access.invitation where "
                                                        + GOOD
                                                        + ")")
                                        .params(OneTimeToken.digest(token), now())
                                        .query((row, _) -> AccountRow.read(row).account())
                                        .optional()));
    }

    /** The update of the link decides: of two who come at once, one finds it used. */
    @Override
    public void setByLink(String token, String password) {
        var holder = holderOf(token).orElseThrow(Expired::new);
        var hash = hashes.of(password);
        Viewers.doAs(
                holder.asViewer(),
                () ->
                        transaction.executeWithoutResult(_ -> {
                            int used =
                                    jdbc.sql(
                                                    "update access.invitation set used_at = ? where "
                                                            + GOOD)
                                            .params(now(), OneTimeToken.digest(token), now())
                                            .update();
                            if (used != 1) {
                                throw new Expired();
                            }
                            store(holder, hash, "access.set-password");
                        }));
    }

    @Override
    public Change change(String old, String fresh) {
        var id = viewers.current().account();
        if (id == null) {
            throw new Forbidden("nobody", "Nobody is logged in.");
        }
        var before = inTransaction(() -> row(id));
        if (before.tally().lockedAt(clock.instant())) {
            return new Change.Locked(Objects.requireNonNull(before.tally().lockedUntil()));
        }
        if (!hashes.matches(old, before.password())) {
            return wrong(before.account());
        }
        var hash = hashes.of(fresh);
        return inTransaction(() -> {
            store(before.account(), hash, "access.change-password");
            var after = row(id);
            return new Change.Done(after.account(), after.epoch());
        });
    }

    private Change wrong(Account own) {
        return switch (inTransaction(() -> logIns.counted(own, clock.instant()))) {
            case Outcome.Locked(var until) -> new Change.Locked(until);
            case Outcome.Welcome _, Outcome.Refused _, Outcome.Busy _ -> new Change.WrongPassword();
        };
    }

    private void store(Account account, String hash, String action) {
        record Password(String login, boolean changed) {}
        jdbc.sql(
                        """
                        update access.account
                        set password = ?, failures = 0, failing_since = null, locked_until = null
                        where id = ?
                        """)
                .params(hash, account.id())
                .update();
        jdbc.sql("update access.invitation set used_at = ? where account = ? and used_at is null")
                .params(now(), account.id())
                .update();
        audit.record(
                yanzhen.app.evidence.Change.created(
                        action, "account", account.id(), new Password(account.login(), true)));
    }

    private AccountRow row(UUID id) {
        return jdbc.sql(AccountRow.SELECT + "where a.id = ?")
                .param(id)
                .query((row, _) -> AccountRow.read(row))
                .single();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
