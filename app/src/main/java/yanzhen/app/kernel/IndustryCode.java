package yanzhen.app.kernel;

import org.jspecify.annotations.Nullable;

/**
 * 国民经济行业分类代码: an industry of GB/T 4754-2017.
 *
 * @param value a letter A to T (section) and two to four digits (division, group, class), for
 *     example C3973
 */
public record IndustryCode(String value) {

    /** First and last division of the sections A to T. */
    private static final int[][] DIVISIONS = {
        {1, 5}, {6, 12}, {13, 43}, {44, 46}, {47, 50}, {51, 52}, {53, 60}, {61, 62}, {63, 65},
        {66, 69}, {70, 70}, {71, 72}, {73, 75}, {76, 79}, {80, 82}, {83, 83}, {84, 85}, {86, 90},
        {91, 96}, {97, 97}
    };

    /**
     * @throws IllegalArgumentException when the form is wrong
     */
    public IndustryCode {
        if (!value.matches("[A-T]([0-9]{2,4})?")) {
            throw new IllegalArgumentException(
                    "The industry code (%s) is not a letter A to T and up to four digits, such as C3973."
                            .formatted(value));
        }
    }

    /** Whether the other is this industry or a part of it. */
    public boolean contains(IndustryCode other) {
        return other.value.startsWith(value);
    }

    private static final int DIVISION = 3;

    /** The division (大类) that it is or lies in, such as C39; null for a section. */
    public @Nullable String division() {
        return value.length() < DIVISION ? null : value.substring(0, DIVISION);
    }

    /** Whether GB/T 4754-2017 has a division of this code. */
    public static boolean isDivision(String code) {
        if (!code.matches("[A-T][0-9]{2}")) {
            return false;
        }
        var span = DIVISIONS[code.charAt(0) - 'A'];
        int number = Integer.parseInt(code.substring(1));
        return number >= span[0] && number <= span[1];
    }

    @Override
    public String toString() {
        return value;
    }
}
