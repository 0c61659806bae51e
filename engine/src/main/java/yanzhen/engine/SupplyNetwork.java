package yanzhen.engine;

import java.util.Arrays;

/**
 * 供应网络: how much each firm sold to each other, as compressed sparse rows in both directions.
 *
 * <p>Firms are numbered from 0. Links are ordered by supplier, then customer, and seen from the
 * other side by customer, then supplier, so that every sum over them comes out the same whatever
 * the order in which they were given. Build one with {@link NetworkBuilder}.
 *
 * <p>Takes 24 bytes a link and 24 bytes a firm. Safe for use by several threads.
 */
public final class SupplyNetwork implements SupplyLinks {

    final int[] outStart;
    final int[] outCustomer;
    final double[] outWeight;
    final int[] inStart;
    final int[] inSupplier;
    final double[] inWeight;
    private final double[] sold;
    private final double[] bought;

    /**
     * A network of links that are ordered and merged already.
     *
     * @param outStart where each supplier's links begin, and where the last one's end
     */
    SupplyNetwork(int[] outStart, int[] outCustomer, double[] outWeight) {
        this.outStart = outStart;
        this.outCustomer = outCustomer;
        this.outWeight = outWeight;
        var in = new RowSort(counts(outCustomer, firms()));
        forEach((supplier, customer, weight) -> in.put(customer, supplier, weight));
        var rows = in.place();
        inStart = rows.start;
        inSupplier = rows.column;
        inWeight = rows.weight;
        sold = sums(outStart, outWeight);
        bought = sums(inStart, inWeight);
    }

    /** How many links each customer has, at its number + 1. */
    private static int[] counts(int[] customers, int firms) {
        var counts = new int[firms + 1];
        for (int customer : customers) {
            counts[customer + 1]++;
        }
        return counts;
    }

    private static double[] sums(int[] start, double[] weight) {
        var sums = new double[start.length - 1];
        for (int firm = 0; firm < sums.length; firm++) {
            double sum = 0;
            for (int link = start[firm]; link < start[firm + 1]; link++) {
                sum += weight[link];
            }
            sums[firm] = sum;
        }
        return sums;
    }

    /** How many firms there are, those without links included. */
    @Override
    public int firms() {
        return outStart.length - 1;
    }

    /** How many links there are after merging. */
    public int links() {
        return outCustomer.length;
    }

    /** What a firm sold in all, self-supply included: its out-strength. */
    public double sold(int firm) {
        return sold[firm];
    }

    /** What a firm bought in all, self-supply included: its in-strength. */
    public double bought(int firm) {
        return bought[firm];
    }

    /** What every firm sold in all, as a new array. */
    public double[] sold() {
        return sold.clone();
    }

    /** What every firm bought in all, as a new array. */
    public double[] bought() {
        return bought.clone();
    }

    /** How many customers a firm has. */
    public int customers(int firm) {
        return outStart[firm + 1] - outStart[firm];
    }

    /** How many suppliers a firm has. */
    public int suppliers(int firm) {
        return inStart[firm + 1] - inStart[firm];
    }

    /** What the supplier sold to the customer; 0 without a link. Costs a search in the row. */
    public double weight(int supplier, int customer) {
        int at =
                Arrays.binarySearch(
                        outCustomer, outStart[supplier], outStart[supplier + 1], customer);
        return at < 0 ? 0 : outWeight[at];
    }

    /** Hands every link to the visitor, by supplier, then customer. */
    public void forEach(LinkVisitor visitor) {
        for (int supplier = 0; supplier < firms(); supplier++) {
            for (int link = outStart[supplier]; link < outStart[supplier + 1]; link++) {
                visitor.link(supplier, outCustomer[link], outWeight[link]);
            }
        }
    }

    @Override
    public void forEachInput(int customer, LinkVisitor visitor) {
        for (int link = inStart[customer]; link < inStart[customer + 1]; link++) {
            visitor.link(inSupplier[link], customer, inWeight[link]);
        }
    }

    @Override
    public void forEachSale(int supplier, LinkVisitor visitor) {
        for (int link = outStart[supplier]; link < outStart[supplier + 1]; link++) {
            visitor.link(supplier, outCustomer[link], outWeight[link]);
        }
    }
}
