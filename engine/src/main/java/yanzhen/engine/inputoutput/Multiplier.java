package yanzhen.engine.inputoutput;

import java.util.List;
import java.util.Map;

/**
 * 产出乘数: the output of all activities that one more unit of final demand for one of them calls for,
 * and whose it is.
 *
 * @param value column sum of Leontief's inverse, at least 1
 * @param direct what the activity buys for a unit, the column sum of its coefficients
 * @param indirect what is bought for that in turn; {@code value = 1 + direct + indirect}
 * @param parts whose output it is, the largest first, the activity itself among them
 * @param byRegion the same by region: what stays at home, what spills over to others
 */
public record Multiplier(
        Activity activity,
        double value,
        double direct,
        double indirect,
        List<Part> parts,
        Map<String, Double> byRegion) {

    public Multiplier {
        parts = List.copyOf(parts);
        byRegion = Map.copyOf(byRegion);
    }

    /** Share of the multiplier that falls to other regions, 0 to 1. */
    public double spillover() {
        return 1 - byRegion.getOrDefault(activity.region(), 0.0) / value;
    }
}
