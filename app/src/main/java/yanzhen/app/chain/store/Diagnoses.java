package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Atlas.Run;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.NodeDiagnosis;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.NodeDiagnosis.Supply;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.Rule;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;

/**
 * Runs of diagnosis: reads the present facts of a chain once, judges in memory, writes in batches.
 * Cost: four reads whatever the size, and three batches of inserts.
 */
@Component
class Diagnoses {

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final AuditTrail audit;
    private final Clock clock;

    Diagnoses(JdbcClient jdbc, JdbcTemplate batches, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Lets only one change a chain at a time, until its transaction ends. A run reads what others
     * have changed, so two at once would each miss what the other one did. Taken before any row of
     * the chain is locked.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void lock(String chain) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('yanzhen.chain.' || ?, 0))")
                .param(chain)
                .query((_, _) -> true)
                .single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    Run run(String chain) {
        lock(chain);
        var day = LocalDate.now(clock);
        var at = clock.instant().atOffset(ZoneOffset.UTC);
        var id = UUID.randomUUID();
        jdbc.sql(
                        "insert into chain.diagnosis (id, chain, day, known_at, at) values (?, ?, ?, ?, ?)")
                .params(id, chain, day, at, at)
                .update();
        var judged = judge(chain, day);
        storeStates(id, judged);
        storeFindings(id, judged);
        remember(judged, at);
        record Judged(int nodes, long weak) {}
        audit.record(
                Change.created(
                        "chain.diagnose",
                        "chain",
                        chain,
                        new Judged(judged.size(), judged.stream().filter(Verdict::weak).count())));
        return new Run(id, day, at.toInstant());
    }

    private record Verdict(UUID node, List<Finding> findings, boolean synthetic) {
        State state() {
            return NodeDiagnosis.state(findings);
        }

        boolean weak() {
            return state() == State.WEAK;
        }

        int weight() {
            return findings.stream().mapToInt(Finding::weight).sum();
        }
    }

    /**
     * One node's fact as it comes from the database.
     *
     * @param supply null when the node has no fact
     */
    private record Fact(UUID node, @Nullable Supply supply, boolean synthetic) {}

    private List<Verdict> judge(String chain, LocalDate day) {
        var rules = rules();
        var facts = new LinkedHashMap<UUID, List<Fact>>();
        jdbc.sql(
                        """
                        select n.node as id, p.country, p.share, p.stale_after, p.synthetic,
                               p.negligible, p.total
                        from chain.place n
                        left join chain.provision p on p.node = n.node and p.superseded_at is null
                        where n.chain = ? and n.ended_at is null order by n.ordinal, p.id
                        """)
                .param(chain)
                .query((row, _) -> fact(row))
                .list()
                .forEach(it -> facts.computeIfAbsent(it.node, _ -> new ArrayList<>()).add(it));
        var said = said(chain);
        return facts.entrySet().stream()
                .map(it ->
                        verdict(
                                it.getKey(),
                                it.getValue(),
                                said.getOrDefault(it.getKey(), List.of()),
                                rules,
                                day))
                .toList();
    }

    /** What is said at present of the nodes themselves, as far as rules may ask for it. */
    private Map<UUID, List<NodeFact.Statement>> said(String chain) {
        var said = new HashMap<UUID, List<NodeFact.Statement>>();
        jdbc.sql(
                        """
                        select f.*, lower(f.valid) as valid_from, upper(f.valid) as valid_until
                        from chain.place n
                        join chain.node_fact f on f.node = n.node and f.superseded_at is null
                        where n.chain = ? and n.ended_at is null
                          and f.kind in ('READINESS', 'FOREIGN_DEPENDENCE', 'SUBSTITUTABLE')
                        """)
                .param(chain)
                .query(row -> {
                    said.computeIfAbsent(row.getObject("node", UUID.class), _ -> new ArrayList<>())
                            .add(JdbcNodeFacts.said(row));
                });
        return said;
    }

    private static Fact fact(ResultSet row) throws SQLException {
        var country = row.getString("country");
        return new Fact(
                row.getObject("id", UUID.class),
                country == null
                        ? null
                        : new Supply(
                                country,
                                row.getBigDecimal("share"),
                                row.getObject("stale_after", LocalDate.class),
                                row.getBoolean("negligible"),
                                row.getBoolean("total")),
                row.getBoolean("synthetic"));
    }

    private static Verdict verdict(
            UUID node,
            List<Fact> facts,
            List<NodeFact.Statement> said,
            List<Rule> rules,
            LocalDate day) {
        var supplies = facts.stream().map(Fact::supply).filter(Objects::nonNull).toList();
        return new Verdict(
                node,
                NodeDiagnosis.of(NodeDiagnosis.Known.of(supplies, said, day), rules, day),
                facts.stream().anyMatch(Fact::synthetic)
                        || said.stream().anyMatch(NodeFact.Statement::synthetic));
    }

    List<Rule> rules() {
        return jdbc.sql("select * from chain.rule order by ordinal")
                .query((row, _) ->
                        new Rule(
                                row.getString("key"),
                                Rule.Measure.of(row.getString("measure")),
                                row.getString("compare").equals("at-least"),
                                row.getBigDecimal("watch"),
                                row.getBigDecimal("weak"),
                                row.getBigDecimal("unknown"),
                                row.getInt("weight"),
                                JdbcAtlas.name(row),
                                new Bilingual(
                                        row.getString("sentence_zh"),
                                        row.getString("sentence_en"))))
                .list();
    }

    private void storeStates(UUID run, List<Verdict> verdicts) {
        batches.batchUpdate(
                "insert into chain.node_state (diagnosis, node, state, weight, synthetic) values (?, ?, ?, ?, ?)",
                verdicts,
                BATCH,
                (insert, it) -> {
                    insert.setObject(1, run);
                    insert.setObject(2, it.node);
                    insert.setString(3, it.state().key());
                    insert.setInt(4, it.weight());
                    insert.setBoolean(5, it.synthetic);
                });
    }

    private void storeFindings(UUID run, List<Verdict> verdicts) {
        record Fired(UUID node, Finding finding) {}
        var fired =
                verdicts.stream()
                        .flatMap(it -> it.findings.stream().map(f -> new Fired(it.node, f)))
                        .toList();
        batches.batchUpdate(
                """
                insert into chain.finding
                    (diagnosis, node, rule, severity, measure, threshold, weight, text_zh, text_en)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                fired,
                BATCH,
                (insert, it) -> {
                    insert.setObject(1, run);
                    insert.setObject(2, it.node);
                    insert.setString(3, it.finding.rule());
                    insert.setString(4, it.finding.severity().name().toLowerCase(Locale.ROOT));
                    insert.setBigDecimal(5, it.finding.measure());
                    insert.setBigDecimal(6, it.finding.threshold());
                    insert.setInt(7, it.finding.weight());
                    insert.setString(8, it.finding.sentence().zh());
                    insert.setString(9, it.finding.sentence().en());
                });
    }

    private void remember(List<Verdict> verdicts, OffsetDateTime at) {
        batches.batchUpdate(
                "insert into chain.weak_link (node, first_seen) values (?, ?) on conflict do nothing",
                verdicts.stream().filter(Verdict::weak).toList(),
                BATCH,
                (insert, it) -> {
                    insert.setObject(1, it.node);
                    insert.setObject(2, at);
                });
    }
}
