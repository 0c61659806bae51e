package yanzhen.app.site;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * 导出表: a table on its way out of the platform, as XLSX or as CSV in UTF-8 with a byte order mark.
 *
 * <p>Text never becomes a formula: XLSX cells are written as strings, and a CSV cell that begins
 * like a formula gets an apostrophe before it, which {@link UploadedTable} takes away again. A
 * sheet holds all its rows and is meant for tables of thousands; {@link #stream} keeps none.
 */
public final class Sheet {

    /** The two forms. */
    public enum Form {
        XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        CSV("csv", "text/csv;charset=UTF-8");

        private final String ending;
        private final String type;

        Form(String ending, String type) {
            this.ending = ending;
            this.type = type;
        }

        /**
         * The form of a file ending in an address.
         *
         * @throws NotFound when it is neither
         */
        public static Form of(String ending) {
            return Arrays.stream(values())
                    .filter(it -> it.ending.equals(ending))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("form of export", ending));
        }
    }

    private static final int FLUSHED = 1_000;
    private static final int CHUNK = 1 << 16;
    private static final String FORMULA_STARTS = "=+-@\t\r＝＋－＠";

    private final String name;
    private final List<String> heads;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param name of the sheet and the file
     */
    public Sheet(String name, List<String> heads) {
        this.name = name;
        this.heads = List.copyOf(heads);
    }

    /**
     * An empty table whose heads are messages.
     *
     * @param heads their keys
     * @param said what a key says
     */
    public Sheet(String name, List<String> heads, UnaryOperator<String> said) {
        this(name, heads.stream().map(said).toList());
    }

    /** Adds a row: texts, numbers, days and nothing (null); anything else by its text. */
    public void add(@Nullable Object... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException(
                    "The row has %d cells for %d columns.".formatted(cells.length, heads.size()));
        }
        rows.add(Collections.unmodifiableList(Arrays.asList(cells.clone())));
    }

    /** The rows by their heads, as texts; what is empty is left out. */
    public List<Map<String, String>> records() {
        var records = new ArrayList<Map<String, String>>();
        for (var row : rows) {
            var record = new LinkedHashMap<String, String>();
            for (int at = 0; at < heads.size(); at++) {
                var cell = row.get(at);
                if (cell != null && !cell.toString().isEmpty()) {
                    record.put(
                            heads.get(at),
                            cell instanceof BigDecimal number
                                    ? number.toPlainString()
                                    : cell.toString());
                }
            }
            records.add(record);
        }
        return records;
    }

    /** An answer that saves the table as a file. */
    public ResponseEntity<byte[]> download(Form form) {
        return saved(name, form, form == Form.XLSX ? xlsx() : csv());
    }

    private static ResponseEntity<byte[]> saved(String name, Form form, byte[] content) {
        var file = URLEncoder.encode(name + "." + form.ending, StandardCharsets.UTF_8);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(form.type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename*=UTF-8''" + file.replace("+", "%20"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(content);
    }

    /**
     * An answer that saves several tables as the sheets of one XLSX, in their order.
     *
     * @param file name without its ending
     */
    public static ResponseEntity<byte[]> workbook(String file, List<Sheet> sheets) {
        return saved(file, Form.XLSX, xlsx(sheets));
    }

    /** Takes the rows of a table on its way out. */
    public interface Rows {
        /** One cell per head: texts, numbers, days and nothing (null). */
        void add(@Nullable Object... cells);
    }

    /**
     * Answers with a table of any length, written while its rows come.
     *
     * @param name of the sheet and the file
     * @param source calls {@link Rows#add} for each row
     */
    public static void stream(
            HttpServletResponse answer,
            String name,
            Form form,
            List<String> heads,
            Consumer<Rows> source) {
        var file = URLEncoder.encode(name + "." + form.ending, StandardCharsets.UTF_8);
        answer.setContentType(form.type);
        answer.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename*=UTF-8''" + file.replace("+", "%20"));
        answer.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            if (form == Form.XLSX) {
                streamXlsx(answer.getOutputStream(), name, heads, source);
            } else {
                streamCsv(answer.getOutputStream(), heads, source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void streamXlsx(OutputStream out, String name, List<String> heads, Consumer<Rows> source)
            throws IOException {
        try (var book = new Workbook(out, "Yanzhen", "1.0")) {
            var sheet = book.newWorksheet(title(name));
            heads(sheet, heads);
            var row = new int[] {0};
            source.accept(cells -> {
                row[0]++;
                for (int column = 0; column < cells.length; column++) {
                    var cell = cells[column];
                    if (cell instanceof String text) {
                        // Not among the shared texts, which stay in memory to the end.
                        sheet.inlineString(row[0], column, text);
                    } else {
                        put(sheet, row[0], column, cell);
                    }
                }
                if (row[0] % FLUSHED == 0) {
                    flush(sheet);
                }
            });
        }
    }

    private static void flush(org.dhatim.fastexcel.Worksheet sheet) {
        try {
            sheet.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void streamCsv(OutputStream out, List<String> heads, Consumer<Rows> source)
            throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write('\ufeff');
        var text = new StringBuilder();
        line(text, heads);
        source.accept(cells -> {
            line(text, Arrays.asList(cells));
            if (text.length() > CHUNK) {
                write(writer, text);
            }
        });
        write(writer, text);
        writer.flush();
    }

    private static void write(Writer writer, StringBuilder text) {
        try {
            writer.append(text);
            text.setLength(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] xlsx() {
        return xlsx(List.of(this));
    }

    private static byte[] xlsx(List<Sheet> sheets) {
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "Yanzhen", "1.0")) {
            sheets.forEach(it -> it.writeTo(book));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void writeTo(Workbook book) {
        var sheet = book.newWorksheet(title(name));
        heads(sheet, heads);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < heads.size(); column++) {
                put(sheet, row + 1, column, rows.get(row).get(column));
            }
        }
    }

    private static String title(String name) {
        return name.replaceAll("[\\[\\]:*?/\\\\]", " ");
    }

    private static void heads(org.dhatim.fastexcel.Worksheet sheet, List<String> heads) {
        for (int column = 0; column < heads.size(); column++) {
            sheet.value(0, column, heads.get(column));
            sheet.style(0, column).bold().set();
        }
        sheet.freezePane(0, 1);
    }

    private static void put(
            org.dhatim.fastexcel.Worksheet sheet, int row, int column, @Nullable Object cell) {
        switch (cell) {
            case null -> {}
            case Number number -> sheet.value(row, column, number);
            case LocalDate day -> {
                sheet.value(row, column, day);
                sheet.style(row, column).format("yyyy-mm-dd").set();
            }
            default -> sheet.value(row, column, cell.toString());
        }
    }

    byte[] csv() {
        var text = new StringBuilder("\ufeff");
        line(text, heads);
        rows.forEach(row -> line(text, row));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, List<? extends @Nullable Object> cells) {
        for (int at = 0; at < cells.size(); at++) {
            text.append(at == 0 ? "" : ",").append(quoted(cells.get(at)));
        }
        text.append("\r\n");
    }

    private static String quoted(@Nullable Object cell) {
        return switch (cell) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            default -> quoted(cell.toString());
        };
    }

    private static String quoted(String cell) {
        var safe = disarmed(cell);
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** A text that no spreadsheet takes for a formula; {@link #armed} gives back what it was. */
    static String disarmed(String text) {
        return startsFormula(text) ? "'" + text : text;
    }

    /** Undoes {@link #disarmed}. */
    static String armed(String text) {
        return text.startsWith("'") && startsFormula(text) ? text.substring(1) : text;
    }

    /** Apostrophes before the sign count as part of it, so that one more can be told apart. */
    private static boolean startsFormula(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '\'') {
            at++;
        }
        return at < text.length() && FORMULA_STARTS.indexOf(text.charAt(at)) >= 0;
    }
}
