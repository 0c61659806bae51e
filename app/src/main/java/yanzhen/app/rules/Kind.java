package yanzhen.app.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** 量纲: what kind of number a datum is, so that money is never compared with people. */
public enum Kind {
    /** 金额, in yuan. */
    MONEY("元", "CNY"),
    /** 人数. */
    PEOPLE("人", "people"),
    /** 年数. */
    YEARS("年", "years"),
    /** 比例, 1 is the whole. */
    SHARE("%", "%"),
    /** 项数. */
    COUNT("项", ""),
    /** 得分. */
    POINTS("分", "points"),
    /** 名次, the first is 1. */
    PLACE("名", "");

    private static final BigFraction WAN = BigFraction.of(10_000);
    private static final BigFraction YI = BigFraction.of(100_000_000);
    private static final BigFraction HUNDRED = BigFraction.of(100);
    private static final int DIGITS = 2;

    private final String unit;
    private final String unitEn;

    Kind(String unit, String unitEn) {
        this.unit = unit;
        this.unitEn = unitEn;
    }

    /** A number of this kind for people: rounded to two digits, money in 万 and 亿. */
    public String said(BigFraction number, Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        return switch (this) {
            case MONEY -> money(number, english);
            case SHARE -> digits(number.multiply(HUNDRED)) + "%";
            case PLACE -> english ? "place " + digits(number) : "第 " + digits(number) + " 名";
            case PEOPLE, YEARS, COUNT, POINTS ->
                    (digits(number) + " " + (english ? english(number) : unit)).strip();
        };
    }

    /**
     * How much is lacking, for people: shares in percentage points, places by their number.
     *
     * @param distance between what is found and what is required, never negative
     */
    public String lacking(BigFraction distance, Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        return switch (this) {
            case SHARE ->
                    digits(distance.multiply(HUNDRED)) + (english ? " percentage points" : " 个百分点");
            case PLACE -> digits(distance) + (english ? " places" : " 名");
            case MONEY, PEOPLE, YEARS, COUNT, POINTS -> said(distance, locale);
        };
    }

    private String english(BigFraction number) {
        return number.equals(BigFraction.ONE) && this != PEOPLE
                ? unitEn.replaceFirst("s$", "")
                : unitEn;
    }

    private static String money(BigFraction number, boolean english) {
        var size = number.signum() < 0 ? number.negate() : number;
        if (english) {
            var million = BigFraction.of(1_000_000);
            return size.compareTo(million) >= 0
                    ? "CNY " + digits(number.divide(million)) + " million"
                    : "CNY " + digits(number);
        }
        if (size.compareTo(YI) >= 0) {
            return digits(number.divide(YI)) + " 亿元";
        }
        return size.compareTo(WAN) >= 0
                ? digits(number.divide(WAN)) + " 万元"
                : digits(number) + " 元";
    }

    private static String digits(BigFraction number) {
        var rounded = number.bigDecimalValue(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
    }

    /** 单位: how a number is written in a rule. */
    record Unit(String text, Kind kind, BigFraction factor) {

        private static final Unit[] ALL = {
            new Unit("亿元", MONEY, YI),
            new Unit("万元", MONEY, WAN),
            new Unit("元", MONEY, BigFraction.ONE),
            new Unit("%", SHARE, BigFraction.of(1, 100)),
            new Unit("人", PEOPLE, BigFraction.ONE),
            new Unit("年", YEARS, BigFraction.ONE),
            new Unit("项", COUNT, BigFraction.ONE),
            new Unit("分", POINTS, BigFraction.ONE),
            new Unit("名", PLACE, BigFraction.ONE)
        };

        /** The unit that stands there; null without one. */
        static @Nullable Unit at(String text, int from) {
            for (var unit : ALL) {
                if (text.startsWith(unit.text, from)) {
                    return unit;
                }
            }
            return null;
        }

        BigFraction of(BigDecimal number) {
            return Decimal.exactly(number).multiply(factor);
        }
    }
}
