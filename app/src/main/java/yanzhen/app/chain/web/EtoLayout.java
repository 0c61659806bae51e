package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.FactRow;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.ProviderRow;
import yanzhen.app.chain.ChainDraft.StageRow;
import yanzhen.app.chain.ChainDraft.SupplyRow;
import yanzhen.app.chain.EdgeCheck;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.site.TableRow;
import yanzhen.app.site.UploadedTable;
import yanzhen.app.site.UploadedTable.Column;

/**
 * CSET/ETO 产业链图谱的公开格式: reads the five tables of the Supply Chain Explorer (stages, inputs,
 * providers, provision, sequence) into a draft, or into every problem that keeps them from being
 * one.
 *
 * <p>Nothing is dropped. A stage is provided too, so it becomes a stage and a node of it; materials
 * and tools, which name no stage, stand in two stages of their own. Countries are providers there:
 * such a row is the total of the country's makers. An empty share is unknown; one that is flagged
 * negligible is that. Descriptions and sizes of markets become facts. Cost: one pass over each
 * table.
 */
final class EtoLayout {

    private static final int MOST_ROWS = 50_000;
    private static final int WIDE = 4000;
    private static final String NEGLIGIBLE = "negligible";

    /** Its own code for Malaysia; every other one is of ISO 3166-1. */
    private static final Map<String, String> OWN_CODES = Map.of("MAL", "MY");

    private static final Map<String, String> COUNTRIES = countries();

    /** The tables by the names of their files, with their columns. */
    enum Table {
        STAGES(
                "stage_id",
                "stage_name",
                "description",
                "market_share_chart_global_market_size_info",
                "market_share_chart_caption",
                "market_share_chart_source"),
        INPUTS(
                "input_name",
                "input_id",
                "type",
                "stage_name",
                "stage_id",
                "description",
                "market_share_chart_global_market_size_info",
                "market_share_chart_caption",
                "market_share_chart_source"),
        PROVIDERS("provider_name", "provider_id", "provider_type", "country"),
        PROVISION(
                "provider_name",
                "provider_id",
                "provided_name",
                "provided_id",
                "share_provided",
                "negligible_market_share"),
        SEQUENCE(
                "input_name",
                "input_id",
                "goes_into_name",
                "goes_into_id",
                "is_type_of_name",
                "is_type_of_id");

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> columns;

        Table(String... columns) {
            this.columns = List.of(columns);
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        List<Column> columns() {
            return columns.stream().map(it -> new Column(it, true, WIDE, Set.of(), true)).toList();
        }
    }

    /** What the tables do not say: which chain it is to be and what it all rests on. */
    record About(String key, ChainDraft.Head head, SourceNote source) {}

    private final About about;
    private final Map<Table, List<TableRow>> rows = new java.util.EnumMap<>(Table.class);
    private final Problems problems;
    private final Map<String, String> nodes = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final List<FactRow> facts = new ArrayList<>();

    private EtoLayout(About about, Problems problems) {
        this.about = about;
        this.problems = problems;
    }

    /** Whether files of these names are of this layout. */
    static boolean is(Set<String> names) {
        return names.contains("inputs") && names.contains("provision");
    }

    /** What was read, and how many rows of each table. */
    record Read(@Nullable ChainDraft draft, Map<Table, Integer> rows) {}

    /**
     * The draft; null when there is any problem.
     *
     * @param files by their names without ending
     */
    static Read read(About about, Map<String, Path> files, Problems problems) {
        var layout = new EtoLayout(about, problems);
        for (var table : Table.values()) {
            layout.load(table, files.get(table.key()));
        }
        var draft = problems.none() ? layout.draft() : null;
        var counts = new java.util.EnumMap<Table, Integer>(Table.class);
        layout.rows.forEach((table, rows) -> counts.put(table, rows.size()));
        return new Read(problems.none() ? draft : null, counts);
    }

    private void load(Table table, @Nullable Path file) {
        if (file == null) {
            problems.add(table.key(), null, "", "", "chain-layout-file-missing", table.key());
            return;
        }
        var own = new Problems();
        var found = new ArrayList<TableRow>();
        UploadedTable.read(file, table.columns(), MOST_ROWS, own, found::add);
        problems.include(own.in(table.key()));
        rows.put(table, found);
    }

    private List<TableRow> of(Table table) {
        return rows.getOrDefault(table, List.of());
    }

    private ChainDraft draft() {
        var stages = new ArrayList<StageRow>();
        stages.add(new StageRow("tools", new Bilingual("装备与软件", "Tools")));
        stages.add(new StageRow("materials", new Bilingual("材料", "Materials")));
        var made = new ArrayList<NodeRow>();
        for (var row : of(Table.STAGES)) {
            var key = id(Table.STAGES, row, "stage_id", nodes);
            if (key != null) {
                stages.add(new StageRow(key, name(row, Table.STAGES, "stage_name")));
                types.put(row.text("stage_id"), "stage");
                made.add(node(key, key, "process", name(row, Table.STAGES, "stage_name")));
                describe(key, row);
            }
        }
        stages.add(new StageRow("outputs", new Bilingual("产出", "Outputs")));
        var known = stages.stream().map(StageRow::key).toList();
        for (var row : of(Table.INPUTS)) {
            var key = id(Table.INPUTS, row, "input_id", nodes);
            if (key != null) {
                made.add(input(key, row, known));
                types.put(row.text("input_id"), row.text("type"));
                describe(key, row);
            }
        }
        var providers = providers();
        return new ChainDraft(
                about.key,
                about.head,
                stages,
                List.copyOf(made),
                edges(),
                supplies(providers),
                List.copyOf(facts),
                List.copyOf(providers.values()));
    }

    /** The key of what a row is about; null when it has none or one that another row has. */
    private @Nullable String id(
            Table table, TableRow row, String column, Map<String, String> seen) {
        var id = row.text(column);
        if (!id.matches("[A-Za-z]+[0-9]+")) {
            complain(table, row, column, id.isEmpty() ? "required" : "chain-layout-id");
            return null;
        }
        var key = id.toLowerCase(Locale.ROOT);
        if (seen.putIfAbsent(id, key) != null) {
            complain(table, row, column, "duplicate");
            return null;
        }
        return key;
    }

    private Bilingual name(TableRow row, Table table, String column) {
        var name = row.text(column);
        if (name.isEmpty()) {
            complain(table, row, column, "required");
        }
        return new Bilingual(name, name);
    }

    private NodeRow input(String key, TableRow row, List<String> stages) {
        var name = name(row, Table.INPUTS, "input_name");
        return switch (row.text("type")) {
            case "material_resource" -> node(key, "materials", "material", name);
            case "tool_resource" -> node(key, "tools", "equipment", name);
            case "ultimate_output" -> node(key, "outputs", "product", name);
            case "process" -> {
                var stage = row.text("stage_id").toLowerCase(Locale.ROOT);
                if (!stages.contains(stage)) {
                    complain(
                            Table.INPUTS,
                            row,
                            "stage_id",
                            stage.isEmpty() ? "required" : "unknown-reference");
                }
                yield node(key, stage, "process", name);
            }
            default -> {
                complain(
                        Table.INPUTS,
                        row,
                        "type",
                        "one-of",
                        "process, material_resource, tool_resource, ultimate_output");
                yield node(key, "tools", "equipment", name);
            }
        };
    }

    private static NodeRow node(String key, String stage, String kind, Bilingual name) {
        var category =
                switch (kind) {
                    case "material" -> BaseCategory.BASIC_MATERIAL;
                    case "equipment" -> BaseCategory.CORE_COMPONENT;
                    case "process" -> BaseCategory.ADVANCED_PROCESS;
                    default -> BaseCategory.OTHER;
                };
        return new NodeRow(key, stage, kind, category, name, true);
    }

    private void describe(String key, TableRow row) {
        var chart =
                (row.text("market_share_chart_caption")
                                + " "
                                + row.text("market_share_chart_source"))
                        .strip();
        var said = row.text("description");
        fact(key, NodeFact.Kind.DESCRIPTION, said.isEmpty() ? chart : said, chart);
        fact(
                key,
                NodeFact.Kind.MARKET_SIZE,
                row.text("market_share_chart_global_market_size_info"),
                "");
    }

    private void fact(String key, NodeFact.Kind kind, String value, String reference) {
        if (!value.isEmpty()) {
            facts.add(
                    new FactRow(
                            key,
                            new NodeFact.Statement(
                                    kind,
                                    value,
                                    reference.isEmpty() ? null : reference,
                                    about.head.owner(),
                                    about.source,
                                    about.source.asOf(),
                                    null),
                            null));
        }
    }

    private Map<String, ProviderRow> providers() {
        var ids = new HashMap<String, String>();
        var found = new LinkedHashMap<String, ProviderRow>();
        for (var row : of(Table.PROVIDERS)) {
            var key = id(Table.PROVIDERS, row, "provider_id", ids);
            var name = name(row, Table.PROVIDERS, "provider_name");
            var type = row.text("provider_type");
            if (!Set.of("country", "organization").contains(type)) {
                complain(Table.PROVIDERS, row, "provider_type", "one-of", "country, organization");
                continue;
            }
            boolean total = type.equals("country");
            var code = total ? row.text("provider_name") : row.text("country");
            var country = total && !code.matches("[A-Z]{3}") ? Statement.VARIOUS : country(code);
            if (country == null) {
                complain(
                        Table.PROVIDERS,
                        row,
                        total ? "provider_name" : "country",
                        code.isEmpty() ? "required" : "country-unknown");
            } else if (key != null) {
                found.put(
                        row.text("provider_id"),
                        new ProviderRow(total ? said(country, name) : name, country, total));
            }
        }
        return found;
    }

    /** A country by its name in both languages. */
    private static Bilingual said(String country, Bilingual own) {
        if (country.equals(Statement.VARIOUS)) {
            return new Bilingual("多国（未分列）", own.en());
        }
        var place = Locale.of("", country);
        return new Bilingual(
                place.getDisplayCountry(Locale.CHINESE), place.getDisplayCountry(Locale.ENGLISH));
    }

    private static @Nullable String country(String code) {
        return OWN_CODES.getOrDefault(code, COUNTRIES.get(code));
    }

    private static Map<String, String> countries() {
        var codes = new HashMap<String, String>();
        for (var two : Locale.getISOCountries()) {
            codes.put(Locale.of("", two).getISO3Country(), two);
        }
        return Map.copyOf(codes);
    }

    private List<EdgeRow> edges() {
        var edges = new ArrayList<EdgeRow>();
        var places = new ArrayList<TableRow>();
        for (var row : of(Table.SEQUENCE)) {
            var kind = row.text("is_type_of_id").isEmpty() ? null : "kind-of";
            var column = kind == null ? "goes_into_id" : "is_type_of_id";
            var from = reference(Table.SEQUENCE, row, "input_id");
            var to = reference(Table.SEQUENCE, row, column);
            if (from != null && to != null) {
                edges.add(new EdgeRow(from, to, kind == null ? joined(row) : kind));
                places.add(row);
            }
        }
        for (var fault : EdgeCheck.of(edges)) {
            complain(
                    Table.SEQUENCE,
                    places.get(fault.edge()),
                    "input_id",
                    fault.code(),
                    fault.details().toArray(String[]::new));
        }
        return List.copyOf(edges);
    }

    /** How something goes into another, by what it is. */
    private String joined(TableRow row) {
        return switch (types.getOrDefault(row.text("input_id"), "")) {
            case "tool_resource" -> "equipment-for";
            case "process", "stage" -> "step-before";
            default -> "made-from";
        };
    }

    private @Nullable String reference(Table table, TableRow row, String column) {
        var key = nodes.get(row.text(column));
        if (key == null) {
            complain(
                    table,
                    row,
                    column,
                    row.text(column).isEmpty() ? "required" : "unknown-reference");
        }
        return key;
    }

    /** Two rows that say the same of the same are one record; two that differ are a problem. */
    private List<SupplyRow> supplies(Map<String, ProviderRow> providers) {
        var found = new LinkedHashMap<String, SupplyRow>();
        for (var row : of(Table.PROVISION)) {
            var node = reference(Table.PROVISION, row, "provided_id");
            var provider = providers.get(row.text("provider_id"));
            if (provider == null) {
                complain(Table.PROVISION, row, "provider_id", "unknown-reference");
                continue;
            }
            var statement = statement(row, provider);
            if (node == null || statement == null) {
                continue;
            }
            var supply = new SupplyRow(node, statement, null);
            var before =
                    found.putIfAbsent(
                            node + "|" + provider.name().zh() + "|" + provider.country(), supply);
            if (before != null && !before.statement().saysTheSameAs(statement)) {
                complain(Table.PROVISION, row, "provider_id", "duplicate");
            }
        }
        return List.copyOf(found.values());
    }

    private @Nullable Statement statement(TableRow row, ProviderRow provider) {
        var flag = row.text("negligible_market_share");
        boolean negligible = flag.equalsIgnoreCase(NEGLIGIBLE);
        if (!flag.isEmpty() && !negligible) {
            complain(Table.PROVISION, row, "negligible_market_share", "one-of", NEGLIGIBLE);
            return null;
        }
        var own = new Problems();
        BigDecimal share = NewStatements.share(row.text("share_provided"), own);
        own.kept().forEach(it -> complain(Table.PROVISION, row, "share_provided", it.code()));
        if (negligible && share != null) {
            complain(Table.PROVISION, row, "negligible_market_share", "share-and-negligible");
            return null;
        }
        return own.none()
                ? new Statement(
                        null,
                        provider.name(),
                        provider.country(),
                        share,
                        negligible,
                        provider.total(),
                        about.source)
                : null;
    }

    private void complain(Table table, TableRow row, String column, String code, String... more) {
        problems.add(table.key(), row.number(), column, row.text(column), code, more);
    }
}
