package yanzhen.engine;

/**
 * 分担供应商: one firm that would take over a share of what a customer buys, and what that spares.
 *
 * @param supplier who would supply
 * @param customer whom
 * @param amount what it would sell, all of it taken from present suppliers, in the unit of all
 *     links
 * @param gain the risk as it is less the risk then, exactly, above 0
 * @param share of the risk as it is, above 0, at most 1
 * @param loss which share of its output the customer loses as it is, over the shocks as the risk is
 * @param lossThen the same with the new supplier; may be more
 */
public record AddedSupplier(
        int supplier,
        int customer,
        double amount,
        double gain,
        double share,
        double loss,
        double lossThen) {}
