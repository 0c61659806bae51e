package yanzhen.app.chain.supply;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;

/**
 * 投入品类别表: essential.txt, a line for each supplying sector and in it a digit for each buying one.
 *
 * @param rows the digits, as many in each as there are rows; none when something is wrong
 */
record InputTable(List<byte[]> rows) {

    static final String FILE = "essential.txt";

    private static final InputClass[] BY_DIGIT = {
        InputClass.NEGLIGIBLE, InputClass.NON_ESSENTIAL, InputClass.ESSENTIAL
    };

    static InputTable read(FolderFile file) {
        var rows = new ArrayList<byte[]>();
        var numbers = new ArrayList<Integer>();
        long before = file.problems().count();
        file.read(
                "",
                lines -> {
                    while (lines.next()) {
                        var row = digits(file, lines);
                        if (row.length > 0) {
                            rows.add(row);
                            numbers.add(lines.number());
                        }
                    }
                    if (rows.isEmpty()) {
                        file.problem("", "", "supply-no-sector");
                    }
                });
        for (int at = 0; at < rows.size(); at++) {
            int digits = rows.get(at).length;
            if (digits != rows.size()) {
                file.problem(
                        numbers.get(at), "", digits + "", "supply-classes-width", "" + rows.size());
            }
        }
        return new InputTable(file.problems().count() == before ? rows : List.of());
    }

    private static byte[] digits(FolderFile file, TextLines lines) throws IOException {
        int end = lines.length();
        while (end > 0 && (lines.at(end - 1) == ' ' || lines.at(end - 1) == '\t')) {
            end--;
        }
        var row = new byte[end];
        for (int at = 0; at < end; at++) {
            int digit = lines.at(at) - '0';
            if (digit < 0 || digit > 2) {
                file.problem(
                        lines.number(),
                        String.valueOf(at + 1),
                        lines.isPlain() ? String.valueOf((char) lines.at(at)) : "?",
                        "supply-classes-digit");
            }
            row[at] = (byte) digit;
        }
        return row;
    }

    /** How many sectors there are; 0 when it could not be read. */
    int sectors() {
        return rows.size();
    }

    InputClasses classes() {
        return InputClasses.of(rows.stream().map(InputTable::row).toArray(InputClass[][]::new));
    }

    private static InputClass[] row(byte[] digits) {
        var row = new InputClass[digits.length];
        Arrays.setAll(row, at -> BY_DIGIT[digits[at]]);
        return row;
    }
}
