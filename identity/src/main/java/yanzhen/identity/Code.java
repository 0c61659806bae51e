package yanzhen.identity;

/**
 * 统一社会信用代码 as far as slips are concerned: GB 32100-2015, weights 3^i mod 31, check (31 − Σ mod 31)
 * mod 31.
 */
public final class Code {

    static final int LENGTH = 18;

    /** What a code is written with. */
    public static final String DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final int BASE = DIGITS.length();

    private Code() {}

    /**
     * In capitals and half width, without blanks; letters that no code has become the digits they
     * look like.
     */
    static String folded(String written) {
        var folded = Characters.folded(written).replace(" ", "").toUpperCase(java.util.Locale.ROOT);
        return folded.replace('O', '0').replace('I', '1').replace('Z', '2').replace('S', '5');
    }

    static boolean passes(String code) {
        if (code.length() != LENGTH) {
            return false;
        }
        for (int at = 0; at < LENGTH; at++) {
            if (DIGITS.indexOf(code.charAt(at)) < 0) {
                return false;
            }
        }
        return check(code) == code.charAt(LENGTH - 1);
    }

    /** The check character that the first 17 call for. */
    public static char check(CharSequence code) {
        int sum = 0;
        int weight = 1;
        for (int at = 0; at < LENGTH - 1; at++) {
            sum += DIGITS.indexOf(code.charAt(at)) * weight;
            weight = weight * 3 % BASE;
        }
        return DIGITS.charAt((BASE - sum % BASE) % BASE);
    }

    /**
     * Whether one wrong, missing or added character or two exchanged neighbours make one the other.
     */
    static boolean slip(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 1) {
            return false;
        }
        int from = 0;
        int shorter = Math.min(one.length(), other.length());
        while (from < shorter && one.charAt(from) == other.charAt(from)) {
            from++;
        }
        if (one.length() != other.length()) {
            var longer = one.length() > other.length() ? one : other;
            var rest = one.length() > other.length() ? other : one;
            return longer.substring(from + 1).equals(rest.substring(from));
        }
        return from == shorter
                || one.substring(from + 1).equals(other.substring(from + 1))
                || exchanged(one, other, from);
    }

    private static boolean exchanged(String one, String other, int at) {
        return at + 1 < one.length()
                && one.charAt(at) == other.charAt(at + 1)
                && one.charAt(at + 1) == other.charAt(at)
                && one.substring(at + 2).equals(other.substring(at + 2));
    }
}
