package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.NodeDiagnosis.Sureness;
import yanzhen.app.chain.Position;
import yanzhen.app.chain.Response;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.site.NotFound;

@Component
class JdbcAtlas implements Atlas {

    /** The latest run of each chain. */
    static final String LATEST =
            """
            latest as (select distinct on (chain) id, chain, day, known_at
                       from chain.diagnosis order by chain, at desc)
            """;

    private final JdbcClient jdbc;
    private final Diagnoses diagnoses;
    private final Rulebooks books;
    private final JdbcVisibility visibility;

    JdbcAtlas(JdbcClient jdbc, Diagnoses diagnoses, Rulebooks books, JdbcVisibility visibility) {
        this.visibility = visibility;
        this.jdbc = jdbc;
        this.diagnoses = diagnoses;
        this.books = books;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Summary> chains() {
        return jdbc.sql(
                        "with "
                                + LATEST
                                + """
                                select c.*, l.day, count(p.id) as nodes,
                                       count(*) filter (where s.state = 'weak') as weak,
                                       count(*) filter (where s.state = 'watch') as watch,
                                       count(*) filter (where s.state = 'unknown') as unknown,
                                       count(*) filter (where s.state = 'sound') as sound
                                from chain.chain c
                                join chain.place p on p.chain = c.key and p.ended_at is null
                                join latest l on l.chain = c.key
                                left join chain.node_state s on s.diagnosis = l.id and s.node = p.node
                                group by c.key, l.day order by c.ordinal, c.key
                                """)
                .query((row, _) ->
                        new Summary(
                                chain(row),
                                row.getInt("nodes"),
                                row.getInt("weak"),
                                row.getInt("watch"),
                                row.getInt("unknown"),
                                row.getInt("sound"),
                                row.getObject("day", LocalDate.class)))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Map> map(String key) {
        return jdbc.sql("select * from chain.chain where key = ?")
                .param(key)
                .query((row, _) -> chain(row))
                .optional()
                .map(this::map);
    }

    private Map map(Chain chain) {
        var run =
                run(chain.key(), null)
                        .orElseThrow(() -> new NotFound("diagnosis of chain", chain.key()));
        var nodes = nodes(chain.key(), run.id());
        return new Map(chain, stages(chain.key()), nodes, edges(nodes, null), run);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Map> mapAsKnown(String key, Instant at) {
        var moment = at.atOffset(ZoneOffset.UTC);
        return jdbc.sql("select * from chain.chain where key = ?")
                .param(key)
                .query((row, _) -> chain(row))
                .optional()
                .flatMap(chain -> run(key, moment).map(run -> mapAsKnown(chain, run, moment)));
    }

    private Map mapAsKnown(Chain chain, Run run, OffsetDateTime at) {
        var said = said(run.id());
        var reasons = reasons(run.id());
        var nodes =
                jdbc.sql(
                                """
                                select p.node as id, p.key, p.stage, p.essential, v.kind, v.category,
                                       v.name_zh, v.name_en, w.id as weak_link
                                from chain.place p
                                join chain.node_version v on v.node = p.node and v.known_at <= :at
                                    and (v.ended_at is null or v.ended_at > :at)
                                left join chain.weak_link w on w.node = p.node and w.first_seen <= :at
                                where p.chain = :chain and p.known_at <= :at
                                  and (p.ended_at is null or p.ended_at > :at) order by p.ordinal
                                """)
                        .param("chain", chain.key())
                        .param("at", at)
                        .query((row, _) -> node(row, said, reasons))
                        .list();
        return new Map(chain, stagesAsKnown(chain.key(), at), nodes, edges(nodes, at), run);
    }

    private List<Stage> stagesAsKnown(String chain, OffsetDateTime at) {
        return jdbc.sql(
                        "select * from chain.stage where chain = ? and (ended_at is null or ended_at > ?) order by ordinal")
                .params(chain, at)
                .query((row, _) -> new Stage(row.getString("key"), name(row)))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Place> places(UUID node) {
        return jdbc.sql(
                        """
                        select p.chain, p.key, p.essential, n.chain = p.chain as home,
                               c.name_zh as chain_zh, c.name_en as chain_en, s.name_zh, s.name_en
                        from chain.place p
                        join chain.node n on n.id = p.node
                        join chain.chain c on c.key = p.chain
                        join chain.stage s on s.chain = p.chain and s.key = p.stage
                        where p.node = ? and p.ended_at is null order by home desc, c.ordinal, c.key
                        """)
                .param(node)
                .query((row, _) ->
                        new Place(
                                row.getString("chain"),
                                new Bilingual(row.getString("chain_zh"), row.getString("chain_en")),
                                row.getString("key"),
                                name(row),
                                row.getBoolean("essential"),
                                row.getBoolean("home")))
                .list();
    }

    private List<Stage> stages(String chain) {
        return jdbc.sql(
                        "select * from chain.stage where chain = ? and ended_at is null order by ordinal")
                .param(chain)
                .query((row, _) -> new Stage(row.getString("key"), name(row)))
                .list();
    }

    /** What a run says of a node. */
    private record Said(State state, int weight, boolean synthetic) {
        static final Said NOTHING = new Said(State.UNKNOWN, 0, false);
    }

    /**
     * Three reads put together here: a fresh run has no statistics yet, and the database would join
     * ten thousand nodes with ten thousand findings row by row.
     */
    private List<Node> nodes(String chain, UUID run) {
        var said = said(run);
        var reasons = reasons(run);
        return jdbc.sql(
                        """
                        select n.id, p.key, p.stage, n.kind, n.category, n.name_zh, n.name_en, p.essential,
                               w.id as weak_link
                        from chain.place p
                        join chain.node n on n.id = p.node
                        left join chain.weak_link w on w.node = n.id
                        where p.chain = ? and p.ended_at is null order by p.ordinal
                        """)
                .param(chain)
                .query((row, _) -> node(row, said, reasons))
                .list();
    }

    private java.util.Map<UUID, Said> said(UUID run) {
        var said = new HashMap<UUID, Said>();
        jdbc.sql("select * from chain.node_state where diagnosis = ?")
                .param(run)
                .query(row -> {
                    said.put(
                            row.getObject("node", UUID.class),
                            new Said(
                                    State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                                    row.getInt("weight"),
                                    row.getBoolean("synthetic")));
                });
        return said;
    }

    /** Of the heaviest finding of each node that has any; of protected ones that they are. */
    private java.util.Map<UUID, Bilingual> reasons(UUID run) {
        var reasons = new HashMap<UUID, Bilingual>();
        visibility.withheld().forEach(it -> reasons.put(it, JdbcVisibility.PROTECTED));
        jdbc.sql(
                        """
                        select distinct on (node) node, text_zh, text_en
                        from chain.finding where diagnosis = ? and severity <> 'note'
                        order by node, weight desc, rule
                        """)
                .param(run)
                .query(row -> {
                    reasons.put(
                            row.getObject("node", UUID.class),
                            new Bilingual(row.getString("text_zh"), row.getString("text_en")));
                });
        return reasons;
    }

    private static Node node(
            ResultSet row, java.util.Map<UUID, Said> said, java.util.Map<UUID, Bilingual> reasons)
            throws SQLException {
        var id = row.getObject("id", UUID.class);
        var verdict = said.getOrDefault(id, Said.NOTHING);
        return new Node(
                id,
                row.getString("key"),
                row.getString("stage"),
                row.getString("kind"),
                BaseCategory.valueOf(row.getString("category")),
                name(row),
                row.getBoolean("essential"),
                verdict.state,
                verdict.weight,
                row.getObject("weak_link", UUID.class),
                reasons.get(id),
                verdict.synthetic);
    }

    /**
     * Those with both ends in the chain, in the order of its nodes. Put together here for the same
     * reason.
     */
    private List<Edge> edges(List<Node> nodes, @Nullable OffsetDateTime at) {
        var order = new HashMap<UUID, Integer>();
        nodes.forEach(it -> order.put(it.id(), order.size()));
        return jdbc
                .sql(
                        "select supplier, consumer, kind from chain.edge where supplier = any (:nodes) and "
                                + (at == null
                                        ? "ended_at is null"
                                        : "known_at <= :at and (ended_at is null or ended_at > :at)"))
                .param("nodes", order.keySet().toArray(UUID[]::new))
                .param("at", at)
                .query((row, _) ->
                        new Edge(
                                row.getObject("supplier", UUID.class),
                                row.getObject("consumer", UUID.class),
                                row.getString("kind")))
                .list()
                .stream()
                .filter(it -> order.containsKey(it.consumer()))
                .sorted(
                        Comparator.<Edge>comparingInt(it -> order.getOrDefault(it.supplier(), 0))
                                .thenComparingInt(it -> order.getOrDefault(it.consumer(), 0)))
                .toList();
    }

    /** The latest, or the latest at a moment. */
    private Optional<Run> run(String chain, @Nullable OffsetDateTime at) {
        return jdbc.sql(
                        "select id, day, known_at from chain.diagnosis where chain = :chain and "
                                + (at == null ? "true" : "at <= :at")
                                + " order by at desc limit 1")
                .param("chain", chain)
                .param("at", at)
                .query((row, _) ->
                        new Run(
                                row.getObject("id", UUID.class),
                                row.getObject("day", LocalDate.class),
                                row.getObject("known_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Finding> findings(UUID diagnosis, UUID node) {
        return jdbc.sql(
                        """
                        select * from chain.finding where diagnosis = ? and node = ?
                        order by weight desc, severity = 'note', rule
                        """)
                .params(diagnosis, node)
                .query((row, _) -> finding(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Judged judged(UUID diagnosis, UUID node) {
        return jdbc.sql("select * from chain.node_state where diagnosis = ? and node = ?")
                .params(diagnosis, node)
                .query((row, _) -> new Judged(sureness(row), position(row)))
                .optional()
                .orElse(new Judged(null, null));
    }

    static @Nullable Sureness sureness(ResultSet row) throws SQLException {
        int asked = row.getInt("asked");
        if (row.wasNull()) {
            return null;
        }
        var least = row.getString("least");
        return new Sureness(
                asked,
                row.getInt("answered"),
                row.getInt("open"),
                least == null ? null : Confidence.valueOf(least));
    }

    static @Nullable Position position(ResultSet row) throws SQLException {
        int products = row.getInt("products");
        return row.wasNull()
                ? null
                : new Position(
                        products,
                        row.getInt("stopped"),
                        row.getInt("through_it"),
                        row.getInt("tiers_behind"));
    }

    static Finding finding(ResultSet row) throws SQLException {
        return new Finding(
                row.getString("rule"),
                Finding.Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                new Bilingual(row.getString("text_zh"), row.getString("text_en")),
                row.getBigDecimal("measure"),
                row.getBigDecimal("threshold"),
                row.getInt("weight"));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Response> responses(UUID weakLink) {
        return responses(List.of(weakLink)).getOrDefault(weakLink, List.of());
    }

    @Override
    @Transactional(readOnly = true)
    public java.util.Map<UUID, List<Response>> responses(Collection<UUID> weakLinks) {
        var found = new LinkedHashMap<UUID, List<Response>>();
        jdbc.sql("select * from chain.response where weak_link = any (?) order by at desc, subject")
                .param(weakLinks.toArray(UUID[]::new))
                .query(row -> {
                    found.computeIfAbsent(
                                    row.getObject("weak_link", UUID.class), _ -> new ArrayList<>())
                            .add(response(row));
                });
        return found;
    }

    private static Response response(ResultSet row) throws SQLException {
        return new Response(
                row.getString("kind"),
                row.getObject("subject", UUID.class),
                row.getString("path"),
                row.getString("title"),
                row.getString("state"));
    }

    /** When a state differs from the run before; runs of the node's chain are few. */
    @Override
    @Transactional(readOnly = true)
    public List<Turn> turns(UUID node, int most) {
        return jdbc.sql(
                        """
                        with judged as (
                            select d.id, d.at, d.day, s.state,
                                   lag(s.state) over (order by d.at) as before
                            from chain.node_state s join chain.diagnosis d on d.id = s.diagnosis
                            where s.node = :node)
                        select j.*, f.text_zh, f.text_en
                        from judged j
                        left join lateral (
                            select text_zh, text_en from chain.finding f
                            where f.diagnosis = j.id and f.node = :node and f.severity <> 'note'
                            order by f.weight desc, f.rule limit 1) f on true
                        where j.state is distinct from j.before
                        order by j.at desc limit :most
                        """)
                .param("node", node)
                .param("most", most)
                .query((row, _) -> turn(row))
                .list();
    }

    private static Turn turn(ResultSet row) throws SQLException {
        var before = row.getString("before");
        return new Turn(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("day", LocalDate.class),
                before == null ? null : State.valueOf(before.toUpperCase(Locale.ROOT)),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                reason(row));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Rulebook> rulebook() {
        return books.present();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Rulebook> rulebookOf(UUID diagnosis) {
        return jdbc.sql(
                        "select rulebook from chain.diagnosis where id = ? and rulebook is not null")
                .param(diagnosis)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional()
                .flatMap(books::find)
                .or(books::present);
    }

    @Override
    @Transactional
    public Run diagnose(String chain) {
        return diagnoses.run(chain);
    }

    private static Chain chain(ResultSet row) throws SQLException {
        var owner = row.getString("owner_en");
        return new Chain(
                row.getString("key"),
                name(row),
                row.getString("clause"),
                new Bilingual(
                        row.getString("owner"), owner == null ? row.getString("owner") : owner),
                basis(row));
    }

    private static @Nullable Basis basis(ResultSet row) throws SQLException {
        var title = row.getString("source_title_zh");
        return title == null
                ? null
                : new Basis(
                        new Bilingual(title, row.getString("source_title_en")),
                        row.getString("source_url"),
                        row.getObject("source_as_of", LocalDate.class),
                        Confidence.valueOf(row.getString("source_confidence")));
    }

    static @Nullable Bilingual reason(ResultSet row) throws SQLException {
        var zh = row.getString("text_zh");
        return zh == null ? null : new Bilingual(zh, row.getString("text_en"));
    }

    static Bilingual name(ResultSet row) throws SQLException {
        return new Bilingual(row.getString("name_zh"), row.getString("name_en"));
    }

    /** Node identities by their keys in a chain. */
    static java.util.Map<String, UUID> ids(JdbcClient jdbc, String chain) {
        var ids = new HashMap<String, UUID>();
        jdbc.sql("select key, node from chain.place where chain = ? and ended_at is null")
                .param(chain)
                .query(row -> {
                    ids.put(row.getString(1), row.getObject(2, UUID.class));
                });
        return ids;
    }
}
