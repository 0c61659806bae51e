package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OverAll;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.Runs;
import yanzhen.app.kernel.Bilingual;

@Component
class JdbcRuns implements Runs {

    /** Each run with the one before it, and how many nodes are in which state. */
    private static final String SELECT =
            """
            with asked as (
                select d.*, (select b.id from chain.diagnosis b
                             where b.chain = d.chain and (b.at, b.id) < (d.at, d.id)
                             order by b.at desc, b.id desc limit 1) as earlier
                from chain.diagnosis d where %s)
            select a.*, r.digest as rules, s.weak, s.watch, s.unknown, s.sound, s.changed
            from asked a
            left join chain.rulebook r on r.id = a.rulebook
            cross join lateral (
                select count(*) filter (where n.state = 'weak') as weak,
                       count(*) filter (where n.state = 'watch') as watch,
                       count(*) filter (where n.state = 'unknown') as unknown,
                       count(*) filter (where n.state = 'sound') as sound,
                       count(*) filter (where n.state is distinct from e.state) as changed
                from chain.node_state n
                left join chain.node_state e on e.diagnosis = a.earlier and e.node = n.node
                where n.diagnosis = a.id) s
            order by a.at desc, a.id desc
            """;

    private final JdbcClient jdbc;
    private final Rulebooks books;
    private final Knowledge knowledge;
    private final JdbcVisibility visibility;
    private final OverAll overAll;

    JdbcRuns(
            JdbcClient jdbc,
            Rulebooks books,
            Knowledge knowledge,
            JdbcVisibility visibility,
            OverAll overAll) {
        this.visibility = visibility;
        this.overAll = overAll;
        this.jdbc = jdbc;
        this.books = books;
        this.knowledge = knowledge;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Entry> of(String chain, int from, int most) {
        return jdbc.sql(
                        SELECT.formatted(
                                "d.chain = ? order by d.at desc, d.id desc offset ? limit ?"))
                .params(chain, from, most)
                .query((row, _) -> entry(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public int count(String chain) {
        return jdbc.sql("select count(*) from chain.diagnosis where chain = ?")
                .param(chain)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Entry> find(UUID run) {
        return jdbc.sql(SELECT.formatted("d.id = ?"))
                .param(run)
                .query((row, _) -> entry(row))
                .optional();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var data = row.getString("data_digest");
        return new Entry(
                row.getObject("id", UUID.class),
                row.getString("chain"),
                row.getObject("day", LocalDate.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("started_by"),
                data == null ? null : new Basis(row.getString("rules"), data, row.getInt("facts")),
                new Counts(
                        row.getInt("weak"),
                        row.getInt("watch"),
                        row.getInt("unknown"),
                        row.getInt("sound")),
                row.getInt("changed"));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<UUID> before(UUID run) {
        return jdbc.sql(
                        """
                        select b.id from chain.diagnosis d
                        join chain.diagnosis b on b.chain = d.chain and (b.at, b.id) < (d.at, d.id)
                        where d.id = ? order by b.at desc, b.id desc limit 1
                        """)
                .param(run)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Judged> verdicts(UUID run) {
        var findings = findings(run);
        return jdbc.sql(
                        """
                        select s.*, n.name_zh, n.name_en
                        from chain.node_state s join chain.node n on n.id = s.node
                        where s.diagnosis = ? order by s.weight desc, n.name_zh, n.id
                        """)
                .param(run)
                .query((row, _) -> judged(row, findings))
                .list();
    }

    private static Judged judged(ResultSet row, Map<UUID, List<Finding>> findings)
            throws SQLException {
        var node = row.getObject("node", UUID.class);
        return new Judged(
                node,
                JdbcAtlas.name(row),
                new Verdict(
                        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        row.getInt("weight"),
                        JdbcAtlas.sureness(row),
                        findings.getOrDefault(node, List.of())));
    }

    private Map<UUID, List<Finding>> findings(UUID run) {
        var findings = new HashMap<UUID, List<Finding>>();
        jdbc.sql(
                        "select * from chain.finding where diagnosis = ? order by weight desc, severity = 'note', rule")
                .param(run)
                .query(row -> {
                    findings.computeIfAbsent(
                                    row.getObject("node", UUID.class), _ -> new ArrayList<>())
                            .add(JdbcAtlas.finding(row));
                });
        return findings;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Difference> between(UUID before, UUID after) {
        return differences(verdicts(before), verdicts(after));
    }

    private static List<Difference> differences(List<Judged> before, List<Judged> after) {
        var earlier = new LinkedHashMap<UUID, Judged>();
        before.forEach(it -> earlier.put(it.node(), it));
        var differences = new ArrayList<Difference>();
        for (var now : after) {
            var then = earlier.remove(now.node());
            if (then == null || !then.verdict().sameAs(now.verdict())) {
                differences.add(
                        new Difference(
                                now.node(),
                                now.name(),
                                then == null ? null : then.verdict(),
                                now.verdict()));
            }
        }
        earlier.values()
                .forEach(it ->
                        differences.add(new Difference(it.node(), it.name(), it.verdict(), null)));
        return List.copyOf(differences);
    }

    /** What a run asked, as it was stored. */
    private record Question(
            String chain,
            LocalDate day,
            OffsetDateTime knownAt,
            @Nullable UUID rulebook,
            @Nullable String digest) {}

    @Override
    @Transactional(readOnly = true)
    public Optional<Again> again(UUID run) {
        return jdbc.sql("select * from chain.diagnosis where id = ?")
                .param(run)
                .query((row, _) ->
                        new Question(
                                row.getString("chain"),
                                row.getObject("day", LocalDate.class),
                                row.getObject("known_at", OffsetDateTime.class),
                                row.getObject("rulebook", UUID.class),
                                row.getString("data_digest")))
                .optional()
                .flatMap(it -> overAll.ask(() -> again(run, it)))
                .map(it -> told(it, visibility.withheld()));
    }

    /**
     * The run read everything, so it is done again over everything; who may not see it sees less.
     */
    private static Again told(Again whole, Set<UUID> withheld) {
        return new Again(
                whole.sameData(),
                whole.differences().stream().filter(it -> !withheld.contains(it.node())).toList());
    }

    private Optional<Again> again(UUID run, Question question) {
        var rulebook = question.rulebook;
        return rulebook == null
                ? Optional.empty()
                : books.find(rulebook)
                        .map(book -> {
                            var known =
                                    knowledge.of(question.chain, question.knownAt, question.day);
                            var stored = verdicts(run);
                            var names = new HashMap<UUID, Bilingual>();
                            stored.forEach(it -> names.put(it.node(), it.name()));
                            var found =
                                    Diagnoses.judge(known, book, question.day).stream()
                                            .map(it -> judged(it, names))
                                            .toList();
                            return new Again(
                                    known.digest().equals(question.digest),
                                    differences(stored, found));
                        });
    }

    private static Judged judged(Diagnoses.Verdict it, Map<UUID, Bilingual> names) {
        var unnamed = it.node().toString();
        return new Judged(
                it.node(),
                names.getOrDefault(it.node(), new Bilingual(unnamed, unnamed)),
                new Verdict(
                        it.state(),
                        it.weight(),
                        it.sureness(),
                        it.findings().stream()
                                .sorted(Comparator.comparingInt(Finding::weight).reversed())
                                .toList()));
    }
}
