package yanzhen.selection.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;

/**
 * Moves the multipliers of rules that no flow holds (floors, organisations with senior and other
 * experts, pairs to be kept) along the subgradient of the bound, by Polyak's step. Rules are
 * measured in seats, so that they move alike.
 */
final class Multipliers {

    private final AssignmentTask task;
    private final Side side;
    private final Prices prices;

    Multipliers(AssignmentTask task, Side side, Prices prices) {
        this.task = task;
        this.side = side;
        this.prices = prices;
    }

    /** Organisations with too many on a panel. */
    static List<Integer> crowded(AssignmentTask task, int[] panel) {
        if (!task.limitsOrganisations()) {
            return List.of();
        }
        var many = new HashMap<Integer, Integer>();
        var crowded = new ArrayList<Integer>();
        for (int expert : panel) {
            int organisation = task.organisation[expert];
            if (many.merge(organisation, 1, Integer::sum) == task.rules().mostOfOne() + 1) {
                crowded.add(organisation);
            }
        }
        return crowded;
    }

    /** A rule at a bid and by how many seats it is broken; below 0 where there is room. */
    private record Broken(int bid, int organisation, double seats) {}

    private static final int FLOOR = -1;
    private static final int KEPT = -2;

    /**
     * Moves them.
     *
     * @param over how far the value of the flow is above the best total, in parts of a point
     * @param step share of Polyak's step, above 0 to 1
     * @return whether any moved
     */
    boolean move(int[][] chosen, double over, double step) {
        double seat = seat(chosen);
        var broken = broken(chosen, seat);
        double squares = broken.stream().mapToDouble(it -> it.seats * it.seats).sum();
        if (squares == 0) {
            return false;
        }
        double each = step * Math.max(over, Prices.PARTS) / squares;
        boolean moved = false;
        for (var one : broken) {
            moved |= move(one, each * one.seats, seat);
        }
        return moved;
    }

    /** Points of a seat in the mean. */
    private double seat(int[][] chosen) {
        double sum = 0;
        double seats = 0;
        for (int bid = 0; bid < chosen.length; bid++) {
            sum += sum(bid, chosen[bid]);
            seats += chosen[bid].length;
        }
        return Math.max(1, sum / Math.max(1, seats));
    }

    private long sum(int bid, int[] panel) {
        return Arrays.stream(panel).mapToLong(it -> task.score[bid][it]).sum();
    }

    private List<Broken> broken(int[][] chosen, double seat) {
        var broken = new ArrayList<Broken>();
        int kept = 0;
        for (int bid = 0; bid < chosen.length; bid++) {
            double lacks = side.floor(bid) - (double) sum(bid, chosen[bid]);
            if (side.floor(bid) > 0 && (lacks > 0 || prices.weight[bid] > 0)) {
                broken.add(new Broken(bid, FLOOR, lacks / seat));
            }
            organisations(bid, chosen[bid], broken);
            kept += (int) Arrays.stream(chosen[bid]).filter(side.kept(bid)::get).count();
        }
        if (side.leastKept() > 0) {
            broken.add(new Broken(-1, KEPT, side.leastKept() - kept));
        }
        return broken;
    }

    private void organisations(int bid, int[] panel, List<Broken> broken) {
        var here = prices.costs.get(bid);
        var crowded = crowded(task, panel);
        if (here == null && crowded.isEmpty()) {
            return;
        }
        var all = new TreeSet<Integer>(crowded);
        if (here != null) {
            here.forEach((organisation, cost) -> {
                if (cost > 0) {
                    all.add(organisation);
                }
            });
        }
        for (int organisation : all) {
            long many =
                    Arrays.stream(panel)
                            .filter(it -> task.organisation[it] == organisation)
                            .count();
            broken.add(new Broken(bid, organisation, many - task.rules().mostOfOne()));
        }
    }

    private boolean move(Broken rule, double by, double seat) {
        if (rule.organisation == KEPT) {
            long before = prices.keeping;
            prices.keeping = Math.max(0, Math.round(before + by));
            return prices.keeping != before;
        }
        if (rule.organisation == FLOOR) {
            long before = prices.weight[rule.bid];
            prices.weight[rule.bid] = Math.max(0, Math.round(before + by / seat));
            return prices.weight[rule.bid] != before;
        }
        var costs = prices.costs.computeIfAbsent(rule.bid, _ -> new HashMap<>());
        long before = costs.getOrDefault(rule.organisation, 0L);
        costs.put(rule.organisation, Math.max(0, Math.round(before + by)));
        return costs.getOrDefault(rule.organisation, 0L) != before;
    }
}
