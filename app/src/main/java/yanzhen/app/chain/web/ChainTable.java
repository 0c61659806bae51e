package yanzhen.app.chain.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import yanzhen.app.site.UploadedTable.Column;

/**
 * 产业链七表: the tables that a chain consists of, with their columns. A sheet or a CSV file bears the
 * key or the Chinese name of its table.
 */
enum ChainTable {
    CHAIN(
            "产业链",
            column("key", true, 60),
            column("name_zh", true, 100),
            column("name_en", false, 100),
            column("clause", true, 60),
            column("owner_zh", true, 100),
            column("owner_en", false, 100),
            column("source_zh", false, 200),
            column("source_en", false, 200),
            column("source_url", false, 1000),
            column("source_as_of", false, 30),
            column("source_confidence", false, 30)),
    STAGES(
            "环节",
            column("key", true, 60),
            column("name_zh", true, 100),
            column("name_en", false, 100)),
    NODES(
            "节点",
            column("key", true, 60),
            column("stage", true, 60),
            column("kind", true, 30),
            column("category", true, 30),
            column("name_zh", true, 100),
            column("name_en", false, 100),
            column("essential", true, 10),
            column("same_as", false, 130)),
    EDGES(
            "供需关系",
            column("supplier", true, 60),
            column("consumer", true, 60),
            column("kind", true, 30)),
    PROVISIONS(
            "供应记录",
            column("node", true, 60),
            column("organisation", false, 30),
            column("provider_zh", false, 200),
            column("provider_en", false, 200),
            column("country", false, 10),
            column("share", false, 20),
            column("scope", false, 10),
            column("source_title", true, 200),
            column("source_url", false, 1000),
            column("as_of", true, 30),
            column("stale_after", false, 30),
            column("confidence", true, 30)),
    FACTS(
            "节点事实",
            column("node", true, 60),
            column("kind", true, 30),
            column("value", true, 4000),
            column("reference", false, 500),
            column("owner_zh", false, 100),
            column("owner_en", false, 100),
            column("source_title", true, 200),
            column("source_url", false, 1000),
            column("as_of", true, 30),
            column("valid_from", false, 30),
            column("valid_until", false, 30),
            column("stale_after", false, 30),
            column("confidence", true, 30)),
    PROVIDERS(
            "供应方名单",
            column("name_zh", true, 200),
            column("name_en", false, 200),
            column("country", true, 10),
            column("scope", false, 10));

    private final String chinese;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Column> columns;

    ChainTable(String chinese, Column... columns) {
        this.chinese = chinese;
        this.columns = List.of(columns);
    }

    private static Column column(String key, boolean required, int most) {
        return new Column(key, required, most, Set.of());
    }

    /** The name of its sheet and, with an ending, of its CSV file. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Column> columns() {
        return columns;
    }

    List<String> heads() {
        return columns.stream().map(Column::key).toList();
    }

    /** The table that a sheet or a file without its ending is named after. */
    static Optional<ChainTable> named(String name) {
        var asked = name.strip();
        return Arrays.stream(values())
                .filter(it -> it.key().equalsIgnoreCase(asked) || it.chinese.equals(asked))
                .findFirst();
    }

    static String names() {
        return String.join(", ", Arrays.stream(values()).map(ChainTable::key).toList());
    }
}
