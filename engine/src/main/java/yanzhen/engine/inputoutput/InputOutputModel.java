package yanzhen.engine.inputoutput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * 投入产出模型: Leontief's and Ghosh's models of a productive table.
 *
 * <pre>
 *     A = Z·x̂⁻¹   a(i,j): what j buys from i for a unit of its output     L = (I − A)⁻¹   x  = L·y
 *     B = x̂⁻¹·Z   b(i,j): share of i's output that goes to j              G = (I − B)⁻¹   x' = v'·G
 * </pre>
 *
 * <p>After Leontief (Review of Economics and Statistics 18, 1936) and Ghosh (Economica 25, 1958) as
 * in Miller and Blair, Input–Output Analysis, 2nd ed. 2009, chapters 2, 3, 6 and 12. Coefficients
 * of an activity without output are 0. Everything but the two inverses works by sparse sweeps, so a
 * table of tens of thousands of activities needs no dense matrix. L answers how much, at given
 * prices and fixed coefficients; G is used for linkages and extraction, not to foretell output.
 */
public final class InputOutputModel {

    private final InputOutputTable table;
    private final Accuracy accuracy;
    private final SparseMatrix technical;
    private final SparseMatrix allocation;

    private InputOutputModel(InputOutputTable table, Accuracy accuracy) {
        this.table = table;
        this.accuracy = accuracy;
        var output = table.output;
        technical = table.sales.mapped((_, buyer, sold) -> sold / output[buyer]);
        allocation = table.sales.mapped((seller, _, sold) -> sold / output[seller]);
    }

    /**
     * The model of a table, to full accuracy.
     *
     * @throws Unproductive when it leaves nothing for final demand
     */
    public static InputOutputModel of(InputOutputTable table) {
        return of(table, Accuracy.FULL);
    }

    /**
     * The model of a table.
     *
     * @throws Unproductive when it leaves nothing for final demand
     */
    public static InputOutputModel of(InputOutputTable table, Accuracy accuracy) {
        var model = new InputOutputModel(table, accuracy);
        var radius = SpectralRadius.of(model.technical.transposed(), true, SpectralRadius.MARGIN);
        if (!radius.isBelowOne()) {
            throw new Unproductive(model.said(radius));
        }
        return model;
    }

    /**
     * How productive the table is.
     *
     * @param nearness of the two bounds, as a share of the upper, above 0
     */
    public Productivity productivity(double nearness) {
        return said(SpectralRadius.of(technical.transposed(), false, nearness));
    }

    private Productivity said(SpectralRadius radius) {
        return new Productivity(radius.atLeast, radius.atMost, radius.activities(table));
    }

    public InputOutputTable table() {
        return table;
    }

    /** 直接消耗系数: what the buyer buys from the seller for a unit of its output. */
    public double technicalCoefficient(int seller, int buyer) {
        return technical.at(seller, buyer);
    }

    /** 直接分配系数: the share of the seller's output that goes to the buyer. */
    public double allocationCoefficient(int seller, int buyer) {
        return allocation.at(seller, buyer);
    }

    /** 列昂惕夫逆矩阵: for at most 5,000 activities. */
    public Inverse leontiefInverse() {
        return Inverse.ofOneLess(technical);
    }

    /** 戈什逆矩阵: for at most 5,000 activities. */
    public Inverse ghoshInverse() {
        return Inverse.ofOneLess(allocation);
    }

    /**
     * The output that a final demand calls for, {@code L·y}.
     *
     * @param demand by number of the activity
     * @throws NotSolved when the accuracy is not reached
     */
    public Solution outputFor(double[] demand) {
        return solve(technical, demand);
    }

    /**
     * The output that goes with a value added, {@code v'·G}.
     *
     * @param valueAdded by number of the activity
     * @throws NotSolved when the accuracy is not reached
     */
    public Solution outputFrom(double[] valueAdded) {
        return solve(allocation.transposed(), valueAdded);
    }

    /**
     * What one more unit of final demand for each activity brings in all, {@code f'·L}: with a 1
     * each output multipliers, with jobs, emissions or value added per unit of output theirs.
     *
     * @param perUnit of output, by number of the activity
     * @throws NotSolved when the accuracy is not reached
     */
    public Solution multipliers(double[] perUnit) {
        return solve(technical.transposed(), perUnit);
    }

    private Solution solve(SparseMatrix matrix, double[] given) {
        mustFit(given);
        return GaussSeidel.solve(matrix, given, accuracy);
    }

    private void mustFit(double[] given) {
        if (given.length != table.size()) {
            throw new IllegalArgumentException(
                    "There are %d amounts for %d activities."
                            .formatted(given.length, table.size()));
        }
        var bad =
                IntStream.range(0, given.length)
                        .filter(it -> !Double.isFinite(given[it]))
                        .mapToObj(it -> table.activities().get(it) + " (" + given[it] + ")")
                        .toList();
        if (!bad.isEmpty()) {
            throw new IllegalArgumentException("Not finite numbers: %s.".formatted(bad));
        }
    }

    /** The output multiplier of an activity, with whose output it is. */
    public Multiplier multiplier(int activity) {
        var one = new double[table.size()];
        one[activity] = 1;
        var called = outputFor(one);
        var byRegion = new TreeMap<String, Double>();
        for (int at = 0; at < one.length; at++) {
            byRegion.merge(table.activities().get(at).region(), called.of(at), Double::sum);
        }
        double direct = technical.transposed().rowSum(activity);
        return new Multiplier(
                table.activities().get(activity),
                called.total(),
                direct,
                called.total() - 1 - direct,
                Part.of(table, called.values),
                byRegion);
    }

    /** The linkages of every activity, by number. */
    public List<Linkage> linkages() {
        var one = new double[table.size()];
        Arrays.fill(one, 1);
        var pull = multipliers(one);
        var push = solve(allocation, one);
        var bought = technical.transposed().rowSums();
        var sold = allocation.rowSums();
        var linkages = new ArrayList<Linkage>();
        for (int at = 0; at < one.length; at++) {
            linkages.add(
                    new Linkage(
                            table.activities().get(at),
                            bought[at],
                            sold[at],
                            pull.of(at),
                            push.of(at),
                            pull.of(at) * one.length / pull.total(),
                            push.of(at) * one.length / push.total()));
        }
        return linkages;
    }

    /**
     * What is lost without some activities.
     *
     * @param group their numbers: one, a region's, a sector's
     * @throws NotSolved when the accuracy is not reached
     */
    public Extraction without(Extraction.Kind kind, int... group) {
        var out = membership(group);
        var left =
                switch (kind) {
                    case TOTAL -> withoutAll(out);
                    case BACKWARD ->
                            solve(technical.mapped((_, j, it) -> out[j] ? 0 : it), demand());
                    case FORWARD -> withoutSales(out);
                };
        var loss = table.outputs();
        Arrays.setAll(loss, at -> loss[at] - left.of(at));
        return new Extraction(table, kind, group.clone(), loss);
    }

    private boolean[] membership(int[] group) {
        if (group.length == 0) {
            throw new IllegalArgumentException("The group has no activity; name at least one.");
        }
        var out = new boolean[table.size()];
        for (int activity : group) {
            if (activity < 0 || activity >= out.length || out[activity]) {
                throw new IllegalArgumentException(
                        "The group names number %d twice, or there is none among %d activities."
                                .formatted(activity, out.length));
            }
            out[activity] = true;
        }
        return out;
    }

    private double[] demand() {
        return table.demand();
    }

    private Solution withoutAll(boolean[] out) {
        var demand = demand();
        Arrays.setAll(demand, at -> out[at] ? 0 : demand[at]);
        return solve(technical.mapped((i, j, it) -> out[i] || out[j] ? 0 : it), demand);
    }

    /** With what remains of each output as value added, so that nothing is lost by an imbalance. */
    private Solution withoutSales(boolean[] out) {
        var remains = table.sales.transposed().rowSums();
        Arrays.setAll(remains, at -> table.output[at] - remains[at]);
        return solve(allocation.mapped((i, _, it) -> out[i] ? 0 : it).transposed(), remains);
    }

    /**
     * What a region's output owes to its purchases from others, for the demand for its products.
     */
    public Feedback feedback(String region) {
        var inside = membership(table.ofRegion(region));
        var demand = demand();
        Arrays.setAll(demand, at -> inside[at] ? demand[at] : 0);
        var alone = solve(technical.mapped((i, j, it) -> inside[i] && inside[j] ? it : 0), demand);
        return new Feedback(region, sum(alone, inside), sum(outputFor(demand), inside));
    }

    private static double sum(Solution of, boolean[] inside) {
        return IntStream.range(0, inside.length).filter(it -> inside[it]).mapToDouble(of::of).sum();
    }
}
