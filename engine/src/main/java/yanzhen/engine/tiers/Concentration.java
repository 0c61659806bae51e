package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * 集中度: how few firms a tier delivers through, by what each sells to the tier next to the makers.
 *
 * <p>Herfindahl and Hirschman's index is the sum of squared shares; one over it is how many firms
 * of equal size would be as concentrated.
 *
 * @param tier from 1
 * @param firms how many there are
 * @param amount what they sell to the tier before, in the unit of the links
 * @param herfindahl from 1/firms to 1
 * @param effectiveSuppliers from 1 to firms
 * @param parts what it is made of, the largest first, equal ones by number of the firm
 */
public record Concentration(
        int tier,
        int firms,
        double amount,
        double herfindahl,
        double effectiveSuppliers,
        List<Part> parts) {

    public Concentration {
        parts = List.copyOf(parts);
    }

    /**
     * One firm's part.
     *
     * @param firm its number
     * @param amount what it sells to the tier before
     * @param share of what its tier sells there, 0 to 1
     * @param shareOfIndex of the index, its squared share being this part of the sum, 0 to 1
     */
    public record Part(int firm, double amount, double share, double shareOfIndex) {}

    /** Every tier but that of the makers, from 1 on. Costs one pass over the links and a sort. */
    public static List<Concentration> ofEachTier(Dependence dependence) {
        var sells = new double[dependence.nodes];
        for (int node = 0; node < dependence.nodes; node++) {
            for (int link = dependence.start[node]; link < dependence.start[node + 1]; link++) {
                int supplier = dependence.supplier[link];
                if (dependence.tierAt(supplier) == dependence.tierAt(node) + 1) {
                    sells[supplier] += dependence.amount[link];
                }
            }
        }
        var tiers = new ArrayList<Concentration>();
        for (int tier = 1; tier < dependence.tiers(); tier++) {
            tiers.add(ofTier(dependence, tier, sells));
        }
        return tiers;
    }

    private static Concentration ofTier(Dependence dependence, int tier, double[] sells) {
        int from = dependence.firstOf(tier);
        int until = dependence.firstOf(tier + 1);
        double whole = 0;
        for (int node = from; node < until; node++) {
            whole += sells[node];
        }
        double index = 0;
        for (int node = from; node < until; node++) {
            index += sells[node] / whole * (sells[node] / whole);
        }
        var parts = new ArrayList<Part>();
        for (int node = from; node < until; node++) {
            double share = sells[node] / whole;
            parts.add(new Part(dependence.firmAt(node), sells[node], share, share * share / index));
        }
        parts.sort(Comparator.comparingDouble(it -> -it.amount()));
        return new Concentration(tier, until - from, whole, index, 1 / index, parts);
    }
}
