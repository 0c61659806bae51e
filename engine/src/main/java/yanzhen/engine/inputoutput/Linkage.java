package yanzhen.engine.inputoutput;

/**
 * 产业关联: how much an activity pulls at those it buys from and pushes those it sells to.
 *
 * <p>Direct after Chenery and Watanabe (Econometrica 26, 1958): {@code Σi a(i,j)} backward, {@code
 * Σj b(i,j)} forward. Total: {@code Σi l(i,j)} backward after Rasmussen (Studies in Inter-Sectoral
 * Relations, 1956), and {@code Σj g(i,j)} forward after Jones (Quarterly Journal of Economics 90,
 * 1976), by Ghosh's inverse, since row sums of Leontief's would weigh a giant and a dwarf alike.
 * The normalised ones are totals over their mean (Rasmussen's indices of dispersion, as Hirschman's
 * measure of key sectors); see Miller and Blair, Input–Output Analysis, 2nd ed. 2009, section 12.2.
 *
 * @param directBackward purchases per unit of output
 * @param directForward share of output sold to other activities
 * @param totalBackward output called for by a unit of its final demand, at least 1
 * @param totalForward output made possible by a unit of its value added, at least 1
 * @param backward total backward over the mean of all activities; the mean is 1
 * @param forward total forward over the mean of all activities; the mean is 1
 */
public record Linkage(
        Activity activity,
        double directBackward,
        double directForward,
        double totalBackward,
        double totalForward,
        double backward,
        double forward) {

    /** Where an activity stands by its two normalised linkages. */
    public enum Standing {
        /** 关键部门: both above the mean. */
        KEY,
        /** 后向依赖: it pulls more than the mean. */
        PULLS,
        /** 前向依赖: it pushes more than the mean. */
        PUSHES,
        /** 独立部门: neither. */
        INDEPENDENT
    }

    /** By whether each linkage is above 1. */
    public Standing standing() {
        if (backward > 1) {
            return forward > 1 ? Standing.KEY : Standing.PULLS;
        }
        return forward > 1 ? Standing.PUSHES : Standing.INDEPENDENT;
    }
}
