package yanzhen.app.chain.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.TableRow;
import yanzhen.app.site.UploadedTable;

/**
 * Finds the tables of a chain among the files handed in: sheets of a workbook, or CSV files, each
 * named after its table. Problems name the table as their file.
 */
final class UploadedTables {

    private static final int MOST_ROWS = 50_000;

    /** A file as it was handed in. */
    record Upload(String name, Path file) {}

    private final Map<ChainTable, List<TableRow>> rows = new EnumMap<>(ChainTable.class);
    private final Problems problems;

    private UploadedTables(Problems problems) {
        this.problems = problems;
    }

    /** Reads all files; what cannot be read or placed becomes a problem. */
    static Map<ChainTable, List<TableRow>> read(List<Upload> uploads, Problems problems) {
        var tables = new UploadedTables(problems);
        for (var upload : uploads) {
            if (upload.name.toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
                tables.workbook(upload);
            } else {
                tables.csv(upload);
            }
        }
        if (tables.rows.isEmpty() && problems.none()) {
            problems.add("", null, "files", "", "chain-tables-none", ChainTable.names());
        }
        return tables.rows;
    }

    private void workbook(Upload upload) {
        var own = new Problems();
        for (var sheet : UploadedTable.sheets(upload.file, own)) {
            var table = ChainTable.named(sheet);
            if (table.isEmpty()) {
                problems.add(
                        upload.name, null, "", sheet, "chain-table-unknown", ChainTable.names());
            } else {
                take(
                        table.get(),
                        it ->
                                UploadedTable.readSheet(
                                        upload.file,
                                        sheet,
                                        table.get().columns(),
                                        MOST_ROWS,
                                        it.problems,
                                        it.rows::add));
            }
        }
        problems.include(own.in(upload.name));
    }

    private void csv(Upload upload) {
        var bare = upload.name.replaceFirst("(?i)\\.(csv|txt)$", "");
        var table = ChainTable.named(bare);
        if (table.isEmpty()) {
            problems.add(upload.name, null, "", bare, "chain-table-unknown", ChainTable.names());
            return;
        }
        take(
                table.get(),
                it ->
                        UploadedTable.read(
                                upload.file,
                                table.get().columns(),
                                MOST_ROWS,
                                it.problems,
                                it.rows::add));
    }

    /** What one table gives. */
    private record Taken(List<TableRow> rows, Problems problems) {}

    private void take(ChainTable table, java.util.function.Consumer<Taken> reading) {
        var taken = new Taken(new ArrayList<>(), new Problems());
        reading.accept(taken);
        if (rows.put(table, taken.rows) != null) {
            problems.add(table.key(), null, "", table.key(), "chain-table-twice");
        }
        var found = taken.problems.in(table.key());
        if (found.kept().stream().anyMatch(it -> saysEmpty(it, table))) {
            found.kept().stream().filter(it -> !saysEmpty(it, table)).forEach(problems::add);
        } else {
            problems.include(found);
        }
    }

    /** A chain may have no edges, no known suppliers and no facts. */
    private static boolean saysEmpty(Problem it, ChainTable table) {
        return it.code().equals("table-empty")
                && (table == ChainTable.EDGES
                        || table == ChainTable.PROVISIONS
                        || table == ChainTable.FACTS
                        || table == ChainTable.PROVIDERS);
    }

    static Problem placed(Problem it, String file) {
        return new Problem(file, it.line(), it.field(), it.value(), it.code(), it.details());
    }
}
