package yanzhen.engine.inputoutput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * 投入产出表: what each activity sells to each other and to final demand, and the value that each adds,
 * all in one unit. A table of many regions differs from one of a single region by its labels only.
 *
 * <p>Output is what is sold: {@code x = Z·1 + y}. That what is paid, {@code Z'·1 + v}, comes to the
 * same is not taken for granted: published tables often fail in it, see {@link #imbalances}.
 */
public final class InputOutputTable {

    final SparseMatrix sales;
    final double[] output;
    private final List<Activity> activities;
    private final Map<Activity, Integer> numbers = new HashMap<>();
    private final Map<String, double[]> demand;
    private final double[] valueAdded;

    /** Takes what it is given as it is: the builder has checked it. */
    InputOutputTable(
            List<Activity> activities,
            SparseMatrix sales,
            Map<String, double[]> demand,
            double[] valueAdded,
            double[] output) {
        this.activities = activities;
        this.sales = sales;
        this.demand = demand;
        this.valueAdded = valueAdded;
        this.output = output;
        for (int at = 0; at < activities.size(); at++) {
            numbers.put(activities.get(at), at);
        }
    }

    /**
     * Where what an activity sells is not what it pays.
     *
     * @param sold its output by its row
     * @param paid purchases and value added by its column
     */
    public record Imbalance(Activity activity, double sold, double paid) {

        /** Paid less sold, as a share of what is sold; infinite where nothing is. */
        public double share() {
            return (paid - sold) / sold;
        }
    }

    /** By number. */
    public List<Activity> activities() {
        return activities;
    }

    public int size() {
        return activities.size();
    }

    /**
     * The number of an activity.
     *
     * @throws IllegalArgumentException when the table lacks it
     */
    public int numberOf(Activity activity) {
        var number = numbers.get(activity);
        if (number == null) {
            throw new IllegalArgumentException(
                    "The table of %d activities has no %s.".formatted(size(), activity));
        }
        return number;
    }

    /** What one sells to another. */
    public double flow(int seller, int buyer) {
        return sales.at(seller, buyer);
    }

    /** What an activity makes, as the sum of its row. */
    public double output(int activity) {
        return output[activity];
    }

    public double valueAdded(int activity) {
        return valueAdded[activity];
    }

    /** By number, as a new array. */
    public double[] outputs() {
        return output.clone();
    }

    /** By number, as a new array. */
    public double[] valuesAdded() {
        return valueAdded.clone();
    }

    /** The columns of final demand, in the order in which they came. */
    public List<String> uses() {
        return List.copyOf(demand.keySet());
    }

    /** Final demand over all its columns, by number. */
    public double[] demand() {
        return demandOf(demand.keySet());
    }

    /**
     * Final demand of some of its columns, by number.
     *
     * @throws IllegalArgumentException when the table lacks one of them
     */
    public double[] demandOf(Set<String> uses) {
        var sum = new double[size()];
        for (var use : demand.keySet()) {
            if (uses.contains(use)) {
                var taken = demand.getOrDefault(use, sum);
                Arrays.setAll(sum, at -> sum[at] + taken[at]);
            }
        }
        var unknown = uses.stream().filter(it -> !demand.containsKey(it)).sorted().toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "The final demand has no columns %s, only %s."
                            .formatted(unknown, demand.keySet()));
        }
        return sum;
    }

    /** Activities that make nothing and buy nothing, as small regions have them. */
    public List<Activity> idle() {
        return IntStream.range(0, size())
                .filter(it -> output[it] == 0)
                .mapToObj(activities::get)
                .toList();
    }

    /**
     * Where sold and paid differ, by number.
     *
     * @param tolerance largest difference that is let pass, as a share of what is sold, 0 or more
     */
    public List<Imbalance> imbalances(double tolerance) {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException(
                    "The tolerance (%s) must be 0 or more.".formatted(tolerance));
        }
        var paid = sales.transposed().rowSums();
        var found = new ArrayList<Imbalance>();
        for (int at = 0; at < size(); at++) {
            double all = paid[at] + valueAdded[at];
            if (Math.abs(all - output[at]) > tolerance * output[at]) {
                found.add(new Imbalance(activities.get(at), output[at], all));
            }
        }
        return found;
    }

    /** The numbers of a region's activities. */
    public int[] ofRegion(String region) {
        return where(Activity::region, region);
    }

    /** The numbers of a sector's activities in all regions. */
    public int[] ofSector(String sector) {
        return where(Activity::sector, sector);
    }

    private int[] where(Function<Activity, String> label, String wanted) {
        var found =
                IntStream.range(0, size())
                        .filter(it -> label.apply(activities.get(it)).equals(wanted))
                        .toArray();
        if (found.length == 0) {
            throw new IllegalArgumentException("No activity is labelled %s.".formatted(wanted));
        }
        return found;
    }

    /**
     * A coarser table: activities of the same new label become one.
     *
     * @param labels the new label of each
     */
    public InputOutputTable grouped(Function<Activity, Activity> labels) {
        var groups = new LinkedHashMap<Activity, Integer>();
        var groupOf =
                activities.stream()
                        .mapToInt(
                                it -> groups.computeIfAbsent(labels.apply(it), _ -> groups.size()))
                        .toArray();
        var coarse = new LinkedHashMap<String, double[]>();
        demand.forEach((use, taken) -> coarse.put(use, summed(taken, groupOf, groups.size())));
        return new InputOutputTable(
                List.copyOf(groups.keySet()),
                sales.grouped(groups.size(), it -> groupOf[it]),
                coarse,
                summed(valueAdded, groupOf, groups.size()),
                summed(output, groupOf, groups.size()));
    }

    private static double[] summed(double[] of, int[] groupOf, int groups) {
        var sums = new double[groups];
        for (int at = 0; at < of.length; at++) {
            sums[groupOf[at]] += of[at];
        }
        return sums;
    }
}
