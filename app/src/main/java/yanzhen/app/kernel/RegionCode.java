package yanzhen.app.kernel;

/**
 * 行政区划代码: an administrative division of China by its six digits (GB/T 2260).
 *
 * @param value six digits; 310000 is Shanghai, 310115 its Pudong New Area
 */
public record RegionCode(String value) {

    /**
     * @throws IllegalArgumentException when it is not six digits
     */
    public RegionCode {
        if (!value.matches("[1-9][0-9]{5}")) {
            throw new IllegalArgumentException(
                    "The region code (%s) is not six digits such as 310115.".formatted(value));
        }
    }

    /** The province or municipality that it lies in, for example 310000. */
    public RegionCode province() {
        return new RegionCode(value.substring(0, 2) + "0000");
    }

    /** Whether the other is this region or lies inside it. */
    public boolean contains(RegionCode other) {
        return other.value.startsWith(value.replaceFirst("(00)+$", ""));
    }

    @Override
    public String toString() {
        return value;
    }
}
