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
 * out and returned with the reason. A source is read twice and takes, while it is built, up to 8
 * bytes a link beside the network; links given one by one take 16 bytes more.
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
        return judge.ordered ? inOrder(judge, source) : sorted(judge, source);
    }

    private static Built inOrder(Judge judge, LinkSource source) {
        var customers = new int[judge.good];
        var weights = new double[judge.good];
        source.forEach(
                new LinkVisitor() {
                    private int at;

                    @Override
                    public void link(int supplier, int customer, double weight) {
                        if (judge.reason(supplier, customer, weight) == null) {
                            customers[at] = customer;
                            weights[at] = weight;
                            at++;
                        }
                    }
                });
        var start = judge.perSupplier;
        Arrays.parallelPrefix(start, Integer::sum);
        return new Built(new SupplyNetwork(start, customers, weights), judge.rejected, 0);
    }

    private static Built sorted(Judge judge, LinkSource source) {
        var sort = new RowSort(judge.perSupplier);
        source.forEach((supplier, customer, weight) -> {
            if (judge.reason(supplier, customer, weight) == null) {
                sort.put(supplier, customer, weight);
            }
        });
        var rows = sort.merge();
        var network = new SupplyNetwork(rows.start, rows.column, rows.weight);
        return new Built(network, judge.rejected, (long) judge.good - network.links());
    }

    /** First reading: what is wrong, and how many links each supplier has. */
    private static final class Judge implements LinkVisitor {

        final int firms;
        final int[] perSupplier;
        final List<Rejected> rejected = new ArrayList<>();
        long record;
        int good;

        /** Whether the links come by supplier, then customer, each pair once: nothing to sort. */
        boolean ordered = true;

        private int lastSupplier = -1;
        private int lastCustomer = -1;

        Judge(int firms) {
            this.firms = firms;
            this.perSupplier = new int[firms + 1];
        }

        @Override
        public void link(int supplier, int customer, double weight) {
            var reason = reason(supplier, customer, weight);
            if (reason != null) {
                rejected.add(new Rejected(record, supplier, customer, weight, reason));
            } else {
                perSupplier[supplier + 1]++;
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
}
