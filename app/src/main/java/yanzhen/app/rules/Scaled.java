package yanzhen.app.rules;

import java.math.BigDecimal;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.rules.Amount.Between;
import yanzhen.app.rules.Amount.Known;
import yanzhen.app.rules.Amount.Unknown;

/**
 * 假设数据: what is known of a firm with one datum multiplied, in every year alike.
 *
 * @param datum key of it
 * @param factor not below 0
 */
public record Scaled(Facts of, String datum, BigDecimal factor) implements Facts {

    /**
     * @throws IllegalArgumentException when the factor is below 0
     */
    public Scaled {
        if (factor.signum() < 0) {
            throw new IllegalArgumentException(
                    "The factor (%s) is below 0. Scale by 0 or more.".formatted(factor));
        }
    }

    @Override
    public int lastYear() {
        return of.lastYear();
    }

    @Override
    public @Nullable Amount value(Datum asked, int year) {
        var value = of.value(asked, year);
        return value == null || !asked.key().equals(datum)
                ? value
                : times(value, Decimal.exactly(factor));
    }

    private static Amount times(Amount value, BigFraction factor) {
        return switch (value) {
            case Known(var number) -> new Known(number.multiply(factor));
            case Between(var least, var most, var missing) ->
                    new Between(least.multiply(factor), most.multiply(factor), missing);
            case Unknown unknown -> unknown;
        };
    }
}
