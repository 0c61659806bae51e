package yanzhen.app.notice.store;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OverAll;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.notice.MailPreferences;
import yanzhen.app.notice.MailRoute;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.NotFound;

@Component
class JdbcMailPreferences implements MailPreferences {

    /** How long the link of an address is good for. */
    static final Duration GOOD_FOR = Duration.ofHours(24);

    /** Links that an account may ask for in a day: nobody's mail box can be flooded from here. */
    static final int MOST_LINKS = 5;

    /** What the audit trail keeps: that there is an address, never which. */
    private record Kept(boolean address, boolean pending, boolean byMail, String language) {
        static Kept of(Preference it) {
            return new Kept(
                    it.email() != null,
                    it.pending() != null,
                    it.byMail(),
                    it.english() ? "en" : "zh");
        }
    }

    private final JdbcClient jdbc;
    private final OverAll program;
    private final MailRoute route;
    private final AuditTrail audit;
    private final Self self;
    private final Clock clock;

    JdbcMailPreferences(
            JdbcClient jdbc,
            OverAll program,
            MailRoute route,
            AuditTrail audit,
            Self self,
            Clock clock) {
        this.jdbc = jdbc;
        this.program = program;
        this.route = route;
        this.audit = audit;
        this.self = self;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Preference own() {
        return read("");
    }

    /** The row of the account, made and locked first, so that changes come one after the other. */
    private Preference locked() {
        jdbc.sql(
                        "insert into notice.preference (account, changed_at) values (?, ?) on conflict do nothing")
                .params(self.account(), now())
                .update();
        return read(" for update");
    }

    private Preference read(String lock) {
        return jdbc.sql(
                        "select email, pending_email, by_mail, language from notice.preference where account = ?"
                                + lock)
                .param(self.account())
                .query((row, _) ->
                        new Preference(
                                row.getString(1),
                                row.getString(2),
                                row.getBoolean(3),
                                row.getString(4).equals("en")))
                .optional()
                .orElse(Preference.DEFAULT);
    }

    /** One that was switched off or has no address any more is no trouble. */
    @Override
    @Transactional(readOnly = true)
    public Optional<Trouble> trouble() {
        return jdbc.sql(
                        """
                        select * from (
                            select state, tries, fault, reply, coalesce(ended_at, next_at) as at
                            from notice.mail
                            where account = ? and (tries > 0 or ended_at is not null)
                              and (fault is null or fault not in ('switched-off', 'account-disabled'))
                            order by (ended_at is null) desc, ended_at desc, id desc limit 1) latest
                        where state <> 'SENT' and fault is not null
                        """)
                .param(self.account())
                .query((row, _) ->
                        new Trouble(
                                new MailRoute.Fault(
                                        row.getString("fault"),
                                        row.getObject("reply", Integer.class)),
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getString("state").equals("GIVEN_UP"),
                                row.getInt("tries")))
                .optional();
    }

    @Override
    @Transactional
    public void propose(String email) {
        if (!route.open()) {
            throw new Conflict(
                    "mail-not-set-up",
                    "This node sends no mail. Its operator names a mail server and the node's own address first.");
        }
        var before = locked();
        if (email.equalsIgnoreCase(before.email() == null ? "" : before.email())) {
            throw new Conflict(
                    "address-in-use", "The address is in use already. Nothing needs to be done.");
        }
        var account = self.account();
        program.ask(() -> {
            send(account, email);
            return true;
        });
        write(new Preference(before.email(), email, before.byMail(), before.english()));
        record("notice.propose-address", before);
    }

    private void send(UUID account, String email) {
        var now = clock.instant();
        long today =
                jdbc.sql(
                                "select count(*) from notice.confirmation where account = ? and made_at > ?")
                        .params(account, now.minus(GOOD_FOR).atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single();
        if (today >= MOST_LINKS) {
            throw new Conflict(
                    "many-links",
                    "The account asked for %d links in a day. Try again tomorrow.".formatted(today),
                    MOST_LINKS);
        }
        var token = Token.fresh();
        jdbc.sql(
                        """
                        with made as (
                            insert into notice.confirmation (account, email, token_digest, token, made_at, expires_at)
                            values (?, ?, ?, ?, ?, ?) returning id, account
                        )
                        insert into notice.mail (id, account, confirmation, state, next_at)
                        select id, account, id, 'WAITING', ? from made
                        """)
                .params(account, email, Token.digest(token), token)
                .params(now(), now.plus(GOOD_FOR).atOffset(ZoneOffset.UTC), now())
                .update();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Waiting> waiting(String token) {
        var account = self.account();
        return program.ask(() -> found(account, token));
    }

    /** Of several links the one to the address that was asked for last counts. */
    private Optional<Waiting> found(UUID account, String token) {
        return jdbc.sql(
                        """
                        select c.id, c.email from notice.confirmation c
                        join notice.preference p on p.account = c.account and p.pending_email = c.email
                        where c.token_digest = ? and c.account = ? and c.used_at is null and c.expires_at > ?
                        """)
                .params(Token.digest(token), account, now())
                .query((row, _) -> new Waiting(row.getObject(1, UUID.class), row.getString(2)))
                .optional();
    }

    @Override
    @Transactional
    public void confirm(String token) {
        var before = locked();
        var account = self.account();
        var link =
                program.ask(
                                () -> {
                                    var found = found(account, token);
                                    found.ifPresent(it -> use(it.id()));
                                    return found;
                                })
                        .orElseThrow(() -> new NotFound("mail link", "…"));
        write(new Preference(link.email(), null, true, before.english()));
        record("notice.confirm-address", before);
    }

    private void use(UUID confirmation) {
        jdbc.sql("update notice.confirmation set used_at = ?, token = null where id = ?")
                .params(now(), confirmation)
                .update();
    }

    @Override
    @Transactional
    public void choose(boolean byMail, boolean english) {
        var before = locked();
        if (byMail && before.email() == null) {
            throw new Conflict(
                    "no-address",
                    "The account has no confirmed address. Give one and follow its link first.");
        }
        var after = new Preference(before.email(), before.pending(), byMail, english);
        mustDiffer(before, after);
        write(after);
        record("notice.choose", before);
    }

    @Override
    @Transactional
    public void forget() {
        var before = locked();
        var after = new Preference(null, null, false, before.english());
        mustDiffer(before, after);
        write(after);
        record("notice.forget-address", before);
    }

    private static void mustDiffer(Preference before, Preference after) {
        if (before.equals(after)) {
            throw new Conflict(
                    "settings-as-they-were",
                    "The settings are like this already. Nothing was done.");
        }
    }

    private void write(Preference to) {
        jdbc.sql(
                        """
                        update notice.preference
                        set confirmed_at = case when ?::text is null then null
                                when email is not distinct from ? then confirmed_at else ? end,
                            email = ?, pending_email = ?, by_mail = ?, language = ?, changed_at = ?
                        where account = ?
                        """)
                .param(to.email())
                .param(to.email())
                .param(now())
                .param(to.email())
                .param(to.pending())
                .param(to.byMail())
                .param(to.english() ? "en" : "zh")
                .params(now(), self.account())
                .update();
    }

    private void record(String action, Preference before) {
        audit.record(
                Change.of(
                        action,
                        "notice-settings",
                        self.account(),
                        Kept.of(before),
                        Kept.of(read(""))));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
