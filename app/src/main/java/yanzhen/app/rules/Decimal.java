package yanzhen.app.rules;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;

/** Decimal numbers as fractions, without rounding. */
final class Decimal {

    private Decimal() {}

    static BigFraction exactly(BigDecimal value) {
        var plain = value.scale() < 0 ? value.setScale(0) : value;
        return BigFraction.of(plain.unscaledValue(), BigInteger.TEN.pow(plain.scale()));
    }
}
