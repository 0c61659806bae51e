package yanzhen.app.rules;

import java.util.Locale;
import org.apache.commons.numbers.fraction.BigFraction;

/** 带单位的数: a number as rules write it, such as {@code 1500万元}. */
public record Quantity(BigFraction number, Kind kind) {

    /** In the words of a reader's language. */
    public String said(Locale locale) {
        return kind.said(number, locale);
    }
}
