package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Kind;

/** 填数: numbers as people type them, money in 10,000 yuan and shares in per cent. */
final class NumberTyping {

    private static final int WAN = 4;
    private static final int PER_CENT = 2;

    /** Written out and short: {@code 1e9} and a page of digits are slips. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(?:\\.\\d{1,30})?");

    private static final int MOST_DIGITS = 16;
    private static final int DECIMALS = 4;

    /** Digits before or after the point of what is looked at. */
    private static final int MOST_SCALE = 100;

    private NumberTyping() {}

    /** Without separators and blanks; empty when nothing was typed. */
    static String plain(@Nullable String typed) {
        return typed == null ? "" : typed.replace(",", "").replace("，", "").strip();
    }

    /** The number in yuan, pieces or shares of 1; null with a problem when it is none. */
    static @Nullable BigDecimal read(String field, String plain, Kind kind, Problems problems) {
        return read(field, null, plain, kind, problems);
    }

    /**
     * The same of a table.
     *
     * @param row of the table; null for a form
     */
    static @Nullable BigDecimal read(
            String field, @Nullable Integer row, String plain, Kind kind, Problems problems) {
        if (!NUMBER.matcher(plain).matches()) {
            problems.add("", row, field, plain, "typed-number");
            return null;
        }
        var value = held(new BigDecimal(plain).movePointRight(shift(kind)), kind);
        if (value == null) {
            problems.add("", row, field, plain, "typed-range");
        }
        return value;
    }

    /**
     * A number as a report holds it, with four decimals.
     *
     * @param value in yuan, pieces or shares of 1
     * @return null when it is below 0 without being money, or has too many digits
     */
    static @Nullable BigDecimal held(BigDecimal value, Kind kind) {
        // Of a short number only: whoever writes 1e999999999 is not to be waited for.
        if (Math.abs((long) value.scale()) > MOST_SCALE || value.precision() > MOST_SCALE) {
            return null;
        }
        var stripped = value.stripTrailingZeros();
        return stripped.scale() > DECIMALS
                        || stripped.precision() - stripped.scale() > MOST_DIGITS
                        || (stripped.signum() < 0 && kind != Kind.MONEY)
                ? null
                : stripped.setScale(DECIMALS);
    }

    /** As it is typed. */
    static String said(BigDecimal value, Kind kind) {
        var plain = value.movePointLeft(shift(kind)).stripTrailingZeros();
        return plain.toPlainString();
    }

    private static int shift(Kind kind) {
        return switch (kind) {
            case MONEY -> WAN;
            case SHARE -> -PER_CENT;
            case PEOPLE, YEARS, COUNT, POINTS, PLACE -> 0;
        };
    }
}
