package yanzhen.app.access.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

@Component
class JdbcAccounts implements Accounts {

    private static final int FAILURES_UNTIL_LOCK = 10;
    private static final Duration LOCK = Duration.ofMinutes(15);

    private static final String SELECT =
            """
            select a.id, a.login, a.name, a.role, a.district, a.enabled, a.synthetic,
                   a.password, a.failures, a.locked_until,
                   array(select m.organisation from access.mandate m where m.account = a.id) as organisations
            from access.account a
            """;

    private record Row(Account account, @Nullable String password, @Nullable Instant lockedUntil) {}

    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final AuditTrail audit;
    private final Clock clock;
    private final String hashOfNobody;

    JdbcAccounts(JdbcClient jdbc, PasswordEncoder encoder, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.audit = audit;
        this.clock = clock;
        this.hashOfNobody = encoded(encoder, UUID.randomUUID().toString());
    }

    @Override
    @Transactional
    public LogIn logIn(String login, String password) {
        var row = rowOf("where a.login = ?", login);
        boolean matches = encoder.matches(password, row.map(Row::password).orElse(hashOfNobody));
        var now = clock.instant();
        if (row.isEmpty()) {
            return new LogIn.Refused();
        }
        var found = row.get();
        if (found.lockedUntil != null && now.isBefore(found.lockedUntil)) {
            return new LogIn.Locked(found.lockedUntil);
        }
        if (!matches || !found.account.enabled()) {
            return failed(found.account.id(), now);
        }
        jdbc.sql(
                        "update access.account set failures = 0, locked_until = null where id = ? and failures > 0")
                .param(found.account.id())
                .update();
        return new LogIn.Welcome(found.account);
    }

    private LogIn failed(UUID account, Instant now) {
        var until = now.plus(LOCK);
        var failures =
                jdbc.sql(
                                "update access.account set failures = failures + 1 where id = ? returning failures")
                        .param(account)
                        .query(Integer.class)
                        .single();
        if (failures < FAILURES_UNTIL_LOCK) {
            return new LogIn.Refused();
        }
        jdbc.sql("update access.account set failures = 0, locked_until = ? where id = ?")
                .params(until.atOffset(ZoneOffset.UTC), account)
                .update();
        record Locked(Instant until) {}
        audit.record(Change.created("access.lock", "account", account, new Locked(until)));
        return new LogIn.Locked(until);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Account> find(UUID id) {
        return rowOf("where a.id = ?", id).map(Row::account);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Account> findByLogin(String login) {
        return rowOf("where a.login = ?", login).map(Row::account);
    }

    @Override
    @Transactional(readOnly = true)
    public boolean none() {
        return jdbc.sql("select not exists (select from access.account)")
                .query(Boolean.class)
                .single();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Account> demonstration() {
        return jdbc.sql(SELECT + "where a.synthetic order by a.created_at, a.login")
                .query((row, _) -> read(row).account)
                .list();
    }

    @Override
    @Transactional
    public Account open(NewAccount account, @Nullable String password) {
        try {
            var id =
                    jdbc.sql(
                                    """
                                    insert into access.account (login, name, role, district, password, synthetic, created_at)
                                    values (?, ?, ?, ?, ?, ?, ?) returning id
                                    """)
                            .param(account.login())
                            .param(account.name())
                            .param(account.role().name())
                            .param(account.district())
                            .param(password == null ? null : encoded(encoder, password))
                            .param(account.synthetic())
                            .param(clock.instant().atOffset(ZoneOffset.UTC))
                            .query(UUID.class)
                            .single();
            audit.record(Change.created("access.open", "account", id, account));
            return find(id).orElseThrow();
        } catch (DuplicateKeyException e) {
            throw new LoginTaken(account.login());
        }
    }

    @Override
    @Transactional
    public void mandate(UUID account, UUID organisation) {
        record Mandate(UUID organisation) {}
        int added =
                jdbc.sql(
                                "insert into access.mandate (account, organisation, granted_at) values (?, ?, ?) on conflict do nothing")
                        .params(account, organisation, clock.instant().atOffset(ZoneOffset.UTC))
                        .update();
        if (added == 1) {
            audit.record(
                    Change.created(
                            "access.mandate", "account", account, new Mandate(organisation)));
        }
    }

    private Optional<Row> rowOf(String where, Object param) {
        return jdbc.sql(SELECT + where).param(param).query((row, _) -> read(row)).optional();
    }

    private static Row read(ResultSet row) throws SQLException {
        var lockedUntil = row.getTimestamp("locked_until");
        return new Row(
                new Account(
                        row.getObject("id", UUID.class),
                        row.getString("login"),
                        row.getString("name"),
                        Role.valueOf(row.getString("role")),
                        uuids(row.getArray("organisations")),
                        row.getString("district"),
                        row.getBoolean("enabled"),
                        row.getBoolean("synthetic")),
                row.getString("password"),
                lockedUntil == null ? null : lockedUntil.toInstant());
    }

    private static Set<UUID> uuids(Array array) throws SQLException {
        return Arrays.stream((UUID[]) array.getArray()).collect(Collectors.toUnmodifiableSet());
    }

    private static String encoded(PasswordEncoder encoder, String password) {
        var hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalArgumentException("There is no password to hash.");
        }
        return hash;
    }
}
