package yanzhen.app.rules;

import java.math.BigDecimal;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;

/** 数值: exact, so that a firm at the threshold is at the threshold. */
public sealed interface Amount {

    /** 已知. */
    record Known(BigFraction value) implements Amount {}

    /**
     * 区间: something that it is made up of is not known.
     *
     * @param least what it is at least
     * @param most what it is at most
     */
    record Between(BigFraction least, BigFraction most, List<Missing> missing) implements Amount {
        public Between {
            missing = List.copyOf(missing);
        }
    }

    /** 未知. */
    record Unknown(List<Missing> missing) implements Amount {
        public Unknown {
            missing = List.copyOf(missing);
        }
    }

    /**
     * 缺的数据.
     *
     * @param year of which it is not known
     * @param zero whether it is known to be 0, and something was to be divided by it
     */
    record Missing(Datum datum, int year, boolean zero) {}

    static Amount of(long value) {
        return new Known(BigFraction.of(value));
    }

    /** Exactly this decimal number. */
    static Amount of(BigDecimal value) {
        return new Known(exactly(value));
    }

    /** This decimal number as a fraction, without rounding. */
    static BigFraction exactly(BigDecimal value) {
        return Decimal.exactly(value);
    }
}
