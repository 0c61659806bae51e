package yanzhen.app.access.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Account;
import yanzhen.app.access.AccountOffice;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Accounts.NewAccount;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

@Component
class JdbcAccountOffice implements AccountOffice {

    private static final Duration LIFE = Duration.ofDays(3);

    /** As in the audit trail; the login says whose, to those who cannot open accounts. */
    private record Standing(String login, boolean enabled) {}

    private record Mandated(String login, UUID organisation) {}

    private record Locked(String login, @Nullable Instant until) {}

    private record Issued(String login, Instant expires) {}

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final Clock clock;

    JdbcAccountOffice(
            JdbcClient jdbc, Accounts accounts, AuditTrail audit, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.audit = audit;
        this.viewers = viewers;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Entry> search(Query query, @Nullable List<String> after, int most) {
        mustKeepAccounts();
        var arguments = new ArrayList<Object>();
        var where = where(query, arguments);
        var column = column(query.sort());
        if (after != null) {
            where +=
                    " and (%s, a.login) %s (?, ?)"
                            .formatted(column, query.descending() ? "<" : ">");
            arguments.addAll(after);
        }
        arguments.add(most);
        var direction = query.descending() ? "desc" : "asc";
        return jdbc.sql(
                        AccountRow.SELECT
                                + where
                                + " order by %s %s, a.login %s limit ?"
                                        .formatted(column, direction, direction))
                .params(arguments)
                .query((row, _) -> entry(AccountRow.read(row)))
                .list();
    }

    @Override
    public List<String> place(Query query, Entry last) {
        var login = last.account().login();
        return switch (query.sort()) {
            case LOGIN -> List.of(login, login);
            case NAME -> List.of(last.account().name(), login);
            case OPENED -> List.of(last.account().id().toString(), login);
        };
    }

    /** Identities grow with time, so that they sort as the moments of opening do. */
    private static String column(Sort sort) {
        return switch (sort) {
            case LOGIN -> "a.login";
            case NAME -> "a.name";
            case OPENED -> "a.id::text";
        };
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        mustKeepAccounts();
        var arguments = new ArrayList<Object>();
        var where = where(query, arguments);
        return jdbc.sql("select count(*) from access.account a " + where)
                .params(arguments)
                .query(Long.class)
                .single();
    }

    private String where(Query query, List<Object> arguments) {
        var where = new StringBuilder("where true");
        if (!query.words().isEmpty()) {
            where.append(" and (position(? in a.name) > 0 or starts_with(a.login, lower(?)))");
            arguments.add(query.words());
            arguments.add(query.words());
        }
        if (query.role() != null) {
            where.append(" and a.role = ?");
            arguments.add(query.role().name());
        }
        if (query.state() != null) {
            where.append(" and ").append(condition(query.state()));
            if (query.state() != State.DISABLED) {
                arguments.add(now());
            }
        }
        return where.toString();
    }

    /** The same as {@link #state}. */
    private static String condition(State state) {
        return switch (state) {
            case DISABLED -> "not a.enabled";
            case LOCKED -> "a.enabled and a.locked_until > ?";
            case WAITING ->
                    "a.enabled and not coalesce(a.locked_until > ?, false) and a.password is null";
            case ACTIVE ->
                    "a.enabled and not coalesce(a.locked_until > ?, false) and a.password is not null";
        };
    }

    private Entry entry(AccountRow row) {
        var now = clock.instant();
        var until = row.linkUntil();
        return new Entry(
                row.account(),
                state(row, now),
                row.openedAt(),
                row.lastLogIn(),
                row.tally().lockedAt(now) ? row.tally().lockedUntil() : null,
                row.disabledReason(),
                until != null && until.isAfter(now) ? until : null);
    }

    private static State state(AccountRow row, Instant now) {
        if (!row.account().enabled()) {
            return State.DISABLED;
        }
        if (row.tally().lockedAt(now)) {
            return State.LOCKED;
        }
        return row.password() == null ? State.WAITING : State.ACTIVE;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Entry> find(UUID account) {
        mustKeepAccounts();
        return row(account, "").map(this::entry);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Mandate> mandates(UUID account) {
        return jdbc.sql(
                        "select organisation, granted_at from access.mandate where account = ? order by granted_at desc, organisation")
                .param(account)
                .query((row, _) ->
                        new Mandate(row.getObject(1, UUID.class), row.getTimestamp(2).toInstant()))
                .list();
    }

    @Override
    @Transactional
    public Link open(NewAccount account) {
        mustKeepAccounts();
        return issue(accounts.open(account, null).id());
    }

    @Override
    @Transactional
    public Link link(UUID account) {
        var entry = changing(account);
        if (!entry.account().enabled()) {
            throw new Refusal("disabled", "The account is disabled. Enable it first.");
        }
        withdrawLinks(account);
        var link = issue(account);
        audit.record(
                Change.created(
                        "access.link",
                        "account",
                        account,
                        new Issued(entry.account().login(), link.expires())));
        return link;
    }

    private Link issue(UUID account) {
        var token = OneTimeToken.fresh();
        var expires = clock.instant().plus(LIFE);
        jdbc.sql(
                        "insert into access.invitation (token_digest, account, purpose, expires_at) values (?, ?, 'NEW_PASSWORD', ?)")
                .params(OneTimeToken.digest(token), account, expires.atOffset(ZoneOffset.UTC))
                .update();
        return new Link(account, token, expires);
    }

    @Override
    @Transactional
    public void disable(UUID account, String reason) {
        var entry = changing(account);
        if (!entry.account().enabled()) {
            throw new Refusal("disabled-already", "The account is disabled already.");
        }
        if (account.equals(viewers.current().account())) {
            throw new Refusal("own", "Nobody disables their own account.");
        }
        if (entry.account().role().administers() && isLast(entry.account())) {
            throw new Refusal("last", "It is the last administrator of its kind.");
        }
        jdbc.sql("update access.account set enabled = false, disabled_reason = ? where id = ?")
                .params(reason, account)
                .update();
        withdrawLinks(account);
        audit.record(
                Change.of(
                                "access.disable",
                                "account",
                                account,
                                new Standing(entry.account().login(), true),
                                new Standing(entry.account().login(), false))
                        .because(reason));
    }

    /** One after the other, so that two administrators cannot disable each other. */
    private boolean isLast(Account account) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('access.administrators', 0))")
                .query((_, _) -> true)
                .single();
        return jdbc.sql(
                        "select not exists (select from access.account where role = ? and enabled and id <> ?)")
                .params(account.role().name(), account.id())
                .query(Boolean.class)
                .single();
    }

    private void withdrawLinks(UUID account) {
        jdbc.sql("update access.invitation set used_at = ? where account = ? and used_at is null")
                .params(now(), account)
                .update();
    }

    @Override
    @Transactional
    public void enable(UUID account, String reason) {
        var entry = changing(account);
        if (entry.account().enabled()) {
            throw new Refusal("enabled-already", "The account is not disabled.");
        }
        jdbc.sql("update access.account set enabled = true, disabled_reason = null where id = ?")
                .param(account)
                .update();
        audit.record(
                Change.of(
                                "access.enable",
                                "account",
                                account,
                                new Standing(entry.account().login(), false),
                                new Standing(entry.account().login(), true))
                        .because(reason));
    }

    @Override
    @Transactional
    public void unlock(UUID account) {
        var entry = changing(account);
        if (entry.lockedUntil() == null) {
            throw new Refusal("not-locked", "The account is not locked.");
        }
        jdbc.sql(
                        "update access.account set failures = 0, failing_since = null, locked_until = null where id = ?")
                .param(account)
                .update();
        audit.record(
                Change.of(
                        "access.unlock",
                        "account",
                        account,
                        new Locked(entry.account().login(), entry.lockedUntil()),
                        new Locked(entry.account().login(), null)));
    }

    @Override
    @Transactional
    public void grant(UUID account, UUID organisation) {
        var entry = changing(account);
        if (!entry.account().role().actsForOrganisations()) {
            throw new Refusal(
                    "acts-for-nobody", "An account of this role acts for no organisation.");
        }
        if (entry.account().organisations().contains(organisation)) {
            throw new Refusal("mandated-already", "The account acts for the organisation already.");
        }
        accounts.mandate(account, organisation);
    }

    @Override
    @Transactional
    public void revoke(UUID account, UUID organisation, String reason) {
        var entry = changing(account);
        int removed =
                jdbc.sql("delete from access.mandate where account = ? and organisation = ?")
                        .params(account, organisation)
                        .update();
        if (removed == 0) {
            throw new Refusal("not-mandated", "The account does not act for the organisation.");
        }
        audit.record(
                new Change(
                        "access.end-mandate",
                        "account",
                        account.toString(),
                        new Mandated(entry.account().login(), organisation),
                        null,
                        reason));
    }

    /** The account, its row locked until the transaction ends. */
    private Entry changing(UUID account) {
        mustKeepAccounts();
        return row(account, " for update of a")
                .map(this::entry)
                .orElseThrow(() -> new Unknown(account));
    }

    private Optional<AccountRow> row(UUID account, String lock) {
        return jdbc.sql(AccountRow.SELECT + "where a.id = ?" + lock)
                .param(account)
                .query((row, _) -> AccountRow.read(row))
                .optional();
    }

    private void mustKeepAccounts() {
        if (!viewers.current().is(Role.SECURITY_ADMIN, Role.SYSTEM)) {
            throw new Forbidden(
                    "security-administrator",
                    "Accounts are looked after by the security administrator.");
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
