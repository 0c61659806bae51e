package yanzhen.app.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * 人民币金额: an amount of money, exact to the fen.
 *
 * @param fen hundredths of a yuan; may be negative
 */
public record Yuan(long fen) implements Comparable<Yuan> {

    public static final Yuan ZERO = new Yuan(0);

    /**
     * An amount given in yuan.
     *
     * @param amount yuan with at most two decimals
     * @throws IllegalArgumentException when it has more
     */
    public static Yuan of(BigDecimal amount) {
        try {
            return new Yuan(amount.movePointRight(2).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "The amount (%s) is not a number of yuan with at most two decimals."
                            .formatted(amount.toPlainString()),
                    e);
        }
    }

    /**
     * An amount as typed; commas between thousands are dropped.
     *
     * @throws IllegalArgumentException when the text is no such amount
     */
    public static Yuan of(String amount) {
        try {
            return of(new BigDecimal(amount.strip().replace(",", "")));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The amount (%s) is not a number, such as 1250000.00.".formatted(amount), e);
        }
    }

    public Yuan plus(Yuan other) {
        return new Yuan(Math.addExact(fen, other.fen));
    }

    public Yuan minus(Yuan other) {
        return new Yuan(Math.subtractExact(fen, other.fen));
    }

    /** The given share of this amount, rounded down to the fen: nobody is paid a fen too much. */
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
