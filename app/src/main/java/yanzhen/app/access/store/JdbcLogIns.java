package yanzhen.app.access.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Account;
import yanzhen.app.access.LogIns;
import yanzhen.app.access.Tally;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

/**
 * Reads, hashes, writes: three steps, so that nobody waits with a connection in hand.
 *
 * <p>What was read may have changed when it is written: an attempt counts as good only while the
 * row still holds the hash that was compared, is enabled and not locked.
 */
@Component
class JdbcLogIns implements LogIns {

    /** Most unknown logins remembered at a time; about 10 MB. */
    private static final int STRANGERS = 50_000;

    private final JdbcClient jdbc;
    private final PasswordHashes hashes;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    /** Failures of logins that nobody has: they lock like the others and so give nothing away. */
    private final Cache<String, Tally> strangers =
            Caffeine.newBuilder().maximumSize(STRANGERS).expireAfterWrite(Tally.SPAN).build();

    JdbcLogIns(
            JdbcClient jdbc,
            PasswordHashes hashes,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.hashes = hashes;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Outcome attempt(String login, String password) {
        var row = inTransaction(() -> rowOf(login));
        boolean matches;
        try {
            matches = hashes.matches(password, row.map(AccountRow::password).orElse(null));
        } catch (PasswordHashes.Busy e) {
            return new Outcome.Busy();
        }
        var now = clock.instant();
        return row.map(it -> inTransaction(() -> decide(it, matches, now)))
                .orElseGet(() -> stranger(login, now));
    }

    private Outcome decide(AccountRow read, boolean matches, Instant now) {
        if (matches && welcomed(read, now)) {
            return new Outcome.Welcome(read.account(), read.epoch());
        }
        return counted(read.account(), now);
    }

    /** The moment of the last log-in is kept to the minute, for the sake of the API's clients. */
    private boolean welcomed(AccountRow read, Instant now) {
        var moment = utc(now);
        boolean stands =
                jdbc.sql(
                                """
                                select true from access.account
                                where id = ? and enabled and password = ? and epoch = ?
                                  and (locked_until is null or locked_until <= ?)
                                """)
                        .param(read.account().id())
                        .param(read.password())
                        .param(read.epoch())
                        .param(moment)
                        .query(Boolean.class)
                        .optional()
                        .orElse(false);
        if (stands) {
            jdbc.sql(
                            """
                            update access.account
                            set failures = 0, failing_since = null, locked_until = null, last_log_in = ?
                            where id = ? and (failures > 0 or last_log_in is null or last_log_in < ?)
                            """)
                    .params(moment, read.account().id(), moment.minusMinutes(1))
                    .update();
        }
        return stands;
    }

    /**
     * The row's lock lets failures that come together count one after the other. The commit does
     * not wait for the disk, or the wait would tell a login that exists from one that does not.
     */
    Outcome counted(Account account, Instant now) {
        jdbc.sql("set local synchronous_commit to off").update();
        var tally =
                jdbc.sql(
                                "select failures, failing_since, locked_until from access.account where id = ? for update")
                        .param(account.id())
                        .query((row, _) ->
                                new Tally(
                                        row.getInt(1),
                                        instant(row.getObject(2, OffsetDateTime.class)),
                                        instant(row.getObject(3, OffsetDateTime.class))))
                        .single();
        if (tally.lockedAt(now)) {
            return new Outcome.Locked(Objects.requireNonNull(tally.lockedUntil()));
        }
        var more = tally.failedAt(now);
        keep(account.id(), more);
        return more.lockedUntil() == null
                ? new Outcome.Refused()
                : locked(account, more.lockedUntil());
    }

    private void keep(UUID account, Tally tally) {
        jdbc.sql(
                        "update access.account set failures = ?, failing_since = ?, locked_until = ? where id = ?")
                .param(tally.failures())
                .param(tally.since() == null ? null : utc(tally.since()))
                .param(tally.lockedUntil() == null ? null : utc(tally.lockedUntil()))
                .param(account)
                .update();
    }

    private Outcome locked(Account account, Instant until) {
        record Locked(String login, Instant until) {}
        audit.record(
                Change.created(
                        "access.lock",
                        "account",
                        account.id(),
                        new Locked(account.login(), until)));
        return new Outcome.Locked(until);
    }

    private Outcome stranger(String login, Instant now) {
        var tally =
                strangers
                        .asMap()
                        .compute(
                                login,
                                (_, before) -> {
                                    var known = before == null ? Tally.NONE : before;
                                    return known.lockedAt(now) ? known : known.failedAt(now);
                                });
        return tally.lockedUntil() == null
                ? new Outcome.Refused()
                : new Outcome.Locked(tally.lockedUntil());
    }

    @Override
    @Transactional(readOnly = true)
    public long epochOf(UUID account) {
        return jdbc.sql("select epoch from access.account where id = ? and enabled")
                .param(account)
                .query(Long.class)
                .optional()
                .orElse(-1L);
    }

    /** Nobody has a login that could not be stored. */
    private Optional<AccountRow> rowOf(String login) {
        if (login.indexOf(0) >= 0) {
            return Optional.empty();
        }
        return jdbc.sql(AccountRow.SELECT + "where a.login = ?")
                .param(login)
                .query((row, _) -> AccountRow.read(row))
                .optional();
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
