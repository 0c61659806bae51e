package yanzhen.app.notice.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.notice.MailRoute;
import yanzhen.app.notice.MailRoute.Fault;
import yanzhen.app.notice.store.Postman.Undelivered;

/**
 * 发信: sends what waits, at least once. Several processes share the table: each takes a mail that
 * the others have not locked, and counts the attempt before it sends. Whoever dies between sending
 * and marking leaves it to the next one after {@link #HELD}, who sends it again under the same
 * Message-ID.
 */
@Component
class MailRound {

    /** Longer than all waits of one delivery together. */
    static final Duration HELD = Duration.ofMinutes(10);

    /** Between one attempt and the next; a mail is given up at the end, after about a day. */
    static final List<Duration> WAITS =
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6),
                    Duration.ofHours(12));

    private static final int AT_ONCE = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(MailRound.class);

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final MailRoute route;
    private final Wording wording;
    private final Postman postman;
    private final TransactionTemplate aside;
    private final Clock clock;
    private final ReentrantLock round = new ReentrantLock();

    MailRound(
            JdbcClient jdbc,
            Accounts accounts,
            MailRoute route,
            Wording wording,
            Postman postman,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.route = route;
        this.wording = wording;
        this.postman = postman;
        this.aside = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** At a fixed rate, so that a slow mail server holds up no other work by the clock. */
    @Scheduled(fixedRate = 5, initialDelay = 20, timeUnit = TimeUnit.SECONDS)
    void look() {
        if (route.open() && round.tryLock()) {
            try {
                send(AT_ONCE);
            } finally {
                round.unlock();
            }
        }
    }

    /**
     * Sends what is due.
     *
     * @return how many attempts it made
     */
    int send(int most) {
        int attempts = 0;
        while (attempts < most) {
            var taken = asProgram(this::take).orElse(null);
            if (taken == null) {
                break;
            }
            attempts++;
            var undelivered =
                    taken.letter == null
                            ? Optional.of(new Undelivered(new Fault(taken.fault, null), true))
                            : postman.deliver(taken.letter);
            asProgram(() -> mark(taken, undelivered.orElse(null)));
        }
        return attempts;
    }

    private <T> T asProgram(Supplier<T> work) {
        return Viewers.doAs(
                Viewer.SYSTEM,
                () -> java.util.Objects.requireNonNull(aside.execute(_ -> work.get())));
    }

    /**
     * A mail that this process sends now.
     *
     * @param letter null when it is not to be sent
     * @param fault why not
     */
    private record Taken(UUID id, int tries, @Nullable Letter letter, String fault) {}

    private record Row(UUID id, UUID account, boolean confirmation, int tries) {}

    private Optional<Taken> take() {
        return jdbc.sql(
                        """
                        update notice.mail set tries = tries + 1, next_at = ?
                        where id = (
                            select id from notice.mail where state in ('WAITING', 'FAILED') and next_at <= ?
                            order by next_at, id limit 1 for update skip locked)
                        returning id, account, confirmation is not null as confirmation, tries
                        """)
                .params(utc(clock.instant().plus(HELD)), utc(clock.instant()))
                .query((row, _) ->
                        new Row(
                                row.getObject("id", UUID.class),
                                row.getObject("account", UUID.class),
                                row.getBoolean("confirmation"),
                                row.getInt("tries")))
                .optional()
                .map(this::taken);
    }

    private Taken taken(Row row) {
        if (row.tries > WAITS.size() + 1) {
            return new Taken(row.id, row.tries, null, "interrupted");
        }
        if (accounts.find(row.account).filter(Account::enabled).isEmpty()) {
            return new Taken(row.id, row.tries, null, "account-disabled");
        }
        var letter = row.confirmation ? confirmation(row.id) : notice(row.id);
        return new Taken(
                row.id,
                row.tries,
                letter.orElse(null),
                row.confirmation ? "expired" : "switched-off");
    }

    /** Empty when its reader wants no mail any more. */
    private Optional<Letter> notice(UUID id) {
        return jdbc.sql(
                        """
                        select m.zh, m.en, m.path, m.due_at, p.email, p.language
                        from notice.message m join notice.preference p on p.account = m.account
                        where m.id = ? and p.by_mail
                        """)
                .param(id)
                .query((row, _) -> {
                    var due = row.getObject("due_at", OffsetDateTime.class);
                    return wording.notice(
                            id,
                            row.getString("email"),
                            language(row.getString("language")),
                            new Bilingual(row.getString("zh"), row.getString("en")),
                            row.getString("path"),
                            due == null ? null : due.toInstant());
                })
                .optional();
    }

    /** Empty when its link leads nowhere any more. */
    private Optional<Letter> confirmation(UUID id) {
        return jdbc.sql(
                        """
                        select c.email, c.token, c.expires_at, p.language
                        from notice.confirmation c
                        join notice.preference p on p.account = c.account and p.pending_email = c.email
                        where c.id = ? and c.token is not null and c.expires_at > ?
                        """)
                .params(id, utc(clock.instant()))
                .query((row, _) ->
                        wording.confirmation(
                                id,
                                row.getString("email"),
                                language(row.getString("language")),
                                row.getString("token"),
                                row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private static Locale language(String code) {
        return code.equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }

    /** Null for what was taken. */
    private boolean mark(Taken it, @Nullable Undelivered undelivered) {
        if (undelivered == null) {
            return ended(it.id, "SENT", null);
        }
        var fault = undelivered.fault();
        if (undelivered.forGood() || it.tries > WAITS.size()) {
            LOG.info("Mail {} was given up after {} attempts: {}", it.id, it.tries, fault);
            return ended(it.id, "GIVEN_UP", fault);
        }
        return failed(it, fault);
    }

    /** The link of an address is wanted no longer in clear once nobody will send it again. */
    private boolean ended(UUID id, String state, @Nullable Fault fault) {
        jdbc.sql("update notice.confirmation set token = null where id = ?").param(id).update();
        return jdbc.sql(
                                """
                                update notice.mail set state = ?, ended_at = ?, fault = ?, reply = ?
                                where id = ? and state in ('WAITING', 'FAILED')
                                """)
                        .param(state)
                        .param(utc(clock.instant()))
                        .param(fault == null ? null : fault.code())
                        .param(fault == null ? (Object) null : fault.reply())
                        .param(id)
                        .update()
                == 1;
    }

    private boolean failed(Taken it, Fault fault) {
        return jdbc.sql(
                                """
                                update notice.mail set state = 'FAILED', next_at = ?, fault = ?, reply = ?
                                where id = ? and state in ('WAITING', 'FAILED')
                                """)
                        .param(utc(clock.instant().plus(WAITS.get(it.tries - 1))))
                        .param(fault.code())
                        .param(fault.reply())
                        .param(it.id)
                        .update()
                == 1;
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
