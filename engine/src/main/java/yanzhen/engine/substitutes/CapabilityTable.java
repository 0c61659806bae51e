package yanzhen.engine.substitutes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** 能力表: how much of each capability each firm has. */
public final class CapabilityTable {

    private final List<Capability> capabilities;
    private final List<SortedMap<Integer, Double>> amounts;
    private final double[] ofFirm;
    private final double[] ofCapability;
    private double all;

    CapabilityTable(
            List<Capability> capabilities, List<? extends SortedMap<Integer, Double>> amounts) {
        this.capabilities = capabilities;
        this.amounts = new ArrayList<>();
        ofFirm = new double[amounts.size()];
        ofCapability = new double[capabilities.size()];
        for (var one : amounts) {
            int firm = this.amounts.size();
            one.forEach((capability, amount) -> count(firm, capability, amount));
            this.amounts.add(new TreeMap<>(one));
        }
    }

    private void count(int firm, int capability, double amount) {
        ofFirm[firm] += amount;
        ofCapability[capability] += amount;
        all += amount;
    }

    public int firms() {
        return ofFirm.length;
    }

    /** By number. */
    public List<Capability> capabilities() {
        return capabilities;
    }

    /** How much a firm has of a capability, 0 for none. */
    public double amount(int firm, int capability) {
        return amounts.get(firm).getOrDefault(capability, 0.0);
    }

    /**
     * 显示性比较优势 (RCA): the share that a capability has in a firm over the share that it has in all
     * firms, {@code (w(f,c) / Σc w) / (Σf w / Σ w)}; Balassa, The Manchester School 33, 1965.
     *
     * @return 0 or more, 1 where the firm is like all firms together
     */
    public double advantage(int firm, int capability) {
        double amount = amount(firm, capability);
        return amount == 0 ? 0 : amount / ofFirm[firm] / (ofCapability[capability] / all);
    }

    /** Who has what, in whatever amount. */
    public Holdings present() {
        return holdings(Double.MIN_VALUE);
    }

    /**
     * Who has what to an advantage; 1 is the usual bar (Hidalgo et al. 2007).
     *
     * @param bar least advantage that counts, above 0
     */
    public Holdings advantaged(double bar) {
        if (!(bar > 0)) {
            throw new IllegalArgumentException("The bar (%s) must be above 0.".formatted(bar));
        }
        return holdings(bar);
    }

    private Holdings holdings(double bar) {
        var held = new int[firms()][];
        for (int firm = 0; firm < held.length; firm++) {
            int of = firm;
            IntPredicate counts = it -> advantage(of, it) >= bar;
            held[firm] =
                    amounts.get(firm).entrySet().stream()
                            .map(Map.Entry::getKey)
                            .mapToInt(Integer::intValue)
                            .filter(counts)
                            .toArray();
        }
        return new Holdings(capabilities, held);
    }
}
