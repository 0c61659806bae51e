package yanzhen.app.cluster;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * 证书编号, as the database gives it: the year in which the recognition begins, a running number and
 * two digits of ISO 7064 MOD 97-10, for example YZ2024-000123-45.
 */
public record CertificateNumber(String value) {

    private static final Pattern FORM = Pattern.compile("YZ([0-9]{4})-([0-9]{6,18})-([0-9]{2})");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    /**
     * @throws IllegalArgumentException when it is no number of a certificate
     */
    public CertificateNumber {
        if (!isSound(value)) {
            throw new IllegalArgumentException(
                    "The number (%s) is not one of a certificate.".formatted(value));
        }
    }

    /** As somebody typed it: small letters and blanks do not matter. Empty when it is mistyped. */
    public static Optional<CertificateNumber> typed(String text) {
        var number = text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        return isSound(number) ? Optional.of(new CertificateNumber(number)) : Optional.empty();
    }

    private static boolean isSound(String text) {
        var parts = FORM.matcher(text);
        return parts.matches()
                && new BigInteger(parts.group(1) + parts.group(2) + parts.group(3))
                        .mod(MODULUS)
                        .equals(BigInteger.ONE);
    }

    @Override
    public String toString() {
        return value;
    }
}
