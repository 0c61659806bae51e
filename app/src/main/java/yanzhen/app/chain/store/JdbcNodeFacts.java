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
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.NodeFact.Kind;
import yanzhen.app.chain.NodeFact.Statement;
import yanzhen.app.chain.NodeFacts;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conflict;

@Component
class JdbcNodeFacts extends FactLedger<NodeFact, Statement> implements NodeFacts {

    static final String SELECT =
            """
            select f.*, lower(f.valid) as valid_from, upper(f.valid) as valid_until
            from chain.node_fact f
            """;

    private final JdbcClient jdbc;

    JdbcNodeFacts(JdbcClient jdbc, FactKeeping keeping, Diagnoses diagnoses, AuditTrail audit) {
        super(
                keeping,
                FactKeeping.Table.NODE_FACT,
                new Words(
                        "node-fact",
                        "chain.fact.state",
                        "chain.fact.correct",
                        "chain.fact.withdraw"),
                diagnoses,
                audit);
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public List<NodeFact> of(UUID node, Instant knownAt) {
        return jdbc.sql(
                        SELECT
                                + """
                                where f.node = :node and f.recorded_at <= :known
                                  and (f.superseded_at is null or f.superseded_at > :known)
                                order by f.kind, f.valid desc, f.value, f.id
                                """)
                .param("node", node)
                .param("known", knownAt.atOffset(ZoneOffset.UTC))
                .query((row, _) -> fact(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<NodeFact> history(UUID node) {
        return jdbc.sql(SELECT + " where f.node = ? order by f.recorded_at desc, f.id desc")
                .param(node)
                .query((row, _) -> fact(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<NodeFact> find(UUID id) {
        return jdbc.sql(SELECT + " where f.id = ?")
                .param(id)
                .query((row, _) -> fact(row))
                .optional();
    }

    @Override
    Optional<NodeFact> locked(UUID id) {
        return jdbc.sql(SELECT + " where f.id = ? for update of f")
                .param(id)
                .query((row, _) -> fact(row))
                .optional();
    }

    @Override
    Statement statement(NodeFact fact) {
        return fact.statement();
    }

    @Override
    boolean counts(Statement statement) {
        return statement.kind().counts();
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
                            insert into chain.node_fact
                                (node, kind, value, reference, owner_zh, owner_en, source_title, source_url, as_of,
                                 valid, confidence, stale_after, recorded_at, recorded_by, replaces)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, daterange(?, ?), ?, ?, ?, ?, ?) returning id
                            """)
                    .param(node)
                    .param(it.kind().name())
                    .param(it.value())
                    .param(it.reference())
                    .param(it.owner().zh())
                    .param(it.owner().en())
                    .param(it.source().title())
                    .param(it.source().url())
                    .param(it.source().asOf())
                    .param(it.validFrom())
                    .param(it.validUntil())
                    .param(it.source().confidence().name())
                    .param(keeping.staleAfter(it.source().asOf()))
                    .param(keeping.now())
                    .param(keeping.speaker())
                    .param(replaces)
                    .query((row, _) -> row.getObject(1, UUID.class))
                    .single();
        } catch (DataIntegrityViolationException e) {
            if (String.valueOf(e.getMessage()).contains("node_fact_once")) {
                throw new Overlapping(it);
            }
            throw e;
        }
    }

    static Statement said(ResultSet row) throws SQLException {
        return new Statement(
                Kind.valueOf(row.getString("kind")),
                row.getString("value"),
                row.getString("reference"),
                new Bilingual(row.getString("owner_zh"), row.getString("owner_en")),
                FactKeeping.source(row),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class));
    }

    static NodeFact fact(ResultSet row) throws SQLException {
        return new NodeFact(
                row.getObject("id", UUID.class),
                row.getObject("node", UUID.class),
                said(row),
                row.getObject("stale_after", LocalDate.class),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("recorded_by"),
                FactKeeping.end(row));
    }
}
