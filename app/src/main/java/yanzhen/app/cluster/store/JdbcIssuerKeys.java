package yanzhen.app.cluster.store;

import com.nimbusds.jose.jwk.ECKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.IssuerKeys;
import yanzhen.app.cluster.credential.KeySet;
import yanzhen.app.cluster.credential.SigningKey;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;

/**
 * Keys in the database, so that all processes on it sign with the same one.
 *
 * <p>Every piece of work holds the lock of the keys: shared to sign, alone to replace. So no key
 * signs after it has been replaced, and two processes that need the first key make one.
 */
@Component
class JdbcIssuerKeys implements IssuerKeys {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcIssuerKeys.class);

    /** Of the advisory lock; nobody else in this database takes one of this name. */
    private static final String LOCK = "hashtextextended('cluster.issuer_key', 0)";

    private final JdbcClient jdbc;
    private final IssuerSecret secret;
    private final IssuerName name;
    private final AuditTrail audit;
    private final Clock clock;
    private final Duration longest;
    private final TransactionTemplate transaction;

    JdbcIssuerKeys(
            JdbcClient jdbc,
            IssuerSecret secret,
            IssuerName name,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${yanzhen.issuer-key-days}") int days) {
        this.jdbc = jdbc;
        this.secret = secret;
        this.name = name;
        this.audit = audit;
        this.clock = clock;
        this.longest = Duration.ofDays(days);
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private record Signing(String kid, Instant from) {}

    @Override
    public String issuer() {
        return asProgram(this::identity);
    }

    @Override
    public Bilingual name() {
        return asProgram(name::text);
    }

    private String identity() {
        return "urn:uuid:" + jdbc.sql("select id from cluster.issuer").query(UUID.class).single();
    }

    @Override
    public KeySet published() {
        mustHaveOne();
        return asProgram(() ->
                new KeySet(
                        identity(),
                        name.text().zh(),
                        jdbc.sql("select * from cluster.issuer_key order by signs_from, kid")
                                .query((row, _) -> shown(row))
                                .list()));
    }

    @Override
    public String sign(Map<String, Object> claims) {
        mustHaveOne();
        return asProgram(() -> {
            jdbc.sql("select pg_advisory_xact_lock_shared(%s)".formatted(LOCK))
                    .query()
                    .listOfRows();
            var key = opened(signing().orElseThrow().kid);
            var signed = new LinkedHashMap<>(claims);
            signed.put("iss", identity());
            signed.put("iat", clock.instant().getEpochSecond());
            return key.sign(signed);
        });
    }

    private SigningKey opened(String kid) {
        var sealed =
                jdbc.sql("select sealed from cluster.issuer_secret where kid = ?")
                        .param(kid)
                        .query((row, _) -> row.getBytes(1))
                        .single();
        try {
            return SigningKey.of(secret.open(sealed, kid));
        } catch (SecretMissing e) {
            LOG.error(
                    "The secret in {} does not open the issuer's key {}: give this process the same one as the others, or rotate the key.",
                    secret.whereabouts(),
                    kid);
            throw e;
        }
    }

    /** Makes the first key, or the next one when the present is too old. */
    private void mustHaveOne() {
        if (asProgram(this::isFresh)) {
            return;
        }
        asProgram(() -> {
            lockAlone();
            return isFresh() ? null : replace();
        });
    }

    private boolean isFresh() {
        return signing().filter(it -> clock.instant().isBefore(it.from.plus(longest))).isPresent();
    }

    @Override
    public Rotation rotate() {
        return asProgram(() -> {
            lockAlone();
            return replace();
        });
    }

    private void lockAlone() {
        jdbc.sql("select pg_advisory_xact_lock(%s)".formatted(LOCK)).query().listOfRows();
    }

    private Rotation replace() {
        secret.make();
        var before = signing().map(Signing::kid).orElse(null);
        // Whole seconds, as they are published; a key that began this second ends in it.
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (before != null) {
            end(before, now);
        }
        var key = SigningKey.made();
        begin(key, now);
        var rotation = new Rotation(before, key.kid(), now);
        audit.record(change(rotation));
        return rotation;
    }

    private void end(String kid, Instant now) {
        jdbc.sql(
                        "update cluster.issuer_key set signs_until = greatest(signs_from, ?) where kid = ?")
                .params(at(now), kid)
                .update();
        jdbc.sql("delete from cluster.issuer_secret where kid = ?").param(kid).update();
    }

    private void begin(SigningKey key, Instant now) {
        jdbc.sql("insert into cluster.issuer_key (kid, public_key, signs_from) values (?, ?, ?)")
                .params(key.kid(), key.shown().toJSONString(), at(now))
                .update();
        jdbc.sql("insert into cluster.issuer_secret (kid, sealed) values (?, ?)")
                .params(key.kid(), secret.seal(key.kept(), key.kid()))
                .update();
    }

    record Signs(String kid) {}

    private static Change change(Rotation it) {
        var after = new Signs(it.after());
        return it.before() == null
                ? Change.created("cluster.rotate-key", "issuer-key", it.after(), after)
                : Change.of(
                        "cluster.rotate-key",
                        "issuer-key",
                        it.after(),
                        new Signs(it.before()),
                        after);
    }

    private Optional<Signing> signing() {
        return jdbc.sql("select kid, signs_from from cluster.issuer_key where signs_until is null")
                .query((row, _) -> new Signing(row.getString(1), moment(row, "signs_from")))
                .optional();
    }

    private static KeySet.Key shown(ResultSet row) throws SQLException {
        try {
            var until = row.getObject("signs_until", OffsetDateTime.class);
            return new KeySet.Key(
                    ECKey.parse(row.getString("public_key")),
                    moment(row, "signs_from"),
                    until == null ? null : until.toInstant());
        } catch (ParseException e) {
            throw new IllegalStateException(
                    "The public key %s is damaged.".formatted(row.getString("kid")), e);
        }
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    /** Whoever asks for a credential, the program signs it. */
    private <T extends @Nullable Object> T asProgram(Supplier<T> work) {
        return Viewers.doAs(Viewer.SYSTEM, () -> transaction.execute(_ -> work.get()));
    }
}
