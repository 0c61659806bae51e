package yanzhen.app.notice.store;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OverAll;
import yanzhen.app.notice.MailRoute;
import yanzhen.app.notice.Message;
import yanzhen.app.notice.Notices;

/**
 * Writes notices, and their mails where an account wants them, in one statement and with the rights
 * of the program: nobody else may write into the list of another account.
 */
@Component
class JdbcNotices implements Notices {

    /**
     * In the order of accounts, so that two who tell the same accounts do not wait for each other
     * in a ring. Without a named index, which would ask for the right to read what is there.
     */
    private static final String TELL =
            """
            with told as (
                insert into notice.message (account, key, kind, subject_type, subject, path, zh, en, at, due_at)
                select a.account, :key, :kind, :type, :subject, :path, :zh, :en, :at, :due
                from (%s) a order by a.account
                on conflict do nothing
                returning id, account
            )
            insert into notice.mail (id, account, message, state, next_at)
            select t.id, t.account, t.id, 'WAITING', :at
            from told t join notice.preference p on p.account = t.account
            where p.by_mail and :mailed
            """;

    private static final String TO_ACCOUNTS = TELL.formatted("select unnest(:accounts) as account");

    private static final String TO_SUBSCRIBERS =
            TELL.formatted(
                    "select account from notice.subscription where subject_type = :followedType and subject = :followed");

    private final JdbcClient jdbc;
    private final OverAll program;
    private final MailRoute route;
    private final Clock clock;

    JdbcNotices(JdbcClient jdbc, OverAll program, MailRoute route, Clock clock) {
        this.jdbc = jdbc;
        this.program = program;
        this.route = route;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Collection<UUID> accounts, Message message) {
        var once = Set.copyOf(accounts);
        if (once.isEmpty()) {
            return;
        }
        program.ask(() ->
                tell(message, TO_ACCOUNTS).param("accounts", once.toArray(UUID[]::new)).update());
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void tellSubscribers(String subjectType, String subject, Message message) {
        program.ask(() ->
                tell(message, TO_SUBSCRIBERS)
                        .param("followedType", subjectType)
                        .param("followed", subject)
                        .update());
    }

    private JdbcClient.StatementSpec tell(Message message, String statement) {
        return jdbc.sql(statement)
                .param("key", message.key())
                .param("kind", message.kind())
                .param("type", message.subjectType())
                .param("subject", message.subject())
                .param("path", message.path())
                .param("zh", message.text().zh())
                .param("en", message.text().en())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("due", utc(message.due()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("mailed", route.open());
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
