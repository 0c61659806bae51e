package yanzhen.app.cluster;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 标识种类, as the pack has it.
 *
 * @param pattern that a value fits as a whole
 * @param proof how a value proves that it was not mistyped; null where nothing does
 * @param jurisdiction whether a value counts only together with a country or area
 * @param leads whether it may stand in for a credit code that a body does not have
 * @param basis where it is written
 * @param confirmed whether somebody has read it there; otherwise 待核
 */
public record IdentifierKind(
        String key,
        Bilingual name,
        Pattern pattern,
        @Nullable Proof proof,
        boolean jurisdiction,
        boolean leads,
        String basis,
        boolean confirmed) {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    /**
     * What is wrong with an identifier.
     *
     * @param field {@code jurisdiction} or {@code identifier}
     * @param code of the problem
     */
    public record Fault(String field, String code) {}

    /**
     * Everything that is wrong with a value of this kind.
     *
     * @param inJurisdiction empty where none was given
     */
    public List<Fault> faults(String inJurisdiction, String value) {
        var faults = new ArrayList<Fault>();
        if (jurisdiction != COUNTRY.matcher(inJurisdiction).matches()) {
            faults.add(
                    new Fault(
                            "jurisdiction",
                            jurisdiction ? "jurisdiction-form" : "jurisdiction-unneeded"));
        } else if (!jurisdiction && !inJurisdiction.isEmpty()) {
            faults.add(new Fault("jurisdiction", "jurisdiction-unneeded"));
        }
        if (!pattern.matcher(value).matches()) {
            faults.add(new Fault("identifier", "identifier-form"));
        } else if (proof != null && !proof.holds(value)) {
            faults.add(new Fault("identifier", "identifier-proof"));
        }
        return List.copyOf(faults);
    }

    /** 校验方法. */
    public enum Proof {
        /**
         * ISO/IEC 7064 MOD 97-10, of legal entity identifiers (ISO 17442): letters count from A =
         * 10 to Z = 35, and the number that they and the digits form leaves 1 when divided by 97.
         */
        MOD_97_10 {
            @Override
            boolean holds(String value) {
                var digits = new StringBuilder();
                value.chars().forEach(it -> digits.append(Character.digit(it, 36)));
                return new BigInteger(digits.toString())
                        .mod(BigInteger.valueOf(97))
                        .equals(BigInteger.ONE);
            }
        };

        abstract boolean holds(String value);

        /** As the pack calls it. */
        public static Proof named(String name) {
            return valueOf(name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }
}
