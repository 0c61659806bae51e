package yanzhen.selection.race;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import yanzhen.selection.MalformedTask;

/**
 * 分阶段赛马: all teams are paid for a first stage and pass its gate or not; of those that pass, the
 * ones likeliest to succeed are paid for a second.
 *
 * <p>Exact sums over all outcomes, without listing them: teams are taken in the order in which they
 * would be let through, and only how many have passed so far matters. Costs teams × places steps.
 *
 * @param success probability that at least one team succeeds
 * @param expectedValue value times success
 * @param expectedCost mean of all payments
 * @param worstCost the largest payments that can come about
 */
public record StageGate(
        double success, double expectedValue, double expectedCost, double worstCost) {

    /**
     * A team of a race with a gate.
     *
     * @param firstCost paid in any case, 0 or more
     * @param passes probability of passing the gate, 0 to 1
     * @param secondCost paid when it goes on, 0 or more
     * @param succeeds probability of success when it goes on, 0 to 1
     */
    public record Runner(double firstCost, double passes, double secondCost, double succeeds) {}

    /** What remains on average. */
    public double expectedNet() {
        return expectedValue - expectedCost;
    }

    /**
     * What such a race is worth.
     *
     * @param value won if at least one team succeeds, 0 or more
     * @param places how many go on at most, 0 or more; those with the highest {@code succeeds},
     *     equal ones as listed
     * @throws MalformedTask naming everything that is wrong
     */
    public static StageGate of(double value, int places, List<Runner> runners) {
        check(value, places, runners);
        var order =
                runners.stream()
                        .sorted(Comparator.comparingDouble(Runner::succeeds).reversed())
                        .toList();
        // By how many have passed, the last for all places taken: how likely, and without success.
        var passed = new double[places + 1];
        var failed = new double[places + 1];
        passed[0] = 1;
        failed[0] = 1;
        double cost = runners.stream().mapToDouble(Runner::firstCost).sum();
        for (var runner : order) {
            double free = 1 - passed[places];
            cost += runner.passes * free * runner.secondCost;
            for (int many = places; many > 0; many--) {
                double stays = many == places ? 1 : 1 - runner.passes;
                passed[many] = passed[many] * stays + passed[many - 1] * runner.passes;
                failed[many] =
                        failed[many] * stays
                                + failed[many - 1] * runner.passes * (1 - runner.succeeds);
            }
            if (places > 0) {
                passed[0] *= 1 - runner.passes;
                failed[0] *= 1 - runner.passes;
            }
        }
        double success = 1 - IntStream.range(0, places + 1).mapToDouble(it -> failed[it]).sum();
        return new StageGate(success, value * success, cost, worst(places, runners));
    }

    /** Nobody passes but those who cost most. */
    private static double worst(int places, List<Runner> runners) {
        return runners.stream().mapToDouble(Runner::firstCost).sum()
                + runners.stream()
                        .filter(it -> it.passes > 0)
                        .map(Runner::secondCost)
                        .sorted(Comparator.reverseOrder())
                        .limit(places)
                        .mapToDouble(it -> it)
                        .sum();
    }

    private static void check(double value, int places, List<Runner> runners) {
        var faults = new ArrayList<String>();
        if (!(value >= 0) || places < 0) {
            faults.add(
                    "A race worth %s with %d places; give numbers of 0 or more."
                            .formatted(value, places));
        }
        for (int at = 0; at < runners.size(); at++) {
            var one = runners.get(at);
            if (!(one.firstCost >= 0 && one.secondCost >= 0)
                    || !(one.passes >= 0 && one.passes <= 1)
                    || !(one.succeeds >= 0 && one.succeeds <= 1)) {
                faults.add(
                        "Team %d (%s) has a cost below 0 or a probability outside of 0 to 1."
                                .formatted(at + 1, one));
            }
        }
        MalformedTask.unless(faults);
    }
}
