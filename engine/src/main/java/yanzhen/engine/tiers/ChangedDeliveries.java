package yanzhen.engine.tiers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The inputs of those who buy otherwise than before, numbered from the last one before. */
final class ChangedDeliveries {

    private static final int[] NONE = {};

    private final int[] customers;
    private final int first;
    private final int[] customer;
    private final int[] kind;
    private final int[] suppliers;
    private final Map<Integer, int[]> bySupplier = new HashMap<>();

    /**
     * Takes the customers as they are.
     *
     * @param customers in rising order
     * @param first number of the first input
     */
    ChangedDeliveries(int[] customers, NeededInputs inputs, int first) {
        this.customers = customers;
        this.first = first;
        customer = inputs.customer();
        kind = inputs.kind();
        suppliers = new int[customer.length];
        for (int link = 0; link < inputs.links; link++) {
            suppliers[inputs.input[link]]++;
            var one = new int[] {first + inputs.input[link]};
            bySupplier.merge(inputs.supplier[link], one, ChangedDeliveries::joined);
        }
    }

    private static int[] joined(int[] some, int[] one) {
        var all = Arrays.copyOf(some, some.length + 1);
        all[some.length] = one[0];
        return all;
    }

    int inputs() {
        return customer.length;
    }

    /** Whether a firm buys otherwise than before. */
    boolean isOf(int firm) {
        return Arrays.binarySearch(customers, firm) >= 0;
    }

    int customerOf(int input) {
        return customer[input - first];
    }

    int kindOf(int input) {
        return kind[input - first];
    }

    int suppliersOf(int input) {
        return suppliers[input - first];
    }

    /** The inputs to which a firm delivers. Not to be written to. */
    int[] of(int supplier) {
        return bySupplier.getOrDefault(supplier, NONE);
    }
}
