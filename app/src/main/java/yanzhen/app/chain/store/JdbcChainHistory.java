package yanzhen.app.chain.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.ChainHistory;
import yanzhen.app.kernel.Bilingual;

/**
 * Reads, for each part, the statements that began or ended between the two moments, and holds what
 * was known at the first against what was known at the second. Cost: five reads whatever the size,
 * and one pass over what changed.
 */
@Component
class JdbcChainHistory implements ChainHistory {

    private static final Bilingual NOTHING = new Bilingual("", "");

    /** Nodes that had a place in the chain at either moment. */
    private static final String NODES =
            """
            nodes as (
                select distinct node from chain.place
                where chain = :chain and known_at <= :until and (ended_at is null or ended_at > :since))
            """;

    private final JdbcClient jdbc;

    JdbcChainHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Two moments of a chain. */
    private record Span(String chain, OffsetDateTime since, OffsetDateTime until) {}

    /** The line of statements that one belongs to, and how the change reads. */
    private record Line(Part part, UUID node, Bilingual nodeName, Bilingual subject) {}

    /**
     * One statement with the times between which it was known.
     *
     * @param replaces identity of the one that it took the place of
     * @param line identity of its line: two with the same speak of the same
     */
    private record Said(
            UUID id,
            @Nullable UUID replaces,
            String line,
            Line about,
            List<Detail> details,
            OffsetDateTime knownAt,
            @Nullable String knownBy,
            @Nullable String knownReason,
            @Nullable OffsetDateTime endedAt,
            @Nullable String endedBy,
            @Nullable String endReason) {

        boolean knownAt(OffsetDateTime moment) {
            return !knownAt.isAfter(moment) && (endedAt == null || endedAt.isAfter(moment));
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<Change> between(String chain, Instant since, Instant until) {
        var span = new Span(chain, since.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC));
        var changes = new ArrayList<Change>();
        var places = turns(read(span, PLACES, JdbcChainHistory::place), span);
        changes.addAll(places);
        var moved = new HashMap<UUID, Turn>();
        places.forEach(it -> moved.put(it.node(), it.turn()));
        turns(read(span, NAMES, JdbcChainHistory::named), span).stream()
                .filter(it -> moved.getOrDefault(it.node(), Turn.CHANGED) == Turn.CHANGED)
                .filter(it -> it.turn() == Turn.CHANGED)
                .forEach(changes::add);
        changes.addAll(turns(read(span, EDGES, JdbcChainHistory::edge), span));
        changes.addAll(turns(read(span, FACTS, JdbcChainHistory::fact), span));
        changes.addAll(turns(read(span, PROVISIONS, JdbcChainHistory::provision), span));
        return List.copyOf(changes);
    }

    private List<Said> read(Span span, String sql, RowMapper<Said> mapper) {
        return jdbc.sql(sql)
                .param("chain", span.chain)
                .param("since", span.since)
                .param("until", span.until)
                .query(mapper)
                .list();
    }

    /** What differs between the two moments, line by line. */
    private static List<Change> turns(List<Said> all, Span span) {
        var lines = new LinkedHashMap<String, List<Said>>();
        var lineOf = new HashMap<UUID, String>();
        all.stream()
                .sorted(Comparator.comparing(Said::knownAt))
                .forEach(it ->
                        lineOf.put(
                                it.id,
                                it.replaces == null
                                        ? it.line
                                        : lineOf.getOrDefault(it.replaces, it.line)));
        all.forEach(it ->
                lines.computeIfAbsent(lineOf.getOrDefault(it.id, it.line), _ -> new ArrayList<>())
                        .add(it));
        var changes = new ArrayList<Change>();
        for (var line : lines.values()) {
            var before = at(line, span.since);
            var after = at(line, span.until);
            if (before == null && after != null) {
                changes.add(change(after, Turn.CAME, null, after, null));
            } else if (before != null && after == null) {
                changes.add(change(before, Turn.WENT, before, null, last(line)));
            } else if (before != null && after != null && !before.details.equals(after.details)) {
                changes.add(change(after, Turn.CHANGED, before, after, last(line)));
            }
        }
        return changes;
    }

    private static @Nullable Said at(List<Said> line, OffsetDateTime moment) {
        return line.stream().filter(it -> it.knownAt(moment)).findFirst().orElse(null);
    }

    /** The statement that ended last. */
    private static @Nullable Said last(List<Said> line) {
        return line.stream()
                .filter(it -> it.endedAt != null)
                .max(Comparator.comparing(it -> it.endedAt == null ? it.knownAt : it.endedAt))
                .orElse(null);
    }

    private static Change change(
            Said of, Turn turn, @Nullable Said before, @Nullable Said after, @Nullable Said ended) {
        var at =
                after != null
                        ? after.knownAt
                        : ended != null && ended.endedAt != null ? ended.endedAt : of.knownAt;
        var by = after != null ? after.knownBy : ended == null ? null : ended.endedBy;
        var reason =
                after != null && after.knownReason != null
                        ? after.knownReason
                        : ended == null ? null : ended.endReason;
        return new Change(
                of.about.part,
                turn,
                of.about.node,
                of.about.nodeName,
                of.about.subject,
                before == null ? List.of() : before.details,
                after == null ? List.of() : after.details,
                at.toInstant(),
                by,
                reason);
    }

    private static final String WITHIN =
            " and {0}.{1} <= :until and ({0}.{2} is null or {0}.{2} > :since) and ({0}.{1} > :since or {0}.{2} <= :until) ";

    private static String within(String table, String known, String ended) {
        return java.text.MessageFormat.format(WITHIN, table, known, ended);
    }

    private static final String PLACES =
            """
            select p.id, p.node, n.name_zh, n.name_en, s.name_zh as stage_zh, s.name_en as stage_en, p.essential,
                   p.known_at, p.known_by, p.known_reason, p.ended_at, p.ended_by, p.end_reason
            from chain.place p
            join chain.node n on n.id = p.node
            join chain.stage s on s.chain = p.chain and s.key = p.stage
            where p.chain = :chain
            """
                    + within("p", "known_at", "ended_at")
                    + " order by p.ordinal, p.known_at";

    private static Said place(ResultSet row, int number) throws SQLException {
        var node = row.getObject("node", UUID.class);
        return structure(
                row,
                node.toString(),
                new Line(Part.NODE, node, JdbcAtlas.name(row), NOTHING),
                List.of(
                        new Detail(
                                "stage",
                                new Bilingual(
                                        row.getString("stage_zh"), row.getString("stage_en"))),
                        same("essential", row.getBoolean("essential") ? "yes" : "no")));
    }

    private static final String NAMES =
            "with "
                    + NODES
                    + """
                    select v.node as id, v.*, n.name_zh as present_zh, n.name_en as present_en,
                           v.ended_at is null as latest, null as end_reason
                    from nodes
                    join chain.node_version v on v.node = nodes.node
                    join chain.node n on n.id = v.node
                    where true
                    """
                    + within("v", "known_at", "ended_at")
                    + " order by v.node, v.known_at";

    private static Said named(ResultSet row, int number) throws SQLException {
        var node = row.getObject("node", UUID.class);
        return structure(
                row,
                node.toString(),
                new Line(
                        Part.NODE,
                        node,
                        new Bilingual(row.getString("present_zh"), row.getString("present_en")),
                        NOTHING),
                List.of(
                        new Detail("name", JdbcAtlas.name(row)),
                        same("kind", row.getString("kind")),
                        same("category", row.getString("category"))));
    }

    private static final String EDGES =
            "with "
                    + NODES
                    + """
                    select e.*, s.name_zh, s.name_en, c.name_zh as to_zh, c.name_en as to_en, e.supplier as node
                    from chain.edge e
                    join nodes ns on ns.node = e.supplier
                    join nodes nc on nc.node = e.consumer
                    join chain.node s on s.id = e.supplier
                    join chain.node c on c.id = e.consumer
                    where true
                    """
                    + within("e", "known_at", "ended_at")
                    + " order by s.name_zh, c.name_zh, e.known_at";

    private static Said edge(ResultSet row, int number) throws SQLException {
        var node = row.getObject("supplier", UUID.class);
        return structure(
                row,
                node + ">" + row.getObject("consumer", UUID.class),
                new Line(
                        Part.EDGE,
                        node,
                        JdbcAtlas.name(row),
                        new Bilingual(row.getString("to_zh"), row.getString("to_en"))),
                List.of(same("joined", row.getString("kind"))));
    }

    private static Said structure(ResultSet row, String line, Line about, List<Detail> details)
            throws SQLException {
        return new Said(
                row.getObject("id", UUID.class),
                null,
                line,
                about,
                details,
                row.getObject("known_at", OffsetDateTime.class),
                row.getString("known_by"),
                row.getString("known_reason"),
                row.getObject("ended_at", OffsetDateTime.class),
                row.getString("ended_by"),
                row.getString("end_reason"));
    }

    private static final String FACTS =
            "with "
                    + NODES
                    + """
                    select f.*, lower(f.valid) as valid_from, upper(f.valid) as valid_until, n.name_zh, n.name_en
                    from chain.node_fact f
                    join nodes on nodes.node = f.node
                    join chain.node n on n.id = f.node
                    where true
                    """
                    + within("f", "recorded_at", "superseded_at")
                    + " order by n.name_zh, f.kind, f.recorded_at";

    private static Said fact(ResultSet row, int number) throws SQLException {
        var said = JdbcNodeFacts.fact(row).statement();
        var node = row.getObject("node", UUID.class);
        var details = new ArrayList<Detail>();
        details.add(same("value", said.value()));
        if (said.reference() != null) {
            details.add(same("reference", said.reference()));
        }
        details.add(same("valid", period(said.validFrom(), said.validUntil())));
        details.add(new Detail("owner", said.owner()));
        details.add(same("source", said.source().title()));
        details.add(same("as-of", said.source().asOf().toString()));
        var kind = said.kind().name();
        return recorded(
                row,
                node + " " + said.subject() + " " + said.validFrom(),
                new Line(Part.FACT, node, JdbcAtlas.name(row), new Bilingual(kind, kind)),
                details);
    }

    private static String period(LocalDate from, @Nullable LocalDate until) {
        return from + "/" + (until == null ? ".." : until);
    }

    private static final String PROVISIONS =
            "with "
                    + NODES
                    + """
                    select p.*, n.name_zh, n.name_en
                    from chain.provision p
                    join nodes on nodes.node = p.node
                    join chain.node n on n.id = p.node
                    where true
                    """
                    + within("p", "recorded_at", "superseded_at")
                    + " order by n.name_zh, p.provider_zh, p.recorded_at";

    private static Said provision(ResultSet row, int number) throws SQLException {
        var node = row.getObject("node", UUID.class);
        var provider = new Bilingual(row.getString("provider_zh"), row.getString("provider_en"));
        return recorded(
                row,
                node + " " + provider.zh() + " " + row.getString("country"),
                new Line(Part.PROVIDER, node, JdbcAtlas.name(row), provider),
                List.of(
                        same("country", row.getString("country")),
                        same(
                                "share",
                                row.getBoolean("negligible")
                                        ? "negligible"
                                        : plain(row.getBigDecimal("share"))),
                        same("source", row.getString("source_title")),
                        same("as-of", row.getObject("as_of", LocalDate.class).toString())));
    }

    private static String plain(@Nullable BigDecimal share) {
        return share == null ? "" : share.stripTrailingZeros().toPlainString();
    }

    private static Said recorded(ResultSet row, String line, Line about, List<Detail> details)
            throws SQLException {
        return new Said(
                row.getObject("id", UUID.class),
                row.getObject("replaces", UUID.class),
                line,
                about,
                List.copyOf(details),
                row.getObject("recorded_at", OffsetDateTime.class),
                row.getString("recorded_by"),
                null,
                row.getObject("superseded_at", OffsetDateTime.class),
                row.getString("ended_by"),
                row.getString("end_reason"));
    }

    private static Detail same(String kind, String value) {
        return new Detail(kind, new Bilingual(value, value));
    }
}
