package yanzhen.app.kernel;

/**
 * 国民经济行业分类代码: an industry of GB/T 4754-2017.
 *
 * @param value a letter A to T (section) and two to four digits (division, group, class), for
 *     example C3973
 */
public record IndustryCode(String value) {

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

    @Override
    public String toString() {
        return value;
    }
}
