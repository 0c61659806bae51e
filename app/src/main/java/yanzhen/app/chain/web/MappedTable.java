package yanzhen.app.chain.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.TableMappings.Handed;
import yanzhen.app.chain.TableMappings.Mapping;
import yanzhen.app.site.Sheet;

/**
 * Rewrites a table of anybody's making as one of ours, row by row and at the same row numbers, so
 * that the present import reads it and names its problems where they stand.
 *
 * <p>What nodes and stages are called, in Chinese or in English, is replaced by their keys, and
 * words such as 材料 by ours. A node without a key keeps that of the node of the same name; a new one
 * gets a key made of its English name, else of a digest of its Chinese one. Cost: one pass over the
 * rows.
 */
final class MappedTable {

    private static final Set<String> NODES = Set.of("node", "supplier", "consumer");

    private final ChainTable table;
    private final Words words;
    private final Map<String, String> nodes = new HashMap<>();
    private final Map<String, String> stages = new HashMap<>();

    private MappedTable(ChainTable table, ChainDraft stored, Words words) {
        this.table = table;
        this.words = words;
        for (var it : Objects.requireNonNullElse(stored.nodes(), List.<NodeRow>of())) {
            named(nodes, it.key(), it.name().zh(), it.name().en());
        }
        for (var it : Objects.requireNonNullElse(stored.stages(), List.<ChainDraft.StageRow>of())) {
            named(stages, it.key(), it.name().zh(), it.name().en());
        }
    }

    /** A name that two bear leads to neither. */
    private static void named(Map<String, String> keys, String key, String... names) {
        keys.put(key, key);
        for (var name : Set.of(names)) {
            keys.merge(plain(name), key, (one, other) -> one.equals(other) ? one : "");
        }
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The table in our form. */
    static Sheet of(
            Handed handed, ChainTable table, Mapping mapping, ChainDraft stored, Words words) {
        var mapped = new MappedTable(table, stored, words);
        var sheet = new Sheet(table.key(), table.heads());
        int number = 1;
        for (var line : handed.lines()) {
            while (++number < line.number()) {
                sheet.add(new @Nullable Object[table.heads().size()]);
            }
            sheet.add(mapped.row(line.cells(), mapping));
        }
        return sheet;
    }

    private @Nullable Object[] row(List<String> cells, Mapping mapping) {
        var row = new HashMap<String, String>();
        for (var field : table.heads()) {
            var place = mapping.columns().get(field);
            var text =
                    place != null && place < cells.size()
                            ? cells.get(place).strip()
                            : place == null ? mapping.fixed().getOrDefault(field, "") : "";
            row.put(field, said(field, text));
        }
        if (table == ChainTable.NODES && row.getOrDefault("key", "").isEmpty()) {
            row.put("key", key(row));
        }
        var all = new @Nullable Object[table.heads().size()];
        int at = 0;
        for (var field : table.heads()) {
            all[at++] = row.get(field);
        }
        return all;
    }

    private String said(String field, String text) {
        if (text.isEmpty()) {
            return text;
        }
        if (NODES.contains(field)) {
            return known(nodes, text);
        }
        return field.equals("stage") ? known(stages, text) : words.ours(table, field, text);
    }

    private static String known(Map<String, String> keys, String text) {
        var key = keys.getOrDefault(text, keys.getOrDefault(plain(text), ""));
        return key.isEmpty() ? text : key;
    }

    private String key(Map<String, String> row) {
        var zh = row.getOrDefault("name_zh", "");
        if (zh.isEmpty()) {
            return "";
        }
        var before = nodes.getOrDefault(plain(zh), "");
        if (!before.isEmpty()) {
            return before;
        }
        var slug =
                row.getOrDefault("name_en", zh)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        if (slug.length() > 50) {
            slug = slug.substring(0, 50).replaceAll("-$", "");
        }
        return slug.isEmpty() || nodes.containsKey(slug)
                ? "n-"
                        + UUID.nameUUIDFromBytes(zh.getBytes(StandardCharsets.UTF_8))
                                .toString()
                                .substring(0, 8)
                : slug;
    }

    /** Which word of ours a word of theirs stands for. */
    interface Words {
        String ours(ChainTable table, String field, String text);
    }

    /** The first rows, for show. */
    static List<List<String>> sample(Handed handed, int most) {
        var sample = new ArrayList<List<String>>();
        handed.lines().stream().limit(most).forEach(it -> sample.add(it.cells()));
        return sample;
    }
}
