package yanzhen.engine.tiers;

import java.util.Arrays;
import java.util.stream.IntStream;
import yanzhen.engine.InputClass;
import yanzhen.engine.SupplyLinks;

/**
 * All essential links of some customers, each with the input that it belongs to: what one customer
 * needs of one kind. Inputs that a customer also makes for itself are left out.
 */
final class NeededInputs {

    int[] supplier = new int[16];
    int[] input = new int[16];
    int links;
    final int firms;
    private int[] customers = new int[16];
    private int[] kinds = new int[16];
    private int inputs;
    private long[] row = new long[16];
    private int size;

    NeededInputs(SupplyLinks network, Needs needs, IntStream of) {
        firms = network.firms();
        of.forEach(customer -> {
            size = 0;
            network.forEachInput(
                    customer,
                    (from, to, weight) -> {
                        if (needs.classOf(from, to) == InputClass.ESSENTIAL) {
                            addToRow(needs.kindOf(from), from);
                        }
                    });
            Arrays.sort(row, 0, size);
            keepRow(customer);
        });
    }

    private void addToRow(int kind, int from) {
        if (size == row.length) {
            row = Arrays.copyOf(row, size * 2);
        }
        row[size++] = (long) kind << Integer.SIZE | from;
    }

    private void keepRow(int customer) {
        int until;
        for (int from = 0; from < size; from = until) {
            int kind = kind(from);
            boolean own = false;
            for (until = from; until < size && kind(until) == kind; until++) {
                own |= (int) row[until] == customer;
            }
            if (!own) {
                keep(customer, kind, from, until);
            }
        }
    }

    private int kind(int at) {
        return (int) (row[at] >> Integer.SIZE);
    }

    private void keep(int customer, int kind, int from, int until) {
        if (inputs == kinds.length) {
            customers = Arrays.copyOf(customers, inputs * 2);
            kinds = Arrays.copyOf(kinds, inputs * 2);
        }
        customers[inputs] = customer;
        kinds[inputs] = kind;
        for (int at = from; at < until; at++) {
            if (links == supplier.length) {
                supplier = Arrays.copyOf(supplier, links * 2);
                input = Arrays.copyOf(input, links * 2);
            }
            supplier[links] = (int) row[at];
            input[links++] = inputs;
        }
        inputs++;
    }

    int[] customer() {
        return Arrays.copyOf(customers, inputs);
    }

    int[] kind() {
        return Arrays.copyOf(kinds, inputs);
    }
}
