package yanzhen.engine.substitutes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/** Takes what each firm can do record by record, in any order. */
public final class CapabilityBuilder {

    private final List<Capability> capabilities;
    private final List<TreeMap<Integer, Double>> amounts = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int records;

    /**
     * A table without records.
     *
     * @param firms how many there are, numbered from 0
     * @param capabilities in the order in which they are numbered from 0
     */
    public CapabilityBuilder(int firms, List<Capability> capabilities) {
        this.capabilities = List.copyOf(capabilities);
        for (int firm = 0; firm < firms; firm++) {
            amounts.add(new TreeMap<>());
        }
    }

    /** A firm has a capability, of which no amount is known. */
    public CapabilityBuilder holds(int firm, int capability) {
        return holds(firm, capability, 1);
    }

    /**
     * A firm has a capability; those of the same firm and capability are added up.
     *
     * @param amount 0 or more: sales of the product, machines, patents; of one unit within a
     *     capability and, for {@link CapabilityTable#advantage}, within all of them
     */
    public CapabilityBuilder holds(int firm, int capability, double amount) {
        records++;
        boolean knownFirm = isBelow("firm", firm, amounts.size());
        boolean knownCapability = isBelow("capability", capability, capabilities.size());
        if (!(amount >= 0) || amount == Double.POSITIVE_INFINITY) {
            fault("the amount (%s) is not a number of 0 or more".formatted(amount));
        } else if (knownFirm && knownCapability && amount > 0) {
            amounts.get(firm).merge(capability, amount, Double::sum);
        }
        return this;
    }

    private boolean isBelow(String name, int number, int end) {
        if (number >= 0 && number < end) {
            return true;
        }
        fault("the %s (%d) is not between 0 and %d".formatted(name, number, end - 1));
        return false;
    }

    private void fault(String what) {
        faults.add("In record %d %s.".formatted(records - 1, what));
    }

    /**
     * The table.
     *
     * @throws MalformedCapabilities naming everything wrong with the records
     */
    public CapabilityTable build() {
        var seen = new HashSet<Capability>();
        for (var capability : capabilities) {
            if (!seen.add(capability)) {
                faults.add(
                        "The capability %s (%s) stands twice; name each once."
                                .formatted(capability, capability.kind()));
            }
        }
        if (!faults.isEmpty()) {
            throw new MalformedCapabilities(faults);
        }
        return new CapabilityTable(capabilities, amounts);
    }
}
