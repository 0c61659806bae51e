package yanzhen.engine;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Decimal numbers as tables write them, read from their bytes. */
public final class Decimals {

    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    /** Nothing else that Java reads as a number, such as 1d, 0x1p3 or NaN. */
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private Decimals() {}

    /** Whether this is a decimal number: digits, a point, a sign and an exponent at most. */
    public static boolean isDecimal(String text) {
        return DECIMAL.matcher(text).matches();
    }

    /**
     * The double nearest to a number.
     *
     * @param from place of its first byte
     * @param until place after its last byte
     * @return NaN when it is no decimal number
     */
    public static double read(byte[] bytes, int from, int until) {
        long digits = 0;
        int count = 0;
        int point = -1;
        for (int at = from; at < until; at++) {
            byte it = bytes[at];
            if (it == '.' && point < 0) {
                point = count;
            } else if (it >= '0' && it <= '9' && count < EXACT_DIGITS) {
                digits = digits * 10 + (it - '0');
                count++;
            } else {
                return otherwise(bytes, from, until);
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        // Both are exact as doubles, so the quotient is the nearest double.
        return point < 0 ? digits : digits / POWERS[count - point];
    }

    /** With a sign, an exponent or many digits. */
    private static double otherwise(byte[] bytes, int from, int until) {
        var text = new String(bytes, from, until - from, StandardCharsets.UTF_8);
        return isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
    }
}
