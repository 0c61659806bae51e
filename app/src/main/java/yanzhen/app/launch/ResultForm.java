package yanzhen.app.launch;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.chain.supply.RiskResults;
import yanzhen.app.chain.supply.RiskResults.Column;

/** 输出格式: how results are written. Rows are written as they come, and none is kept. */
enum ResultForm {
    /** Tab between cells, in the layout of the reference values. */
    tsv {
        @Override
        void write(RiskResults results, OutputStream out) throws IOException {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writer.write(String.join("\t", heads(results)) + "\n");
            results.source()
                    .writeTo(
                            cells -> writer.write(String.join("\t", texts(results, cells)) + "\n"));
            writer.flush();
        }
    },
    /** RFC 4180. */
    csv {
        @Override
        void write(RiskResults results, OutputStream out) throws IOException {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            var csv = CsvWriter.builder().build(writer);
            csv.writeRecord(heads(results));
            results.source().writeTo(cells -> csv.writeRecord(texts(results, cells)));
            csv.flush();
        }
    },
    /** An array with an object for each row, each on a line of its own. */
    json {
        @Override
        void write(RiskResults results, OutputStream out) throws IOException {
            try (var json =
                    JsonMapper.builder()
                            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                            .build()
                            .writer()
                            .withRootValueSeparator(",\n")
                            .createGenerator(out)) {
                json.writeRaw("[\n");
                results.source().writeTo(cells -> object(json, results.columns(), cells));
                json.writeRaw("\n]\n");
            }
        }
    },
    /** A workbook with one sheet. */
    xlsx {
        @Override
        void write(RiskResults results, OutputStream out) throws IOException {
            try (var book = new Workbook(out, "Yanzhen", "1.0")) {
                var sheet = book.newWorksheet(results.name());
                for (int column = 0; column < results.columns().size(); column++) {
                    sheet.value(0, column, results.columns().get(column).name());
                    sheet.style(0, column).bold().set();
                }
                sheet.freezePane(0, 1);
                var row = new int[1];
                results.source()
                        .writeTo(cells -> {
                            row[0]++;
                            put(sheet, row[0], results.columns(), cells);
                            if (row[0] % FLUSHED == 0) {
                                sheet.flush();
                            }
                        });
            }
        }
    };

    /** How many rows a sheet of a workbook has below its head. */
    static final int MOST_XLSX_ROWS = (1 << 20) - 1;

    private static final int FLUSHED = 1_000;
    private static final MathContext DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);
    private static final int SMALLEST_PLAIN = -4;
    private static final int PLACES = 14;

    /**
     * Writes all rows, working them out on the way; leaves the stream open.
     *
     * @throws IOException when they could not be written
     */
    abstract void write(RiskResults results, OutputStream out) throws IOException;

    /** Whether it can be shown on a terminal. */
    boolean isText() {
        return this != xlsx;
    }

    /** The form that the ending of a file's name says. */
    static Optional<ResultForm> byEndingOf(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(it -> name.endsWith("." + it)).findFirst();
    }

    private static List<String> heads(RiskResults results) {
        return results.columns().stream().map(Column::name).toList();
    }

    private static List<String> texts(RiskResults results, List<Object> cells) {
        var texts = new ArrayList<String>(cells.size());
        for (int at = 0; at < cells.size(); at++) {
            texts.add(text(results.columns().get(at), cells.get(at)));
        }
        return texts;
    }

    private static String text(Column column, Object cell) {
        return switch (column.kind()) {
            case NUMBER, TEXT -> String.valueOf(cell);
            case DECIMAL -> decimal((Double) cell);
            case LOSS -> loss((Double) cell).toPlainString();
            case LOSSES ->
                    Arrays.stream((double[]) cell)
                            .mapToObj(ResultForm::shortLoss)
                            .collect(Collectors.joining(","));
            case NUMBERS ->
                    ((List<?>) cell).stream().map(String::valueOf).collect(Collectors.joining(","));
        };
    }

    /** As C and R print {@code %.17g}. */
    static String decimal(double number) {
        if (number == 0) {
            return "0";
        }
        var rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= SMALLEST_PLAIN && exponent < DIGITS.getPrecision()) {
            return rounded.toPlainString();
        }
        var digits = rounded.scaleByPowerOfTen(-exponent).toPlainString();
        return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static BigDecimal loss(double share) {
        return new BigDecimal(share).setScale(PLACES, RoundingMode.HALF_EVEN);
    }

    private static String shortLoss(double share) {
        var loss = loss(share);
        return loss.signum() == 0 ? "0" : loss.stripTrailingZeros().toPlainString();
    }

    private static void object(JsonGenerator json, List<Column> columns, List<Object> cells) {
        json.writeStartObject();
        for (int at = 0; at < cells.size(); at++) {
            json.writeName(columns.get(at).name());
            member(json, columns.get(at), cells.get(at));
        }
        json.writeEndObject();
    }

    private static void member(JsonGenerator json, Column column, Object cell) {
        switch (column.kind()) {
            case TEXT -> json.writeString((String) cell);
            case NUMBER, DECIMAL, LOSS -> json.writeNumber(text(column, cell));
            case LOSSES, NUMBERS -> {
                json.writeStartArray();
                for (var one : text(column, cell).split(",", -1)) {
                    json.writeNumber(one);
                }
                json.writeEndArray();
            }
        }
    }

    private static void put(Worksheet sheet, int row, List<Column> columns, List<Object> cells) {
        for (int at = 0; at < cells.size(); at++) {
            var column = columns.get(at);
            switch (column.kind()) {
                case NUMBER -> sheet.value(row, at, (Integer) cells.get(at));
                case DECIMAL -> sheet.value(row, at, (Double) cells.get(at));
                case LOSS -> sheet.value(row, at, loss((Double) cells.get(at)).doubleValue());
                case LOSSES, NUMBERS, TEXT ->
                        sheet.inlineString(row, at, text(column, cells.get(at)));
            }
        }
    }
}
