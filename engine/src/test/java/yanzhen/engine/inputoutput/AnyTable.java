package yanzhen.engine.inputoutput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A random productive table for laws: uneven flows, some regions, something for demand and value
 * added everywhere.
 */
final class AnyTable {

    private final Random random;
    private final List<Activity> activities = new ArrayList<>();
    private final double[][] flow;
    private final double[] demand;

    AnyTable(long seed, int most) {
        random = new Random(seed);
        int size = 2 + random.nextInt(most - 1);
        int regions = 1 + random.nextInt(3);
        for (int at = 0; at < size; at++) {
            activities.add(new Activity("region " + at % regions, "sector " + at / regions));
        }
        flow = new double[size][size];
        demand = new double[size];
        double density = 0.05 + 0.9 * random.nextDouble();
        double sold = Math.exp(random.nextGaussian());
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                flow[row][column] = random.nextDouble() < density ? amount() * sold : 0;
            }
        }
        for (int at = 0; at < size; at++) {
            demand[at] = Math.max(0, bought(at) - sold(at)) + amount();
        }
    }

    private double bought(int buyer) {
        double sum = 0;
        for (var row : flow) {
            sum += row[buyer];
        }
        return sum;
    }

    private double sold(int seller) {
        return Arrays.stream(flow[seller]).sum();
    }

    private double amount() {
        return Math.exp(random.nextGaussian());
    }

    int size() {
        return demand.length;
    }

    InputOutputTable table() {
        return numbered(identity());
    }

    /** The same table, its activities numbered in another order. */
    InputOutputTable numbered(List<Integer> order) {
        var builder = new TableBuilder(order.stream().map(activities::get).toList());
        for (int row = 0; row < size(); row++) {
            for (int column = 0; column < size(); column++) {
                builder.flow(row, column, flow[order.get(row)][order.get(column)]);
            }
            builder.demand(row, "households", demand[order.get(row)]);
        }
        return builder.build();
    }

    List<Integer> identity() {
        var order = new ArrayList<Integer>();
        for (int at = 0; at < size(); at++) {
            order.add(at);
        }
        return order;
    }
}
