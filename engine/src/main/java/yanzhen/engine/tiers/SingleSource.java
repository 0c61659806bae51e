package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import yanzhen.engine.InputClass;

/**
 * 单一来源: an input that a firm needs and has from one supplier only. An input that the firm also
 * makes for itself is none, nor is one that is not essential to it.
 *
 * @param customer the firm that needs it
 * @param tier of the customer, 0 for a maker
 * @param supplier the only one
 * @param kind what it delivers
 * @param amount in the unit of the links
 * @param share of all that the customer buys from these firms, 0 to 1
 */
public record SingleSource(
        int customer, int tier, int supplier, int kind, double amount, double share) {

    /**
     * All of them, by tier and number of the customer, then by kind. A firm whose suppliers are
     * deeper than was asked for is left out, since not all of them are known; so are inputs from
     * the makers themselves. Costs a sort of each firm's inputs.
     */
    public static List<SingleSource> of(Dependence dependence) {
        var all = new ArrayList<SingleSource>();
        for (int node = 0; node < dependence.nodes; node++) {
            if (!dependence.open[node]) {
                ofNode(dependence, node, all);
            }
        }
        return all;
    }

    private static void ofNode(Dependence dependence, int node, List<SingleSource> all) {
        int customer = dependence.firmAt(node);
        var needs = dependence.needs();
        int from = dependence.start[node];
        var byKind = new long[dependence.start[node + 1] - from];
        double whole = 0;
        int count = 0;
        for (int at = 0; at < byKind.length; at++) {
            int firm = dependence.firmAt(dependence.supplier[from + at]);
            whole += dependence.amount[from + at];
            if (needs.classOf(firm, customer) == InputClass.ESSENTIAL) {
                byKind[count++] = (long) needs.kindOf(firm) << Integer.SIZE | at;
            }
        }
        Arrays.sort(byKind, 0, count);
        for (int at = 0; at < count; at++) {
            int kind = kind(byKind[at]);
            boolean first = at == 0 || kind(byKind[at - 1]) != kind;
            boolean last = at == count - 1 || kind(byKind[at + 1]) != kind;
            if (first && last && !dependence.makesItself(node, kind)) {
                int link = from + (int) byKind[at];
                double amount = dependence.amount[link];
                int supplier = dependence.firmAt(dependence.supplier[link]);
                int tier = dependence.tierAt(node);
                all.add(new SingleSource(customer, tier, supplier, kind, amount, amount / whole));
            }
        }
    }

    private static int kind(long entry) {
        return (int) (entry >> Integer.SIZE);
    }
}
