package yanzhen.app.chain.store;

import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OverAll;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas.Rulebook;
import yanzhen.app.chain.Atlas.Run;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.NodeDiagnosis;
import yanzhen.app.chain.NodeDiagnosis.Judgement;
import yanzhen.app.chain.NodeDiagnosis.Known;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.NodeDiagnosis.Sureness;
import yanzhen.app.chain.Rule;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.NotFound;

/**
 * Runs of diagnosis: reads what is known of a chain once, judges in memory, writes in batches, and
 * keeps which rules and which facts it read. Cost: six reads whatever the size, and three batches
 * of inserts.
 */
@Component
class Diagnoses {

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Rulebooks books;
    private final Knowledge knowledge;
    private final AuditTrail audit;
    private final OverAll overAll;
    private final Viewers viewers;
    private final Clock clock;

    Diagnoses(
            JdbcClient jdbc,
            JdbcTemplate batches,
            Rulebooks books,
            Knowledge knowledge,
            AuditTrail audit,
            OverAll overAll,
            Viewers viewers,
            Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.books = books;
        this.knowledge = knowledge;
        this.audit = audit;
        this.overAll = overAll;
        this.viewers = viewers;
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
        var book = books.present().orElseThrow(() -> new NotFound("rule", "of diagnosis"));
        var known = overAll.ask(() -> knowledge.of(chain, at, day));
        var judged = judge(known, book, day);
        jdbc.sql(
                        """
                        insert into chain.diagnosis
                            (id, chain, day, known_at, at, rulebook, data_digest, facts, started_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(id)
                .param(chain)
                .param(day)
                .param(at)
                .param(at)
                .param(book.id())
                .param(known.digest())
                .param(known.facts())
                .param(speaker())
                .update();
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

    private @Nullable String speaker() {
        var viewer = viewers.current();
        return viewer.equals(Viewer.SYSTEM) ? null : viewer.name();
    }

    /** 判断 on one node. */
    record Verdict(
            UUID node, Known known, List<Finding> findings, Sureness sureness, boolean synthetic) {
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

    /** What rules say of all nodes of a chain; reads and writes nothing. */
    static List<Verdict> judge(Knowledge.Whole known, Rulebook book, LocalDate day) {
        return known.nodes().entrySet().stream()
                .map(it ->
                        verdict(
                                it.getKey(),
                                it.getValue(),
                                known.synthetic().contains(it.getKey()),
                                book.rules(),
                                day))
                .toList();
    }

    private static Verdict verdict(
            UUID node, Known known, boolean synthetic, List<Rule> rules, LocalDate day) {
        var judgements = NodeDiagnosis.judge(known, rules, day);
        return new Verdict(
                node,
                known,
                judgements.stream().map(Judgement::finding).filter(Objects::nonNull).toList(),
                NodeDiagnosis.sureness(known, judgements),
                synthetic);
    }

    private void storeStates(UUID run, List<Verdict> verdicts) {
        batches.batchUpdate(
                """
                insert into chain.node_state
                    (diagnosis, node, state, weight, synthetic, asked, answered, open, least,
                     products, stopped, through_it, tiers_behind)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                verdicts,
                BATCH,
                (insert, it) -> {
                    var sure = it.sureness;
                    var place = it.known.position();
                    insert.setObject(1, run);
                    insert.setObject(2, it.node);
                    insert.setString(3, it.state().key());
                    insert.setInt(4, it.weight());
                    insert.setBoolean(5, it.synthetic);
                    insert.setInt(6, sure.asked());
                    insert.setInt(7, sure.answered());
                    insert.setInt(8, sure.open());
                    insert.setString(9, sure.least() == null ? null : sure.least().name());
                    insert.setObject(10, place == null ? null : place.products(), Types.INTEGER);
                    insert.setObject(11, place == null ? null : place.stopped(), Types.INTEGER);
                    insert.setObject(12, place == null ? null : place.throughIt(), Types.INTEGER);
                    insert.setObject(13, place == null ? null : place.tiersBehind(), Types.INTEGER);
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
