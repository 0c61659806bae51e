package yanzhen.app.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * 人民币金额: an amount of money, exact to the fen.
 *
 * @param fen hundredths of a yuan; may be negative
 */
public record Yuan(long fen) implements Comparable<Yuan> {

    public static final Yuan ZERO = new Yuan(0);

    /** Commas only between thousands: 12,50 may be meant as 12.50. */
    private static final Pattern TYPED =
            Pattern.compile("[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+|(?=\\.[0-9]))(\\.[0-9]+)?");

    /**
     * An amount given in yuan.
     *
     * @param amount yuan with at most two decimals
     * @throws IllegalArgumentException when it has more, or does not fit
     */
    public static Yuan of(BigDecimal amount) {
        try {
            return new Yuan(amount.movePointRight(2).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "The amount (%s) is not a number of yuan with at most two decimals."
                            .formatted(amount),
                    e);
        }
    }

    /**
     * An amount as typed: full-width digits are read, commas between thousands dropped.
     *
     * @throws IllegalArgumentException when the text is no such amount
     */
    public static Yuan of(String amount) {
        var plain = Normalizer.normalize(amount, Normalizer.Form.NFKC).strip();
        if (!TYPED.matcher(plain).matches()) {
            throw new IllegalArgumentException(
                    "The amount (%s) is not a number, such as 1250000.00.".formatted(amount));
        }
        return of(new BigDecimal(plain.replace(",", "")));
    }

    /**
     * Both amounts together.
     *
     * @throws ArithmeticException when the sum does not fit
     */
    public Yuan plus(Yuan other) {
        return new Yuan(Math.addExact(fen, other.fen));
    }

    /**
     * This amount without the other; may be negative.
     *
     * @throws ArithmeticException when the difference does not fit
     */
    public Yuan minus(Yuan other) {
        return new Yuan(Math.subtractExact(fen, other.fen));
    }

    /**
     * The given share of this amount, rounded down to the fen: nobody is paid a fen too much.
     *
     * @param share dimensionless, usually 0 to 1
     * @throws ArithmeticException when it does not fit
     */
    public Yuan share(BigDecimal share) {
        return new Yuan(
                BigDecimal.valueOf(fen)
                        .multiply(share)
                        .setScale(0, RoundingMode.FLOOR)
                        .longValueExact());
    }

    /** In yuan, with two decimals. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(fen, 2);
    }

    @Override
    public int compareTo(Yuan other) {
        return Long.compare(fen, other.fen);
    }

    @Override
    public String toString() {
        return amount().toPlainString();
    }
}
