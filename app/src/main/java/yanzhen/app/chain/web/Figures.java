package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/** Shares and volumes as pages show them. */
final class Figures {

    private static final double LEAST = 0.00005;

    private Figures() {}

    /**
     * A share in percent with two decimals; what would be shown as nothing says that it is little.
     */
    static String percent(double share) {
        if (share > 0 && share < LEAST) {
            return "<0.01";
        }
        return decimal(100 * share, 2);
    }

    /** A volume without decimals, in groups of three digits. */
    static String volume(double volume, Locale locale) {
        var form = NumberFormat.getIntegerInstance(locale);
        form.setRoundingMode(RoundingMode.HALF_UP);
        return form.format(volume);
    }

    /** Rounded for a cell of a table to take away. */
    static BigDecimal rounded(double number, int places) {
        return BigDecimal.valueOf(number).setScale(places, RoundingMode.HALF_UP);
    }

    private static String decimal(double number, int places) {
        return rounded(number, places).toPlainString();
    }
}
