package yanzhen.app.chain.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.CascadeReading;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.RiskRuns;
import yanzhen.app.chain.SupplyNetworks.DataSet;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.NotFound;

@Component
class JdbcRiskRuns implements RiskRuns {

    private static final String SELECT =
            """
            select r.id as run, r.reading, r.state, r.done, r.total, r.begun_at, r.begun_by, r.beat_at, r.ended_at, n.*,
                   n.version = (select max(l.version) from chain.supply_network l where l.key = n.key) as present
            from chain.risk_run r join chain.supply_network n on n.id = r.network
            """;

    private final JdbcClient jdbc;
    private final JdbcSupplyNetworks networks;
    private final NetworkShelf shelf;
    private final RiskLedger ledger;
    private final RiskWork work;
    private final RiskKeeping keeping;
    private final Looks looks;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final ObjectMapper json;

    JdbcRiskRuns(
            JdbcClient jdbc,
            JdbcSupplyNetworks networks,
            NetworkShelf shelf,
            RiskLedger ledger,
            RiskWork work,
            RiskKeeping keeping,
            Looks looks,
            AuditTrail audit,
            Viewers viewers,
            ObjectMapper json) {
        this.jdbc = jdbc;
        this.networks = networks;
        this.shelf = shelf;
        this.ledger = ledger;
        this.work = work;
        this.keeping = keeping;
        this.looks = looks;
        this.audit = audit;
        this.viewers = viewers;
        this.json = json;
    }

    private record Begun(String network, CascadeReading reading, int firms) {}

    private record Moved(State state) {}

    private DataSet mustFind(UUID network) {
        return networks.find(network).orElseThrow(() -> new NotFound("supply network", network));
    }

    static String question(String digest, CascadeReading reading, ObjectMapper json) {
        return NetworkContent.digest(
                digest.getBytes(StandardCharsets.US_ASCII), json.writeValueAsBytes(reading));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<UUID> present(UUID network, CascadeReading reading) {
        return there(question(mustFind(network).digest(), reading, json));
    }

    private Optional<UUID> there(String question) {
        return jdbc.sql(
                        """
                        select id from chain.risk_run
                        where question = ? and (state = 'DONE' or state in ('WAITING', 'RUNNING') and beat_at >= ?)
                        """)
                .params(question, ledger.lastSign())
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    @Override
    @Transactional
    public UUID begin(UUID network, CascadeReading reading) {
        var set = mustFind(network);
        var question = question(set.digest(), reading, json);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 1))")
                .param(question)
                .query((_, _) -> true)
                .list();
        var there = there(question);
        if (there.isPresent()) {
            if (keeping.counts(reading)) {
                indices(there.get(), "counts_at is null")
                        .ifPresent(
                                it -> keeping.keep(there.get(), shelf.network(set.digest()), it));
            }
            said(there.get(), set, reading);
            return there.get();
        }
        ledger.endSilent(question);
        var now = ledger.now();
        var run =
                jdbc.sql(
                                """
                                insert into chain.risk_run
                                    (network, question, reading, state, total, begun_at, begun_by, beat_at)
                                values (:network, :question, :reading::jsonb, 'WAITING', :total, :now, :by, :now)
                                returning id
                                """)
                        .param("network", network)
                        .param("question", question)
                        .param("reading", json.writeValueAsString(reading))
                        .param("total", set.firms())
                        .param("now", now)
                        .param("by", JdbcSupplyNetworks.byWhom(viewers))
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        said(run, set, reading);
        var viewer = viewers.current();
        afterCommit(() -> work.begin(run, set.digest(), reading, viewer));
        return run;
    }

    /** Of a finished run for which the condition holds. */
    private Optional<byte[]> indices(UUID run, String condition) {
        return jdbc.sql(
                        "select indices from chain.risk_run where id = ? and state = 'DONE' and "
                                + condition)
                .param(run)
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    /** Whoever begins one leaves a record, also when somebody else did so in the same moment. */
    private void said(UUID run, DataSet set, CascadeReading reading) {
        audit.record(
                Change.created(
                        "chain.risk-begin",
                        "risk-run",
                        run,
                        new Begun(JdbcSupplyNetworks.called(set), reading, set.firms())));
    }

    private static void afterCommit(Runnable then) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        then.run();
                    }
                });
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<RiskRun> find(UUID id) {
        JdbcSupplyNetworks.mustSee(viewers);
        return jdbc.sql(SELECT + "where r.id = ?").param(id).query((row, _) -> run(row)).optional();
    }

    private RiskRun run(ResultSet row) throws SQLException {
        var state = State.valueOf(row.getString("state"));
        boolean silent =
                state.atWork()
                        && row.getObject("beat_at", OffsetDateTime.class)
                                .isBefore(ledger.lastSign());
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new RiskRun(
                row.getObject("run", UUID.class),
                networks.dataSet(row),
                json.readValue(row.getString("reading"), CascadeReading.class),
                silent ? State.INTERRUPTED : state,
                row.getInt("done"),
                row.getInt("total"),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                row.getString("begun_by"),
                ended == null ? null : ended.toInstant());
    }

    @Override
    @Transactional(readOnly = true)
    public List<RiskRun> latest(@Nullable UUID network, int most) {
        JdbcSupplyNetworks.mustSee(viewers);
        return jdbc.sql(
                        SELECT
                                + "where :network::uuid is null or r.network = :network::uuid order by r.begun_at desc, r.id desc limit :most")
                .param("network", network == null ? null : network.toString())
                .param("most", most)
                .query((row, _) -> run(row))
                .list();
    }

    @Override
    @Transactional
    public void cancel(UUID id) {
        var run = find(id).orElseThrow(() -> new NotFound("risk run", id));
        if (!ledger.end(id, State.CANCELLED)) {
            throw new Over(id);
        }
        audit.record(
                Change.of(
                        "chain.risk-cancel",
                        "risk-run",
                        id,
                        new Moved(run.state()),
                        new Moved(State.CANCELLED)));
        afterCommit(() -> work.stop(id));
    }

    @Override
    @Transactional
    public List<FirmRisk> ranking(UUID id) {
        var run = find(id).orElseThrow(() -> new NotFound("risk run", id));
        var indices = indices(id, "true");
        if (indices.isEmpty()) {
            return List.of();
        }
        looks.note(Looks.What.RANKING, id, JdbcSupplyNetworks.called(run.network()));
        var bytes = indices.get();
        var network = shelf.network(run.network().digest());
        var ranking = new ArrayList<FirmRisk>();
        for (int firm = 0; firm < network.firms.size(); firm++) {
            ranking.add(RiskBytes.read(bytes, firm, network));
        }
        ranking.sort(Comparator.comparingDouble(FirmRisk::index).reversed());
        return ranking;
    }
}
