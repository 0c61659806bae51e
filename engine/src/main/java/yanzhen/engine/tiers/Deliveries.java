package yanzhen.engine.tiers;

import java.util.Arrays;

/** Who delivers to which input; an input is what one firm needs of one kind. */
final class Deliveries {

    final int[] customer;
    final int[] kind;
    final int[] suppliers;

    /** Where each firm's deliveries begin, and where the last one's end; each to one input. */
    final int[] start;

    final int[] input;

    Deliveries(NeededInputs inputs) {
        customer = inputs.customer();
        kind = inputs.kind();
        suppliers = new int[customer.length];
        start = new int[inputs.firms + 1];
        input = new int[inputs.links];
        for (int link = 0; link < inputs.links; link++) {
            start[inputs.supplier[link] + 1]++;
            suppliers[inputs.input[link]]++;
        }
        for (int firm = 0; firm < inputs.firms; firm++) {
            start[firm + 1] += start[firm];
        }
        var next = start.clone();
        for (int link = 0; link < inputs.links; link++) {
            input[next[inputs.supplier[link]]++] = inputs.input[link];
        }
    }

    int inputs() {
        return customer.length;
    }

    /** Whether a firm delivers to an input; a firm's inputs rise. */
    boolean has(int firm, int to) {
        return Arrays.binarySearch(input, start[firm], start[firm + 1], to) >= 0;
    }
}
