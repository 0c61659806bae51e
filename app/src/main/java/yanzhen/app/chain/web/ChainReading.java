package yanzhen.app.chain.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.Head;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.StageRow;
import yanzhen.app.chain.ChainDraft.SupplyRow;
import yanzhen.app.chain.EdgeCheck;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.site.TableRow;

/**
 * Turns the rows of a chain's tables into a draft that is sound in itself, or into every problem
 * that keeps it from being one.
 *
 * <p>Rows refer to what was handed in with them; where that table was not handed in, to what is
 * stored. Cost: one pass over the rows, and that of {@link EdgeCheck}.
 */
final class ChainReading {

    private static final String KEY = "[a-z0-9]+(-[a-z0-9]+)*";
    static final Set<String> KINDS =
            Set.of(
                    "material",
                    "component",
                    "equipment",
                    "software",
                    "process",
                    "product",
                    "service");
    static final Set<String> JOINS =
            Set.of("made-from", "kind-of", "equipment-for", "software-for", "step-before");

    /** Columns of the table by the fields of the form that reads the same statement. */
    private static final Map<String, String> COLUMNS =
            Map.of(
                    "supplierCode", "organisation",
                    "supplierName", "provider_zh",
                    "supplierNameEn", "provider_en",
                    "sourceTitle", "source_title",
                    "sourceUrl", "source_url",
                    "asOf", "as_of");

    private final Map<ChainTable, List<TableRow>> tables;
    private final @Nullable ChainDraft stored;
    private final Register register;
    private final LocalDate today;
    private final Problems problems;
    private @Nullable Map<String, NodeRow> storedNodes;

    private ChainReading(
            Map<ChainTable, List<TableRow>> tables,
            @Nullable ChainDraft stored,
            Register register,
            LocalDate today,
            Problems problems) {
        this.tables = tables;
        this.stored = stored;
        this.register = register;
        this.today = today;
        this.problems = problems;
    }

    /**
     * What rows may refer to outside of the chain.
     *
     * @param organisations finds them by their keys
     * @param nodes of other chains, by {@code chain/key}
     */
    record Register(
            Function<String, java.util.Optional<Organisation>> organisations,
            Map<String, NodeRow> nodes) {}

    /** The key in the chain's own table; null when there is none or it is no key. */
    static @Nullable String keyOf(Map<ChainTable, List<TableRow>> tables, Problems problems) {
        var rows = tables.getOrDefault(ChainTable.CHAIN, List.of());
        if (rows.isEmpty()) {
            return null;
        }
        if (rows.size() > 1) {
            problems.add("chain", rows.get(1).number(), "key", "", "chain-one-row");
        }
        return key(rows.getFirst(), ChainTable.CHAIN, "key", problems);
    }

    /**
     * The draft; null when there is any problem.
     *
     * @param stored the chain as it is; null when it is new
     * @param register what rows may refer to outside of the chain
     */
    static @Nullable ChainDraft read(
            String key,
            Map<ChainTable, List<TableRow>> tables,
            @Nullable ChainDraft stored,
            Register register,
            LocalDate today,
            Problems problems) {
        var reading = new ChainReading(tables, stored, register, today, problems);
        var draft = reading.draft(key);
        return problems.none() ? draft : null;
    }

    /** The keys that occur, each once, so that the register is asked once for all. */
    static Set<String> keys(Map<ChainTable, List<TableRow>> tables) {
        var keys = new HashSet<String>();
        for (var row : tables.getOrDefault(ChainTable.PROVISIONS, List.of())) {
            try {
                keys.add(NewStatements.key(row.text("organisation")));
            } catch (IllegalArgumentException e) {
                // becomes a problem when the row is read
            }
        }
        return keys;
    }

    /** Nodes of other chains that rows refer to, each once. */
    static Set<String> elsewhere(Map<ChainTable, List<TableRow>> tables) {
        return tables.getOrDefault(ChainTable.NODES, List.of()).stream()
                .map(it -> it.text("same_as"))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.toSet());
    }

    private ChainDraft draft(String key) {
        if (stored == null) {
            mustBeThere(ChainTable.CHAIN);
            mustBeThere(ChainTable.STAGES);
            mustBeThere(ChainTable.NODES);
        }
        var stages = all(ChainTable.STAGES, this::stage);
        var stageKeys =
                keys(ChainTable.STAGES, stored == null ? null : stored.stages(), StageRow::key);
        var nodes = all(ChainTable.NODES, it -> node(it, stageKeys));
        var nodeKeys = keys(ChainTable.NODES, stored == null ? null : stored.nodes(), NodeRow::key);
        var edges = edges(nodeKeys);
        var head = head();
        return new ChainDraft(
                key,
                head,
                stages,
                nodes,
                edges,
                supplies(nodeKeys),
                facts(head, nodeKeys),
                tables.containsKey(ChainTable.PROVIDERS)
                        ? ProviderRows.read(
                                tables.getOrDefault(ChainTable.PROVIDERS, List.of()), problems)
                        : null);
    }

    private @Nullable List<ChainDraft.FactRow> facts(@Nullable Head head, Set<String> nodes) {
        var rows = tables.get(ChainTable.FACTS);
        if (rows == null) {
            return null;
        }
        var named = head == null && stored != null ? stored.head() : head;
        var owner = named == null ? new Bilingual("—", "—") : named.owner();
        return new FactRows(nodes, owner, stored, today, problems).read(rows);
    }

    private void mustBeThere(ChainTable table) {
        if (!tables.containsKey(table)) {
            problems.add(table.key(), null, "", "", "chain-table-missing", table.key());
        }
    }

    /**
     * What other tables may refer to. A row counts though something else is wrong with it: nobody
     * is told of a missing node that stands there.
     */
    private <T> Set<String> keys(
            ChainTable table, @Nullable List<T> stored, Function<T, String> key) {
        var rows = tables.get(table);
        if (rows != null) {
            return rows.stream().map(it -> it.text("key")).collect(Collectors.toSet());
        }
        return stored == null ? Set.of() : stored.stream().map(key).collect(Collectors.toSet());
    }

    /** Sound rows of a table, each key once; null when the table was not handed in. */
    private <T> @Nullable List<T> all(ChainTable table, Function<TableRow, @Nullable T> read) {
        var rows = tables.get(table);
        if (rows == null) {
            return null;
        }
        var found = new ArrayList<T>();
        var keys = new HashSet<String>();
        for (var row : rows) {
            var value = read.apply(row);
            var key = row.text("key");
            if (!key.isEmpty() && !keys.add(key)) {
                complain(table, row, "key", "duplicate");
            } else if (value != null) {
                found.add(value);
            }
        }
        return List.copyOf(found);
    }

    private void complain(
            ChainTable table, TableRow row, String column, String code, String... more) {
        problems.add(table.key(), row.number(), column, row.text(column), code, more);
    }

    private static @Nullable String key(
            TableRow row, ChainTable table, String column, Problems problems) {
        var key = row.text(column);
        if (key.isEmpty()) {
            problems.add(table.key(), row.number(), column, "", "required");
            return null;
        }
        if (!key.matches(KEY)) {
            problems.add(table.key(), row.number(), column, key, "chain-key");
            return null;
        }
        return key;
    }

    private @Nullable Head head() {
        var rows = tables.getOrDefault(ChainTable.CHAIN, List.of());
        if (rows.isEmpty()) {
            return null;
        }
        var row = rows.getFirst();
        var name = bilingual(row, ChainTable.CHAIN, "name");
        var owner = bilingual(row, ChainTable.CHAIN, "owner");
        var clause = key(row, ChainTable.CHAIN, "clause", problems);
        return clause == null ? null : new Head(name, clause, owner, basis(row));
    }

    private Bilingual bilingual(TableRow row, ChainTable table, String column) {
        var zh = row.text(column + "_zh");
        if (zh.isEmpty()) {
            complain(table, row, column + "_zh", "required");
        }
        var en = row.text(column + "_en");
        return new Bilingual(zh, en.isEmpty() ? zh : en);
    }

    /** Nothing, or title, day and how sure. */
    private Atlas.@Nullable Basis basis(TableRow row) {
        var title = row.text("source_zh");
        if (title.isEmpty()) {
            return null;
        }
        var asOf = day(row, ChainTable.CHAIN, "source_as_of");
        var confidence = choice(row, ChainTable.CHAIN, "source_confidence", Confidence.class);
        var url = row.text("source_url");
        if (!url.isEmpty() && !NewSources.isUrl(url)) {
            complain(ChainTable.CHAIN, row, "source_url", "url");
        }
        return asOf == null || confidence == null
                ? null
                : new Atlas.Basis(
                        bilingual(row, ChainTable.CHAIN, "source"),
                        url.isEmpty() ? null : url,
                        asOf,
                        confidence);
    }

    private @Nullable LocalDate day(TableRow row, ChainTable table, String column) {
        var own = new Problems();
        var day = row.day(column, own);
        if (day == null && own.none()) {
            complain(table, row, column, "required");
        }
        own.kept().forEach(it -> problems.add(UploadedTables.placed(it, table.key())));
        return day;
    }

    private <E extends Enum<E>> @Nullable E choice(
            TableRow row, ChainTable table, String column, Class<E> type) {
        var text = row.text(column);
        var constants = type.getEnumConstants();
        for (var it : constants) {
            if (it.name().equals(text)) {
                return it;
            }
        }
        complain(
                table,
                row,
                column,
                "one-of",
                Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", ")));
        return null;
    }

    private @Nullable String oneOf(
            TableRow row, ChainTable table, String column, Set<String> allowed) {
        var text = row.text(column);
        if (allowed.contains(text)) {
            return text;
        }
        complain(
                table,
                row,
                column,
                "one-of",
                allowed.stream().sorted().collect(Collectors.joining(", ")));
        return null;
    }

    private @Nullable StageRow stage(TableRow row) {
        var key = key(row, ChainTable.STAGES, "key", problems);
        var name = bilingual(row, ChainTable.STAGES, "name");
        return key == null ? null : new StageRow(key, name);
    }

    private @Nullable NodeRow node(TableRow row, Set<String> stages) {
        var key = key(row, ChainTable.NODES, "key", problems);
        var name = bilingual(row, ChainTable.NODES, "name");
        var kind = oneOf(row, ChainTable.NODES, "kind", KINDS);
        var category = choice(row, ChainTable.NODES, "category", BaseCategory.class);
        var essential = flag(row);
        known(row, ChainTable.NODES, "stage", stages);
        if (key == null || kind == null || category == null || essential == null) {
            return null;
        }
        var own = new NodeRow(key, row.text("stage"), kind, category, name, essential);
        return shared(own, row);
    }

    /**
     * The row as the node of another chain, which says what it is called; the same row when it is a
     * node of this chain's own. A node that is shared stays so when the column is left out.
     */
    private NodeRow shared(NodeRow own, TableRow row) {
        var before = before(own.key());
        var sameAs = row.text("same_as");
        if (sameAs.isEmpty()) {
            return before == null || before.sameAs() == null
                    ? own
                    : as(own, before, before.sameAs());
        }
        var node = register.nodes.get(sameAs);
        if (node == null) {
            complain(ChainTable.NODES, row, "same_as", "unknown-reference");
            return own;
        }
        if (before != null && !sameAs.equals(before.sameAs())) {
            complain(ChainTable.NODES, row, "same_as", "node-of-its-own", own.key());
        }
        return as(own, node, sameAs);
    }

    private static NodeRow as(NodeRow own, NodeRow node, String sameAs) {
        return new NodeRow(
                own.key(),
                own.stage(),
                node.kind(),
                node.category(),
                node.name(),
                own.essential(),
                sameAs);
    }

    /** The node as stored; null when it is new. */
    private @Nullable NodeRow before(String key) {
        if (stored == null || stored.nodes() == null) {
            return null;
        }
        if (storedNodes == null) {
            storedNodes =
                    stored.nodes().stream()
                            .collect(Collectors.toMap(NodeRow::key, Function.identity()));
        }
        return storedNodes.get(key);
    }

    private @Nullable Boolean flag(TableRow row) {
        return switch (row.text("essential").toLowerCase(java.util.Locale.ROOT)) {
            case "true", "是", "1", "yes" -> true;
            case "false", "否", "0", "no" -> false;
            default -> {
                complain(ChainTable.NODES, row, "essential", "one-of", "true, false");
                yield null;
            }
        };
    }

    private boolean known(TableRow row, ChainTable table, String column, Set<String> keys) {
        if (keys.contains(row.text(column))) {
            return true;
        }
        complain(table, row, column, row.text(column).isEmpty() ? "required" : "unknown-reference");
        return false;
    }

    private @Nullable List<EdgeRow> edges(Set<String> nodes) {
        var rows = tables.get(ChainTable.EDGES);
        if (rows == null) {
            return null;
        }
        var edges = new ArrayList<EdgeRow>();
        var places = new ArrayList<TableRow>();
        for (var row : rows) {
            var kind = oneOf(row, ChainTable.EDGES, "kind", JOINS);
            boolean from = known(row, ChainTable.EDGES, "supplier", nodes);
            boolean to = known(row, ChainTable.EDGES, "consumer", nodes);
            if (kind != null && from && to) {
                edges.add(new EdgeRow(row.text("supplier"), row.text("consumer"), kind));
                places.add(row);
            }
        }
        for (var fault : EdgeCheck.of(edges)) {
            complain(
                    ChainTable.EDGES,
                    places.get(fault.edge()),
                    "consumer",
                    fault.code(),
                    fault.details().toArray(String[]::new));
        }
        return List.copyOf(edges);
    }

    private @Nullable List<SupplyRow> supplies(Set<String> nodes) {
        var rows = tables.get(ChainTable.PROVISIONS);
        if (rows == null) {
            return null;
        }
        var found = new LinkedHashMap<String, SupplyRow>();
        for (var row : rows) {
            boolean known = known(row, ChainTable.PROVISIONS, "node", nodes);
            var supply = supply(row);
            if (supply != null && known) {
                var said = supply.statement();
                var place = supply.node() + "|" + said.provider().zh() + "|" + said.country();
                if (found.putIfAbsent(place, supply) != null) {
                    var column = said.organisation() == null ? "provider_zh" : "organisation";
                    complain(ChainTable.PROVISIONS, row, column, "duplicate");
                }
            }
        }
        return List.copyOf(found.values());
    }

    private @Nullable SupplyRow supply(TableRow row) {
        var own = new Problems();
        var statement = NewStatements.read(typing(row), null, register.organisations, today, own);
        own.kept().forEach(it -> problems.add(placed(it, row)));
        LocalDate staleAfter = null;
        if (!row.text("stale_after").isEmpty()) {
            staleAfter = day(row, ChainTable.PROVISIONS, "stale_after");
        }
        if (statement == null) {
            return null;
        }
        if (staleAfter != null && !staleAfter.isAfter(statement.source().asOf())) {
            complain(ChainTable.PROVISIONS, row, "stale_after", "period-empty");
        }
        return new SupplyRow(row.text("node"), statement, staleAfter);
    }

    private static NewStatements.Typing typing(TableRow row) {
        var own = new Problems();
        var asOf = row.day("as_of", own);
        return new NewStatements.Typing(
                null,
                row.text("organisation"),
                row.text("provider_zh"),
                row.text("provider_en"),
                row.text("country"),
                row.text("share"),
                row.text("scope"),
                row.text("source_title"),
                row.text("source_url"),
                asOf == null ? row.text("as_of") : asOf.toString(),
                row.text("confidence"),
                null);
    }

    private static Problem placed(Problem it, TableRow row) {
        return new Problem(
                ChainTable.PROVISIONS.key(),
                row.number(),
                COLUMNS.getOrDefault(it.field(), it.field()),
                it.value(),
                it.code(),
                it.details());
    }
}
