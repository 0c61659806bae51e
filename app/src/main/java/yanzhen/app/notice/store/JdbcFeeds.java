package yanzhen.app.notice.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.OverAll;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.notice.Feeds;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.NotFound;

@Component
class JdbcFeeds implements Feeds {

    private record Works(boolean works) {}

    private final JdbcClient jdbc;
    private final OverAll program;
    private final Accounts accounts;
    private final AuditTrail audit;
    private final Self self;
    private final Clock clock;

    JdbcFeeds(
            JdbcClient jdbc,
            OverAll program,
            Accounts accounts,
            AuditTrail audit,
            Self self,
            Clock clock) {
        this.jdbc = jdbc;
        this.program = program;
        this.accounts = accounts;
        this.audit = audit;
        this.self = self;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Feed> own() {
        return jdbc.sql(
                        """
                        select id, made_at, used_on from notice.feed
                        where account = ? and revoked_at is null order by made_at desc, id desc
                        """)
                .param(self.account())
                .query((row, _) ->
                        new Feed(
                                row.getObject("id", UUID.class),
                                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                                row.getObject("used_on", LocalDate.class)))
                .list();
    }

    /** One after the other: two that count at the same time would each find room for one. */
    @Override
    @Transactional
    public Made make() {
        var account = self.account();
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('notice.feed ' || ?::text, 0))")
                .param(account)
                .query((_, _) -> account)
                .list();
        if (own().size() >= MOST) {
            throw new Conflict(
                    "many-feeds",
                    "The account has %d calendar addresses. Revoke one first.".formatted(MOST),
                    MOST);
        }
        var token = Token.fresh();
        var id =
                jdbc.sql(
                                "insert into notice.feed (account, token_digest, made_at) values (?, ?, ?) returning id")
                        .params(account, Token.digest(token), now())
                        .query(UUID.class)
                        .single();
        audit.record(Change.created("notice.make-feed", "calendar-feed", id, new Works(true)));
        return new Made(id, token);
    }

    @Override
    @Transactional
    public void revoke(UUID feed) {
        int revoked =
                jdbc.sql(
                                "update notice.feed set revoked_at = ? where id = ? and account = ? and revoked_at is null")
                        .params(now(), feed, self.account())
                        .update();
        if (revoked == 0) {
            throw new NotFound("calendar feed", feed);
        }
        audit.record(
                Change.of(
                        "notice.revoke-feed",
                        "calendar-feed",
                        feed,
                        new Works(true),
                        new Works(false)));
    }

    private record Owner(UUID feed, UUID account, boolean usedToday) {}

    @Override
    @Transactional
    public Optional<Account> account(String token) {
        return program.ask(() ->
                owner(token)
                        .flatMap(it ->
                                accounts.find(it.account)
                                        .filter(Account::enabled)
                                        .map(account -> {
                                            if (!it.usedToday) {
                                                used(it.feed);
                                            }
                                            return account;
                                        })));
    }

    private Optional<Owner> owner(String token) {
        return jdbc.sql(
                        """
                        select id, account, used_on is not distinct from ? as today
                        from notice.feed where token_digest = ? and revoked_at is null
                        """)
                .params(LocalDate.now(clock), Token.digest(token))
                .query((row, _) ->
                        new Owner(
                                row.getObject("id", UUID.class),
                                row.getObject("account", UUID.class),
                                row.getBoolean("today")))
                .optional();
    }

    private void used(UUID feed) {
        jdbc.sql("update notice.feed set used_on = ? where id = ?")
                .params(LocalDate.now(clock), feed)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
