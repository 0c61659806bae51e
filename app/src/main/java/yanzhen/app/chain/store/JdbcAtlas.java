package yanzhen.app.chain.store;

import java.math.BigDecimal;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.NodeDiagnosis;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.NodeDiagnosis.Supply;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.Rule;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.NotFound;

@Component
class JdbcAtlas implements Atlas {

    private static final int BATCH = 500;

    /** The latest run of each chain. */
    static final String LATEST =
            """
            latest as (select distinct on (chain) id, chain, day, known_at
                       from chain.diagnosis order by chain, at desc)
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcAtlas(JdbcClient jdbc, JdbcTemplate batches, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Summary> chains() {
        return jdbc.sql(
                        "with "
                                + LATEST
                                + """
                                select c.*, count(n.id) as nodes,
                                       count(*) filter (where s.state = 'weak') as weak,
                                       count(*) filter (where s.state = 'watch') as watch,
                                       count(*) filter (where s.state = 'unknown') as unknown,
                                       count(*) filter (where s.state = 'sound') as sound
                                from chain.chain c
                                join chain.node n on n.chain = c.key
                                left join latest l on l.chain = c.key
                                left join chain.node_state s on s.diagnosis = l.id and s.node = n.id
                                group by c.key order by c.ordinal
                                """)
                .query((row, _) ->
                        new Summary(
                                chain(row),
                                row.getInt("nodes"),
                                row.getInt("weak"),
                                row.getInt("watch"),
                                row.getInt("unknown"),
                                row.getInt("sound")))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Map> map(String key) {
        return jdbc.sql("select * from chain.chain where key = ?")
                .param(key)
                .query((row, _) -> chain(row))
                .optional()
                .map(chain -> new Map(chain, stages(key), nodes(key), edges(key), run(key)));
    }

    private List<Stage> stages(String chain) {
        return jdbc.sql("select * from chain.stage where chain = ? order by ordinal")
                .param(chain)
                .query((row, _) -> new Stage(row.getString("key"), name(row)))
                .list();
    }

    private List<Node> nodes(String chain) {
        return jdbc.sql(
                        "with "
                                + LATEST
                                + """
                                select n.*, coalesce(s.state, 'unknown') as state,
                                       coalesce(s.weight, 0) as weight,
                                       coalesce(s.synthetic, false) as synthetic,
                                       w.id as weak_link, f.text_zh, f.text_en
                                from chain.node n
                                left join latest l on l.chain = n.chain
                                left join chain.node_state s on s.diagnosis = l.id and s.node = n.id
                                left join chain.weak_link w on w.node = n.id
                                left join lateral (
                                    select text_zh, text_en from chain.finding f
                                    where f.diagnosis = l.id and f.node = n.id
                                    order by f.weight desc, f.rule limit 1) f on true
                                where n.chain = ? order by n.ordinal
                                """)
                .param(chain)
                .query((row, _) -> node(row))
                .list();
    }

    private static Node node(ResultSet row) throws SQLException {
        var reason = row.getString("text_zh");
        return new Node(
                row.getObject("id", UUID.class),
                row.getString("key"),
                row.getString("stage"),
                row.getString("kind"),
                BaseCategory.valueOf(row.getString("category")),
                name(row),
                row.getBoolean("essential"),
                State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                row.getInt("weight"),
                row.getObject("weak_link", UUID.class),
                reason == null ? null : new Bilingual(reason, row.getString("text_en")),
                row.getBoolean("synthetic"));
    }

    private List<Edge> edges(String chain) {
        return jdbc.sql(
                        """
                        select e.* from chain.edge e join chain.node n on n.id = e.consumer
                        where n.chain = ? order by e.supplier, e.consumer
                        """)
                .param(chain)
                .query((row, _) ->
                        new Edge(
                                row.getObject("supplier", UUID.class),
                                row.getObject("consumer", UUID.class),
                                row.getString("kind")))
                .list();
    }

    private Run run(String chain) {
        return jdbc.sql(
                        "select id, day, known_at from chain.diagnosis where chain = ? order by at desc limit 1")
                .param(chain)
                .query((row, _) ->
                        new Run(
                                row.getObject("id", UUID.class),
                                row.getObject("day", LocalDate.class),
                                row.getObject("known_at", OffsetDateTime.class).toInstant()))
                .optional()
                .orElseThrow(() -> new NotFound("diagnosis of chain", chain));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Provision> provisions(UUID node, LocalDate day) {
        return jdbc.sql(
                        """
                        select p.*, f.name, f.name_en
                        from chain.provision p
                        left join cluster.organisation_fact f
                            on f.organisation = p.organisation and f.superseded_at is null
                        where p.node = ? and p.superseded_at is null
                        order by p.share desc nulls last, p.provider_zh
                        """)
                .param(node)
                .query((row, _) -> provision(row, day))
                .list();
    }

    private static Provision provision(ResultSet row, LocalDate day) throws SQLException {
        var registered = row.getString("name");
        var english = row.getString("name_en");
        return new Provision(
                row.getObject("organisation", UUID.class),
                registered == null
                        ? new Bilingual(row.getString("provider_zh"), row.getString("provider_en"))
                        : new Bilingual(registered, english == null ? registered : english),
                row.getString("country"),
                row.getBigDecimal("share"),
                row.getString("source_title"),
                row.getString("source_url"),
                row.getObject("as_of", LocalDate.class),
                row.getString("confidence"),
                day.isAfter(row.getObject("stale_after", LocalDate.class)));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Finding> findings(UUID diagnosis, UUID node) {
        return jdbc.sql(
                        "select * from chain.finding where diagnosis = ? and node = ? order by weight desc, rule")
                .params(diagnosis, node)
                .query((row, _) -> finding(row))
                .list();
    }

    static Finding finding(ResultSet row) throws SQLException {
        return new Finding(
                row.getString("rule"),
                Finding.Severity.valueOf(
                        row.getString("severity").toUpperCase(java.util.Locale.ROOT)),
                new Bilingual(row.getString("text_zh"), row.getString("text_en")),
                row.getBigDecimal("measure"),
                row.getBigDecimal("threshold"),
                row.getInt("weight"));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Response> responses(UUID weakLink) {
        return jdbc.sql("select * from chain.response where weak_link = ? order by at desc")
                .param(weakLink)
                .query((row, _) ->
                        new Response(
                                row.getString("kind"),
                                row.getObject("subject", UUID.class),
                                row.getString("path"),
                                row.getString("title"),
                                row.getString("state")))
                .list();
    }

    /** Reads the present facts once, judges in memory, writes in batches. */
    @Override
    @Transactional
    public Run diagnose(String chain) {
        var day = LocalDate.now(clock);
        var at = clock.instant().atOffset(ZoneOffset.UTC);
        var id = UUID.randomUUID();
        jdbc.sql(
                        "insert into chain.diagnosis (id, chain, day, known_at, at) values (?, ?, ?, ?, ?)")
                .params(id, chain, day, at, at)
                .update();
        var judged = judge(chain, day);
        store(id, judged);
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
                        select n.id, p.country, p.share, p.stale_after, p.synthetic
                        from chain.node n
                        left join chain.provision p on p.node = n.id and p.superseded_at is null
                        where n.chain = ? order by n.ordinal, p.id
                        """)
                .param(chain)
                .query((row, _) -> fact(row))
                .list()
                .forEach(it -> facts.computeIfAbsent(it.node, _ -> new ArrayList<>()).add(it));
        return facts.entrySet().stream()
                .map(it -> verdict(it.getKey(), it.getValue(), rules, day))
                .toList();
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
                                row.getObject("stale_after", LocalDate.class)),
                row.getBoolean("synthetic"));
    }

    private static Verdict verdict(UUID node, List<Fact> facts, List<Rule> rules, LocalDate day) {
        var supplies = facts.stream().map(Fact::supply).filter(Objects::nonNull).toList();
        return new Verdict(
                node,
                NodeDiagnosis.of(supplies, rules, day),
                facts.stream().anyMatch(Fact::synthetic));
    }

    private List<Rule> rules() {
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
                                name(row),
                                new Bilingual(
                                        row.getString("sentence_zh"),
                                        row.getString("sentence_en"))))
                .list();
    }

    private void store(UUID run, List<Verdict> verdicts) {
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
                    insert.setString(
                            4, it.finding.severity().name().toLowerCase(java.util.Locale.ROOT));
                    insert.setBigDecimal(5, measure(it.finding));
                    insert.setBigDecimal(6, it.finding.threshold());
                    insert.setInt(7, it.finding.weight());
                    insert.setString(8, it.finding.sentence().zh());
                    insert.setString(9, it.finding.sentence().en());
                });
    }

    private static @Nullable BigDecimal measure(Finding finding) {
        return finding.measure();
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

    private static Chain chain(ResultSet row) throws SQLException {
        return new Chain(
                row.getString("key"), name(row), row.getString("clause"), row.getString("owner"));
    }

    static Bilingual name(ResultSet row) throws SQLException {
        return new Bilingual(row.getString("name_zh"), row.getString("name_en"));
    }

    /** Node identities by their keys. */
    static java.util.Map<String, UUID> ids(JdbcClient jdbc, String chain) {
        var ids = new HashMap<String, UUID>();
        jdbc.sql("select key, id from chain.node where chain = ?")
                .param(chain)
                .query(row -> {
                    ids.put(row.getString(1), row.getObject(2, UUID.class));
                });
        return ids;
    }
}
