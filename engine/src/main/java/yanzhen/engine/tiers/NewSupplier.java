package yanzhen.engine.tiers;

import java.util.List;

/**
 * 新增供应商: one firm that would supply one more, and what that spares the makers.
 *
 * @param supplier who would supply
 * @param customer whom
 * @param kind what
 * @param gain lost days a year spared, exactly, above 0
 * @param share of the risk as it is, 0 to 1
 * @param reliefs of what it is made up, the largest gain first, equal ones by tier, then number
 */
public record NewSupplier(
        int supplier, int customer, int kind, double gain, double share, List<Relief> reliefs) {

    public NewSupplier {
        reliefs = List.copyOf(reliefs);
    }

    /**
     * What the makers lose less when one firm stops.
     *
     * @param firm which stops
     * @param lostDays as it is
     * @param lostDaysThen with the new supplier
     * @param gain the difference by its failures a year
     */
    public record Relief(int firm, double lostDays, double lostDaysThen, double gain) {}
}
