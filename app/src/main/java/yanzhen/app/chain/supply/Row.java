package yanzhen.app.chain.supply;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import yanzhen.engine.Decimals;

/**
 * One row of a table: its cells, read by the columns that are wanted. A cell says what is wrong.
 */
final class Row {

    private static final int WHOLE_DIGITS = 9;

    /** What a number must be, and the problem where it is not. */
    enum Range {
        AMOUNT("supply-amount"),
        AMOUNT_ABOVE_0("supply-above-0"),
        SHARE("supply-share");

        /** Above any amount of money; sums of many stay finite. */
        private static final double MOST = 1e100;

        private final String code;

        Range(String code) {
            this.code = code;
        }

        private boolean holds(double number) {
            return switch (this) {
                case AMOUNT -> number >= 0 && number <= MOST;
                case AMOUNT_ABOVE_0 -> number > 0 && number <= MOST;
                case SHARE -> number >= 0 && number <= 1;
            };
        }
    }

    private final FolderFile file;
    private final TextLines line;
    private final List<String> columns;
    private final int[] places;
    private final int heads;
    private int[] begins = new int[8];
    private int[] ends = new int[8];
    private int cells;
    private boolean good;

    /**
     * A row that becomes each line in turn.
     *
     * @param places where each of the columns is
     * @param heads how many columns there are in the file
     */
    Row(FolderFile file, TextLines line, List<String> columns, int[] places, int heads) {
        this.file = file;
        this.line = line;
        this.columns = columns;
        this.places = places;
        this.heads = heads;
    }

    /** Takes the line; false when it is empty or has too few or too many cells. */
    boolean begin() {
        good = true;
        split();
        if (cells == 1 && begins[0] == ends[0]) {
            return false;
        }
        if (cells != heads) {
            problem("", line.text(0, line.length()), "supply-cells", "" + cells, "" + heads);
        }
        return good;
    }

    private void split() {
        cells = 0;
        int begin = 0;
        for (int at = 0; at < line.length(); at++) {
            if (line.at(at) == '\t') {
                cell(begin, at);
                begin = at + 1;
            }
        }
        cell(begin, line.length());
    }

    /** Without spaces around it and the quotation marks that R writes. */
    private void cell(int begin, int end) {
        int from = begin;
        int until = end;
        while (from < until && line.at(from) == ' ') {
            from++;
        }
        while (from < until && line.at(until - 1) == ' ') {
            until--;
        }
        if (until - from > 1 && line.at(from) == '"' && line.at(until - 1) == '"') {
            from++;
            until--;
        }
        if (cells == begins.length) {
            begins = Arrays.copyOf(begins, 2 * cells);
            ends = Arrays.copyOf(ends, 2 * cells);
        }
        begins[cells] = from;
        ends[cells] = until;
        cells++;
    }

    int number() {
        return line.number();
    }

    /** Whether nothing was wrong with it so far. */
    boolean isGood() {
        return good;
    }

    /** What is written in a column. */
    String text(int column) {
        int place = places[column];
        return line.text(begins[place], ends[place]);
    }

    /** All cells in their order; for a header. */
    static List<String> cellsOf(FolderFile file, TextLines line) {
        var row = new Row(file, line, List.of(), new int[0], 0);
        row.split();
        return java.util.stream.IntStream.range(0, row.cells)
                .mapToObj(it -> line.text(row.begins[it], row.ends[it]))
                .toList();
    }

    /** A whole number from 1 to 999,999,999; 0 when it is none, which is a problem then. */
    int whole(int column) {
        int begin = begins[places[column]];
        int end = ends[places[column]];
        int number = 0;
        for (int at = begin; at < end; at++) {
            int digit = line.at(at) - '0';
            if (digit < 0 || digit > 9 || at - begin == WHOLE_DIGITS) {
                return wholeOtherwise(column);
            }
            number = number * 10 + digit;
        }
        return number > 0 ? number : wholeOtherwise(column);
    }

    /** With an exponent or a point, as R writes 100000: 1e+05. */
    private int wholeOtherwise(int column) {
        var text = text(column);
        if (Decimals.isDecimal(text)) {
            var number = new BigDecimal(text);
            if (number.signum() > 0
                    && number.precision() - number.scale() <= WHOLE_DIGITS
                    && number.stripTrailingZeros().scale() <= 0) {
                return number.intValueExact();
            }
        }
        problem(column, "supply-whole");
        return 0;
    }

    /** A number of this range; 0 when it is none, which is a problem then. */
    double decimal(int column, Range range) {
        int place = places[column];
        double number = line.decimal(begins[place], ends[place]);
        if (range.holds(number)) {
            return number;
        }
        problem(column, range.code);
        return 0;
    }

    /** A problem of a column of this row. */
    void problem(int column, String code, String... details) {
        problem(columns.get(column), text(column), code, details);
    }

    private void problem(String field, String value, String code, String... details) {
        good = false;
        file.problem(line.number(), field, value, code, details);
    }
}
