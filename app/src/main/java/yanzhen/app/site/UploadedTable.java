package yanzhen.app.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import yanzhen.app.kernel.Problems;

/**
 * 上传表: a table that somebody hands in, as CSV (UTF-8, UTF-16 or GB 18030; comma, semicolon or tab)
 * or as the first visible sheet of an XLSX.
 *
 * <p>The first row that is not empty names the columns, in any order, by key or by their Chinese or
 * English head. Rows are handed on one by one and never kept, so that memory stays bounded whatever
 * the file holds; a hostile file ends in a problem after bounded time. Formulas are neither
 * computed nor is the value believed that was saved with them.
 */
public final class UploadedTable {

    /** Largest file in bytes; the same as the limit of a request. */
    public static final long MOST_BYTES = 64L << 20;

    /** Most rows of one file unless the reader asks for fewer: a preview must stay readable. */
    public static final int MOST_ROWS = 200_000;

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE2 = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    private UploadedTable() {}

    /**
     * 列: a column that the table may have.
     *
     * @param key as in the API and in problems
     * @param required whether the table must have the column; its cells may still be empty
     * @param most longest text of a cell, in characters
     * @param heads other names of the column, in any language
     * @param lines whether a text may have several lines; they are joined by spaces
     */
    public record Column(String key, boolean required, int most, Set<String> heads, boolean lines) {

        /** Of texts of one line. */
        public Column(String key, boolean required, int most, Set<String> heads) {
            this(key, required, most, heads, false);
        }

        public Column {
            heads = Set.copyOf(heads);
        }
    }

    /**
     * Reads a table from its beginning to its end, or to the first fault of the file as a whole.
     *
     * <p>The caller stores nothing unless {@code problems} is still clean afterwards.
     *
     * @param file of any content
     * @param columns that the table may have
     * @param mostRows rows that are not empty, without the heads
     * @param problems gets what is wrong with the file, its heads and its cells
     * @param rows gets every row that is not empty
     * @return whether it was read to its end, be it with problems of rows
     */
    public static boolean read(
            Path file,
            List<Column> columns,
            int mostRows,
            Problems problems,
            Consumer<TableRow> rows) {
        try (RawRows raw = open(file)) {
            var heads = heads(raw, columns, problems);
            if (heads == null) {
                return false;
            }
            readRows(raw, heads, mostRows, problems, rows);
            return true;
        } catch (TableFault fault) {
            fault.addTo(problems);
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 原样的表: heads and rows, before anybody knows what they mean. */
    public record Raw(List<String> heads, List<RawRow> rows) {}

    /**
     * A row as it stands in the file; texts of several lines are joined by spaces.
     *
     * @param number as a spreadsheet numbers it, from 1; the heads are a row too
     */
    public record RawRow(int number, List<String> cells) {}

    /**
     * Reads a table of any columns: the first sheet or the whole file.
     *
     * @param mostRows rows that are not empty, without the heads
     * @param problems gets what is wrong with the file or a cell
     * @return null when there is any problem
     */
    public static @org.jspecify.annotations.Nullable Raw raw(
            Path file, int mostRows, Problems problems) {
        try (RawRows raw = open(file)) {
            var head = raw.next();
            while (head != null && head.empty()) {
                head = raw.next();
            }
            var rows = new ArrayList<RawRow>();
            for (var row = raw.next(); row != null; row = raw.next()) {
                if (!row.empty()) {
                    if (rows.size() == mostRows) {
                        throw new TableFault("table-too-many-rows", String.valueOf(mostRows));
                    }
                    rows.add(new RawRow(row.number(), texts(row, problems)));
                }
            }
            if (head == null || rows.isEmpty()) {
                throw new TableFault("table-empty");
            }
            return problems.none() ? new Raw(texts(head, problems), List.copyOf(rows)) : null;
        } catch (TableFault fault) {
            fault.addTo(problems);
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(RawRows.Row row, Problems problems) {
        var texts = new ArrayList<String>();
        for (var cell : row.cells()) {
            if (cell.fault() != null) {
                problems.add("", row.number(), "", cell.text(), cell.fault());
            }
            texts.add(cell.text().replaceAll("[\\s\\p{Cntrl}]+", " "));
        }
        return List.copyOf(texts);
    }

    /**
     * 工作表: names of the visible sheets of an XLSX, in their order.
     *
     * @param problems gets what is wrong with the file; then there are none
     */
    public static List<String> sheets(Path file, Problems problems) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new TableFault("table-too-large", String.valueOf(MOST_BYTES >> 20));
            }
            if (!begins(head(file), ZIP)) {
                throw new TableFault("table-unknown");
            }
            return XlsxRows.sheets(file);
        } catch (TableFault fault) {
            fault.addTo(problems);
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one of the {@link #sheets}, otherwise like {@link #read}.
     *
     * @param sheet its name
     */
    public static void readSheet(
            Path file,
            String sheet,
            List<Column> columns,
            int mostRows,
            Problems problems,
            Consumer<TableRow> rows) {
        try (RawRows raw = XlsxRows.of(file, sheet)) {
            var heads = heads(raw, columns, problems);
            if (heads != null) {
                readRows(raw, heads, mostRows, problems, rows);
            }
        } catch (TableFault fault) {
            fault.addTo(problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawRows open(Path file) throws IOException, TableFault {
        long bytes = Files.size(file);
        if (bytes > MOST_BYTES) {
            throw new TableFault("table-too-large", String.valueOf(MOST_BYTES >> 20));
        }
        var head = head(file);
        if (begins(head, OLE2)) {
            throw new TableFault("table-encrypted");
        }
        return begins(head, ZIP) ? XlsxRows.of(file) : CsvRows.of(file);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(4);
        }
    }

    private static boolean begins(byte[] head, byte[] with) {
        return Arrays.equals(head, with);
    }

    private static TableRow.@org.jspecify.annotations.Nullable Heads heads(
            RawRows raw, List<Column> columns, Problems problems) throws TableFault {
        var row = raw.next();
        while (row != null && row.empty()) {
            row = raw.next();
        }
        if (row == null) {
            throw new TableFault("table-empty");
        }
        return TableRow.Heads.match(row, columns, problems);
    }

    private static void readRows(
            RawRows raw,
            TableRow.Heads heads,
            int mostRows,
            Problems problems,
            Consumer<TableRow> rows)
            throws TableFault {
        int count = 0;
        for (var row = raw.next(); row != null; row = raw.next()) {
            if (row.empty()) {
                continue;
            }
            if (++count > mostRows) {
                throw new TableFault("table-too-many-rows", String.valueOf(mostRows));
            }
            rows.accept(TableRow.of(row, heads, problems));
        }
        if (count == 0) {
            throw new TableFault("table-empty");
        }
    }
}
