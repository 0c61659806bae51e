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
import yanzhen.app.chain.Fact.End;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.chain.Provisions;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.NotFound;

@Component
class JdbcProvisions implements Provisions {

    static final String SELECT =
            """
            select p.*, f.name, f.name_en
            from chain.provision p
            left join cluster.organisation_fact f
                on f.organisation = p.organisation and f.superseded_at is null
            """;

    private final JdbcClient jdbc;
    private final FactKeeping keeping;
    private final Diagnoses diagnoses;
    private final AuditTrail audit;

    JdbcProvisions(JdbcClient jdbc, FactKeeping keeping, Diagnoses diagnoses, AuditTrail audit) {
        this.jdbc = jdbc;
        this.keeping = keeping;
        this.diagnoses = diagnoses;
        this.audit = audit;
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
    @Transactional
    public UUID state(UUID node, Statement statement) {
        var chains = keeping.lockedChainsOf(node);
        var id = insert(node, statement, null);
        audit.record(Change.created("chain.provision.state", "provision", id, statement));
        chains.forEach(diagnoses::run);
        return id;
    }

    @Override
    @Transactional
    public UUID correct(UUID id, Statement statement, String reason) {
        var chains = keeping.lockedChainsOf(nodeOf(id));
        var old = present(id);
        keeping.end(FactKeeping.Table.PROVISION, id, End.Kind.CORRECTED, reason);
        var newer = insert(old.node(), statement, id);
        audit.record(
                Change.of("chain.provision.correct", "provision", newer, old.statement(), statement)
                        .because(reason));
        chains.forEach(diagnoses::run);
        return newer;
    }

    @Override
    @Transactional
    public void withdraw(UUID id, String reason) {
        var chains = keeping.lockedChainsOf(nodeOf(id));
        var old = present(id);
        keeping.end(FactKeeping.Table.PROVISION, id, End.Kind.WITHDRAWN, reason);
        audit.record(
                new Change(
                        "chain.provision.withdraw",
                        "provision",
                        id.toString(),
                        old.statement(),
                        null,
                        reason));
        chains.forEach(diagnoses::run);
    }

    /** Locks the row, so that of two corrections one waits and then finds it superseded. */
    private Provision present(UUID id) {
        var found =
                jdbc.sql(SELECT + " where p.id = ? for update of p")
                        .param(id)
                        .query((row, _) -> provision(row))
                        .optional()
                        .orElseThrow(() -> new NotFound("provision", id));
        if (!found.present()) {
            throw new Superseded(id);
        }
        return found;
    }

    private UUID nodeOf(UUID id) {
        return find(id).map(Provision::node).orElseThrow(() -> new NotFound("provision", id));
    }

    private UUID insert(UUID node, Statement it, @Nullable UUID replaces) {
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

    private static Bilingual provider(ResultSet row) throws SQLException {
        var registered = row.getString("name");
        var english = row.getString("name_en");
        return registered == null
                ? new Bilingual(row.getString("provider_zh"), row.getString("provider_en"))
                : new Bilingual(registered, english == null ? registered : english);
    }
}
