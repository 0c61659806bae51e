package yanzhen.engine;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of one line, one after the other. */
final class Field {

    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    private static final int SHOWN = 40;

    /** Nothing else that Java reads as a number, such as 1d, 0x1p3 or NaN. */
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

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
        int begin = at;
        long digits = 0;
        int count = 0;
        int point = -1;
        for (; at < line.length(); at++) {
            byte it = line.at(at);
            if (it == '.' && point < 0) {
                point = count;
            } else if (it >= '0' && it <= '9' && count < EXACT_DIGITS) {
                digits = digits * 10 + (it - '0');
                count++;
            } else {
                return otherwise(begin);
            }
        }
        if (count == 0) {
            fail("weight (%s) is not a number", begin, (byte) '\n');
            return 0;
        }
        // Both are exact as doubles, so the quotient is the nearest double.
        return point < 0 ? digits : digits / POWERS[count - point];
    }

    /** With a sign, an exponent or many digits. */
    private double otherwise(int begin) {
        var text = line.text(begin, line.length());
        if (DECIMAL.matcher(text).matches()) {
            return Double.parseDouble(text);
        }
        fail("weight (%s) is not a number", begin, (byte) '\n');
        return 0;
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
