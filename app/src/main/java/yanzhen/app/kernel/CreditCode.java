package yanzhen.app.kernel;

import java.text.Normalizer;
import java.util.Locale;

/**
 * 统一社会信用代码: the 18-character identity of an organisation in China (GB 32100-2015).
 *
 * <p>One character for the department, one for the class, six digits for the region, nine for the
 * body and one to check. A real code that fails the check is admitted only by {@link
 * #admittedByOverride}, which the caller must leave an audit record for.
 *
 * @param value 18 characters of {@code 0-9 A-Z} without I, O, S, V, Z
 */
public record CreditCode(String value) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int LENGTH = 18;
    private static final int BASE = 31;

    /**
     * @throws IllegalArgumentException when length or characters are wrong; the check digit is
     *     looked at by {@link #of}
     */
    public CreditCode {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException(
                    "The credit code (%s) has %d characters, not 18. Copy it whole from the licence."
                            .formatted(value, value.length()));
        }
        for (int at = 0; at < LENGTH; at++) {
            if (ALPHABET.indexOf(value.charAt(at)) < 0) {
                throw new IllegalArgumentException(
                        "The credit code (%s) has '%s' at place %d. Only digits and capital letters without I, O, S, V, Z occur; maybe 0 was typed as O."
                                .formatted(value, value.charAt(at), at + 1));
            }
        }
    }

    /**
     * A code whose check character is right. Spaces around are dropped, small and full-width
     * letters read as capitals.
     *
     * @throws IllegalArgumentException when it is not one; the message names the expected character
     */
    public static CreditCode of(String typed) {
        var code = normalised(typed);
        char expected = code.expectedCheck();
        if (code.value.charAt(LENGTH - 1) != expected) {
            throw new IllegalArgumentException(
                    "The credit code (%s) ends in %s, but its first 17 characters call for %s. Compare it with the licence."
                            .formatted(code.value, code.value.charAt(LENGTH - 1), expected));
        }
        return code;
    }

    /** A code as printed on a real licence although its check character is wrong. */
    public static CreditCode admittedByOverride(String typed) {
        return normalised(typed);
    }

    /** The code that these 17 characters stand for, with its check character. */
    public static CreditCode completing(String first17) {
        var draft = new CreditCode(first17 + "0");
        return new CreditCode(first17 + draft.expectedCheck());
    }

    /** Whether the last character is the one that the standard computes. */
    public boolean passesCheck() {
        return value.charAt(LENGTH - 1) == expectedCheck();
    }

    /** Weights are powers of 3 modulo 31; the outer modulo makes remainder 0 a check of 0. */
    private char expectedCheck() {
        int sum = 0;
        int weight = 1;
        for (int at = 0; at < LENGTH - 1; at++) {
            sum += ALPHABET.indexOf(value.charAt(at)) * weight;
            weight = weight * 3 % BASE;
        }
        return ALPHABET.charAt((BASE - sum % BASE) % BASE);
    }

    private static CreditCode normalised(String typed) {
        var plain = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        return new CreditCode(plain.strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return value;
    }
}
