package yanzhen.selection.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * 评审组: who reviews each bid.
 *
 * @param experts for each bid, by number, the numbers of its experts, rising
 */
public record Panels(List<List<Integer>> experts) {

    public Panels {
        experts = experts.stream().map(it -> it.stream().sorted().toList()).toList();
    }

    static Panels of(int[][] chosen) {
        return new Panels(
                Arrays.stream(chosen).map(it -> Arrays.stream(it).boxed().toList()).toList());
    }

    public boolean has(int bid, int expert) {
        return experts.get(bid).contains(expert);
    }

    /** The sum of the scores of all pairs. */
    public long total(AssignmentTask task) {
        long total = 0;
        for (int bid = 0; bid < experts.size(); bid++) {
            total += sum(task, bid);
        }
        return total;
    }

    /** The sum of the scores of one bid's experts. */
    public long sum(AssignmentTask task, int bid) {
        return experts.get(bid).stream().mapToLong(it -> task.score[bid][it]).sum();
    }

    /** The measure of the worst served bid. */
    public double worst(AssignmentTask task, Worst by) {
        long unit = by.unit(task.bids());
        return (double) worstSteps(task, by, unit) / unit;
    }

    long worstSteps(AssignmentTask task, Worst by, long unit) {
        long least = Long.MAX_VALUE;
        for (int bid = 0; bid < experts.size(); bid++) {
            least = Math.min(least, sum(task, bid) * by.factor(task.bids().get(bid), unit));
        }
        return least;
    }

    /** How many bids each expert reviews, by number. */
    public List<Integer> loads(AssignmentTask task) {
        var load = new int[task.experts().size()];
        experts.forEach(panel -> panel.forEach(it -> load[it]++));
        return Arrays.stream(load).boxed().toList();
    }

    /** What of the task is not kept, one sentence each; empty when all is. */
    public List<String> faults(AssignmentTask task) {
        var faults = new ArrayList<String>();
        for (int bid = 0; bid < task.bids().size(); bid++) {
            panelFaults(task, bid, faults);
        }
        var loads = loads(task);
        for (int at = 0; at < loads.size(); at++) {
            var expert = task.experts().get(at);
            if (loads.get(at) < expert.leastLoad() || loads.get(at) > expert.mostLoad()) {
                faults.add(
                        "Expert %s reviews %d bids, not from %d to %d."
                                .formatted(
                                        expert.id(),
                                        loads.get(at),
                                        expert.leastLoad(),
                                        expert.mostLoad()));
            }
        }
        return faults;
    }

    private void panelFaults(AssignmentTask task, int bid, List<String> faults) {
        var name = task.bids().get(bid).id();
        var panel = experts.get(bid);
        if (panel.stream().distinct().count() != task.bids().get(bid).need()) {
            faults.add(
                    "Bid %s has %d experts, not %d."
                            .formatted(name, panel.size(), task.bids().get(bid).need()));
        }
        var of = new HashMap<Integer, Integer>();
        int senior = 0;
        for (int expert : panel) {
            task.barredBy(bid, expert)
                    .ifPresent(why ->
                            faults.add(
                                    "Expert %s must not review bid %s (%s)."
                                            .formatted(
                                                    task.experts().get(expert).id(), name, why)));
            of.merge(task.organisation[expert], 1, Integer::sum);
            senior += task.experts().get(expert).senior() ? 1 : 0;
        }
        if (of.values().stream().anyMatch(it -> it > task.rules().mostOfOne())) {
            faults.add(
                    "Bid %s has more than %d experts of one organisation."
                            .formatted(name, task.rules().mostOfOne()));
        }
        if (senior < task.rules().leastSenior()) {
            faults.add(
                    "Bid %s has %d senior experts, not %d."
                            .formatted(name, senior, task.rules().leastSenior()));
        }
    }
}
