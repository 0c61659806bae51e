package yanzhen.app.site;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import yanzhen.app.kernel.Yuan;

/** 金额的说法: an amount as people say it, rounded half up; the exact one is in the export. */
public final class Money {

    private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal HUNDRED_MILLION = BigDecimal.valueOf(100_000_000);

    private Money() {}

    /** In 亿元, 万元 or 元; in English in millions or plain yuan. */
    public static String said(Yuan amount, Locale locale) {
        var yuan = amount.amount();
        if (locale.getLanguage().equals("en")) {
            return yuan.compareTo(MILLION) >= 0
                    ? digits(yuan, MILLION, 2) + " million yuan"
                    : digits(yuan, BigDecimal.ONE, 0) + " yuan";
        }
        if (yuan.compareTo(HUNDRED_MILLION) >= 0) {
            return digits(yuan, HUNDRED_MILLION, 2) + " 亿元";
        }
        return yuan.compareTo(TEN_THOUSAND) >= 0
                ? digits(yuan, TEN_THOUSAND, 2) + " 万元"
                : digits(yuan, BigDecimal.ONE, 2) + " 元";
    }

    /** The exact amount in yuan with commas between thousands. */
    public static String exact(Yuan amount) {
        return format(2, 2).format(amount.amount());
    }

    private static String digits(BigDecimal yuan, BigDecimal unit, int decimals) {
        return format(0, decimals).format(yuan.divide(unit, decimals, RoundingMode.HALF_UP));
    }

    private static DecimalFormat format(int least, int most) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(most);
        return format;
    }
}
