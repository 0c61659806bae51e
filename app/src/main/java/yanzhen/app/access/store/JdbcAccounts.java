package yanzhen.app.access.store;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

@Component
class JdbcAccounts implements Accounts {

    private final JdbcClient jdbc;
    private final PasswordHashes hashes;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final Clock clock;

    JdbcAccounts(
            JdbcClient jdbc,
            PasswordHashes hashes,
            AuditTrail audit,
            Viewers viewers,
            Clock clock) {
        this.jdbc = jdbc;
        this.hashes = hashes;
        this.audit = audit;
        this.viewers = viewers;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Account> find(UUID id) {
        return rowOf("where a.id = ?", id);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Account> findByLogin(String login) {
        return rowOf("where a.login = ?", login);
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
    public List<Expert> experts() {
        return jdbc.sql(
                        "select account, name from access.expert where enabled order by name, account")
                .query((row, _) -> new Expert(row.getObject(1, UUID.class), row.getString(2)))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Colleague> colleagues() {
        var viewer = viewers.current();
        return jdbc.sql(
                        """
                        select account, name from access.officer
                        where enabled and role = ? and district is not distinct from ? and account is distinct from ?
                        order by name, account
                        """)
                .param(viewer.role().name())
                .param(viewer.district())
                .param(viewer.account())
                .query((row, _) -> new Colleague(row.getObject(1, UUID.class), row.getString(2)))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Account> demonstration() {
        return jdbc.sql(AccountRow.SELECT + "where a.synthetic order by a.created_at, a.login")
                .query((row, _) -> AccountRow.read(row).account())
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
                            .param(hash(account, password))
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

    private @Nullable String hash(NewAccount account, @Nullable String password) {
        if (password == null) {
            return null;
        }
        return account.synthetic() && password.equals(DEMONSTRATION_PASSWORD)
                ? hashes.ofDemonstration()
                : hashes.of(password);
    }

    @Override
    @Transactional
    public void mandate(UUID account, UUID organisation) {
        record Mandate(String login, UUID organisation) {}
        int added =
                jdbc.sql(
                                "insert into access.mandate (account, organisation, granted_at) values (?, ?, ?) on conflict do nothing")
                        .params(account, organisation, clock.instant().atOffset(ZoneOffset.UTC))
                        .update();
        if (added == 1) {
            var login = find(account).orElseThrow().login();
            audit.record(
                    Change.created(
                            "access.mandate",
                            "account",
                            account,
                            new Mandate(login, organisation)));
        }
    }

    @Override
    @Transactional
    public void endMandate(UUID account, UUID organisation) {
        record Mandate(String login, UUID organisation) {}
        int ended =
                jdbc.sql("delete from access.mandate where account = ? and organisation = ?")
                        .params(account, organisation)
                        .update();
        if (ended == 1) {
            var login = find(account).orElseThrow().login();
            audit.record(
                    new Change(
                            "access.end-mandate",
                            "account",
                            account.toString(),
                            new Mandate(login, organisation),
                            null,
                            null));
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<Account> actingFor(UUID organisation) {
        return jdbc.sql(
                        AccountRow.SELECT
                                + """
                                where exists (select from access.mandate m
                                              where m.account = a.id and m.organisation = ?)
                                order by a.login
                                """)
                .param(organisation)
                .query((row, _) -> AccountRow.read(row).account())
                .list();
    }

    private Optional<Account> rowOf(String where, Object param) {
        return jdbc.sql(AccountRow.SELECT + where)
                .param(param)
                .query((row, _) -> AccountRow.read(row).account())
                .optional();
    }
}
