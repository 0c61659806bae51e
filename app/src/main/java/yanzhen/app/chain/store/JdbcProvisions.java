package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.chain.Provisions;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conflict;

@Component
class JdbcProvisions extends FactLedger<Provision, Statement> implements Provisions {

    static final String SELECT =
            """
            select p.*, f.name, f.name_en
            from chain.provision p
            left join cluster.organisation_fact f
                on f.organisation = p.organisation and f.superseded_at is null
            """;

    private final JdbcClient jdbc;

    JdbcProvisions(JdbcClient jdbc, FactKeeping keeping, Diagnoses diagnoses, AuditTrail audit) {
        super(
                keeping,
                FactKeeping.Table.PROVISION,
                new Words(
                        "provision",
                        "chain.provision.state",
                        "chain.provision.correct",
                        "chain.provision.withdraw"),
                diagnoses,
                audit);
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Provision> of(UUID node, Instant knownAt) {
        return jdbc.sql(
                        SELECT
                                + """
                                where p.node = :node and p.recorded_at <= :known
                                  and (p.superseded_at is null or p.superseded_at > :known)
                                order by p.share desc nulls last, p.provider_zh, p.id
                                """)
                .param("node", node)
                .param("known", knownAt.atOffset(ZoneOffset.UTC))
                .query((row, _) -> provision(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Provision> history(UUID node) {
        return jdbc.sql(SELECT + " where p.node = ? order by p.recorded_at desc, p.id desc")
                .param(node)
                .query((row, _) -> provision(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Provision> find(UUID id) {
        return jdbc.sql(SELECT + " where p.id = ?")
                .param(id)
                .query((row, _) -> provision(row))
                .optional();
    }

    @Override
    Optional<Provision> locked(UUID id) {
        return jdbc.sql(SELECT + " where p.id = ? for update of p")
                .param(id)
                .query((row, _) -> provision(row))
                .optional();
    }

    @Override
    Statement statement(Provision provision) {
        return provision.statement();
    }

    @Override
    boolean counts(Statement statement) {
        return true;
    }

    @Override
    Conflict superseded(UUID id) {
        return new Superseded(id);
    }

    @Override
    UUID insert(UUID node, Statement it, @Nullable UUID replaces) {
        try {
            return jdbc.sql(
                            """
                            insert into chain.provision
                                (node, organisation, provider_zh, provider_en, country, share, source_title,
                                 source_url, as_of, confidence, stale_after, recorded_at, synthetic, recorded_by,
                                 replaces, negligible, total)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                            """)
                    .param(node)
                    .param(it.organisation())
                    .param(it.provider().zh())
                    .param(it.provider().en())
                    .param(it.country())
                    .param(it.share())
                    .param(it.source().title())
                    .param(it.source().url())
                    .param(it.source().asOf())
                    .param(it.source().confidence().name())
                    .param(keeping.staleAfter(it.source().asOf()))
                    .param(keeping.now())
                    .param(it.synthetic())
                    .param(keeping.speaker())
                    .param(replaces)
                    .param(it.negligible())
                    .param(it.total())
                    .query(UUID.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw new Doubled(it.provider());
        }
    }

    static Provision provision(ResultSet row) throws SQLException {
        return new Provision(
                row.getObject("id", UUID.class),
                row.getObject("node", UUID.class),
                new Statement(
                        row.getObject("organisation", UUID.class),
                        provider(row),
                        row.getString("country"),
                        row.getBigDecimal("share"),
                        row.getBoolean("negligible"),
                        row.getBoolean("total"),
                        FactKeeping.source(row)),
                row.getObject("stale_after", LocalDate.class),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("recorded_by"),
                FactKeeping.end(row));
    }

    static Bilingual provider(ResultSet row) throws SQLException {
        var registered = row.getString("name");
        var english = row.getString("name_en");
        return registered == null
                ? new Bilingual(row.getString("provider_zh"), row.getString("provider_en"))
                : new Bilingual(registered, english == null ? registered : english);
    }
}
