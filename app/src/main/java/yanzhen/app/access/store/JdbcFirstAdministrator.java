package yanzhen.app.access.store;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.FirstAdministrator;
import yanzhen.app.access.Role;

@Component
class JdbcFirstAdministrator implements FirstAdministrator {

    private static final Duration LIFE = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Clock clock;

    JdbcFirstAdministrator(JdbcClient jdbc, Accounts accounts, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Optional<String> link(String baseUrl) {
        if (!accounts.none()) {
            return Optional.empty();
        }
        var now = now();
        jdbc.sql(
                        "update access.invitation set used_at = ? where purpose = 'FIRST_ADMINISTRATOR' and used_at is null")
                .param(now)
                .update();
        var token = OneTimeToken.fresh();
        jdbc.sql(
                        "insert into access.invitation (token_digest, purpose, expires_at) values (?, 'FIRST_ADMINISTRATOR', ?)")
                .params(OneTimeToken.digest(token), now.plus(LIFE))
                .update();
        return Optional.of(baseUrl + "/first-administrator/" + token);
    }

    @Override
    @Transactional(readOnly = true)
    public boolean accepts(String token) {
        return accounts.none()
                && jdbc.sql(
                                "select exists (select from access.invitation where token_digest = ? and used_at is null and expires_at > ?)")
                        .params(OneTimeToken.digest(token), now())
                        .query(Boolean.class)
                        .single();
    }

    /** The update decides: of two who come at once, one finds the link used. */
    @Override
    @Transactional
    public Account open(String token, String login, String name, String password) {
        int taken =
                jdbc.sql(
                                "update access.invitation set used_at = ? where token_digest = ? and used_at is null and expires_at > ?")
                        .params(now(), OneTimeToken.digest(token), now())
                        .update();
        if (taken != 1 || !accounts.none()) {
            throw new Expired();
        }
        return accounts.open(
                new Accounts.NewAccount(login, name, Role.SECURITY_ADMIN, null, false), password);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
