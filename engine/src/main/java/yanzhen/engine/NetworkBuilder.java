package yanzhen.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.engine.Built.Reason;
import yanzhen.engine.Built.Rejected;

/**
 * 建网: makes a {@link SupplyNetwork} of records in any order; the same records give the same bits.
 *
 * <p>Rules: records of one supplier and customer are added up, the smaller first. A firm may supply
 * itself. A record whose amount is 0, negative or no number, or whose firm is out of range, is left
 * out and returned with the reason. A source is read twice and takes, while it is built, up to 32
 * bytes a link beside the network, none where links come in order; links given one by one take 16
 * bytes more.
 */
public final class NetworkBuilder {

    private static final int FIRST = 1024;

    private final int firms;
    private int[] suppliers = new int[FIRST];
    private int[] customers = new int[FIRST];
    private double[] weights = new double[FIRST];
    private int count;

    /**
     * A builder without links.
     *
     * @param firms how many there are
     * @throws IllegalArgumentException when negative
     */
    public NetworkBuilder(int firms) {
        if (firms < 0) {
            throw new IllegalArgumentException(
                    "The number of firms (%d) is negative.".formatted(firms));
        }
        this.firms = firms;
    }

    /** Adds a record; it is judged when the network is built. */
    public NetworkBuilder add(int supplier, int customer, double weight) {
        if (count == suppliers.length) {
            int room = Math.max(FIRST, Math.multiplyExact(count, 2));
            suppliers = Arrays.copyOf(suppliers, room);
            customers = Arrays.copyOf(customers, room);
            weights = Arrays.copyOf(weights, room);
        }
        suppliers[count] = supplier;
        customers[count] = customer;
        weights[count] = weight;
        count++;
        return this;
    }

    /** The network of the records added so far. */
    public Built build() {
        return build(
                firms,
                visitor -> {
                    for (int at = 0; at < count; at++) {
                        visitor.link(suppliers[at], customers[at], weights[at]);
                    }
                });
    }

    /** The network of all records of a source. */
    public static Built build(int firms, LinkSource source) {
        var judge = new Judge(firms);
        source.forEach(judge);
        return judge.ordered ? inOrder(judge, source) : new Sorter(judge).built(source);
    }

    private static Built inOrder(Judge judge, LinkSource source) {
        var start = new int[judge.firms + 1];
        var customers = new int[judge.good];
        var weights = new double[judge.good];
        source.forEach(
                new LinkVisitor() {
                    private int at;

                    @Override
                    public void link(int supplier, int customer, double weight) {
                        if (judge.reason(supplier, customer, weight) == null) {
                            start[supplier + 1]++;
                            customers[at] = customer;
                            weights[at] = weight;
                            at++;
                        }
                    }
                });
        Sorter.sumUp(start);
        return new Built(new SupplyNetwork(start, customers, weights), judge.rejected, 0);
    }

    /** First reading: what is wrong, and how many links each customer has. */
    private static final class Judge implements LinkVisitor {

        final int firms;
        final int[] perCustomer;
        final List<Rejected> rejected = new ArrayList<>();
        long record;
        int good;

        /** Whether the links come by supplier, then customer, each pair once: nothing to sort. */
        boolean ordered = true;

        private int lastSupplier = -1;
        private int lastCustomer = -1;

        Judge(int firms) {
            this.firms = firms;
            this.perCustomer = new int[firms + 1];
        }

        @Override
        public void link(int supplier, int customer, double weight) {
            var reason = reason(supplier, customer, weight);
            if (reason != null) {
                rejected.add(new Rejected(record, supplier, customer, weight, reason));
            } else {
                perCustomer[customer + 1]++;
                good = Math.addExact(good, 1);
                ordered &=
                        supplier > lastSupplier
                                || (supplier == lastSupplier && customer > lastCustomer);
                lastSupplier = supplier;
                lastCustomer = customer;
            }
            record++;
        }

        @Nullable Reason reason(int supplier, int customer, double weight) {
            if (supplier < 0 || supplier >= firms) {
                return Reason.SUPPLIER_OUT_OF_RANGE;
            }
            if (customer < 0 || customer >= firms) {
                return Reason.CUSTOMER_OUT_OF_RANGE;
            }
            if (!Double.isFinite(weight)) {
                return Reason.NOT_FINITE;
            }
            return weight < 0 ? Reason.NEGATIVE : weight == 0 ? Reason.ZERO : null;
        }
    }

    /** Second reading: by customer, then by supplier, each in a counting sort. */
    private static final class Sorter {

        private final Judge judge;

        Sorter(Judge judge) {
            this.judge = judge;
        }

        Built built(LinkSource source) {
            int firms = judge.firms;
            var supplier = new int[judge.good];
            var customer = new int[judge.good];
            var weight = new double[judge.good];
            byCustomer(source, supplier, customer, weight);
            var start = new int[firms + 1];
            for (int it : supplier) {
                start[it + 1]++;
            }
            sumUp(start);
            var next = Arrays.copyOf(start, firms + 1);
            var sortedCustomer = new int[judge.good];
            var sortedWeight = new double[judge.good];
            for (int at = 0; at < judge.good; at++) {
                int to = next[supplier[at]]++;
                sortedCustomer[to] = customer[at];
                sortedWeight[to] = weight[at];
            }
            return merged(start, sortedCustomer, sortedWeight);
        }

        private void byCustomer(
                LinkSource source, int[] supplier, int[] customer, double[] weight) {
            var next = judge.perCustomer.clone();
            sumUp(next);
            source.forEach((from, to, amount) -> {
                if (judge.reason(from, to, amount) == null) {
                    int at = next[to]++;
                    supplier[at] = from;
                    customer[at] = to;
                    weight[at] = amount;
                }
            });
        }

        private static void sumUp(int[] counts) {
            for (int at = 1; at < counts.length; at++) {
                counts[at] += counts[at - 1];
            }
        }

        /** Links of one pair lie side by side; they are added up from the smallest on. */
        private Built merged(int[] start, int[] customer, double[] weight) {
            int kept = 0;
            int begin = 0;
            for (int firm = 0; firm < judge.firms; firm++) {
                int end = start[firm + 1];
                int at = begin;
                start[firm] = kept;
                while (at < end) {
                    int same = at + 1;
                    while (same < end && customer[same] == customer[at]) {
                        same++;
                    }
                    double amount = sum(weight, at, same);
                    customer[kept] = customer[at];
                    weight[kept] = amount;
                    kept++;
                    at = same;
                }
                begin = end;
            }
            start[judge.firms] = kept;
            var network =
                    new SupplyNetwork(
                            start, Arrays.copyOf(customer, kept), Arrays.copyOf(weight, kept));
            return new Built(network, judge.rejected, (long) judge.good - kept);
        }

        private static double sum(double[] weight, int from, int until) {
            if (until - from > 1) {
                Arrays.sort(weight, from, until);
            }
            double sum = 0;
            for (int at = from; at < until; at++) {
                sum += weight[at];
            }
            return sum;
        }
    }
}
