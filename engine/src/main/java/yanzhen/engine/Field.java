package yanzhen.engine;

import org.jspecify.annotations.Nullable;

/** The fields of one line, one after the other. */
final class Field {

    private static final int SHOWN = 40;

    private final NetworkTable.Lines line;
    private int at;

    /** The first thing that was wrong, without the article. */
    @Nullable String fault;

    Field(NetworkTable.Lines line) {
        this.line = line;
    }

    /** A whole number of at most nine digits, ended by the separator. */
    long integer(byte separator) {
        int begin = at;
        long number = 0;
        while (at < line.length() && line.at(at) != separator) {
            int digit = line.at(at) - '0';
            if (digit < 0 || digit > 9 || at - begin >= 9) {
                fail("firm (%s) is not a whole number", begin, separator);
                return 0;
            }
            number = number * 10 + digit;
            at++;
        }
        if (at == begin || at == line.length()) {
            fail("row (%s) has not three fields", 0, (byte) '\n');
            return 0;
        }
        at++;
        return number;
    }

    /** A decimal number up to the end of the line. */
    double decimal() {
        if (fault != null) {
            return 0;
        }
        double number = line.decimal(at, line.length());
        if (Double.isNaN(number)) {
            fail("weight (%s) is not a number", at, (byte) '\n');
            return 0;
        }
        return number;
    }

    private void fail(String what, int begin, byte separator) {
        if (fault == null) {
            int end = begin;
            while (end < line.length() && line.at(end) != separator && end - begin < SHOWN) {
                end++;
            }
            fault = what.formatted(line.text(begin, end));
        }
    }
}
