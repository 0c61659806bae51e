package yanzhen.app.chain.store;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import yanzhen.app.chain.Scenario;
import yanzhen.app.chain.WhatIfs.Relief;
import yanzhen.app.chain.WhatIfs.Step;
import yanzhen.app.chain.WhatIfs.Total;
import yanzhen.engine.Cascade;
import yanzhen.engine.ChangedNetwork;
import yanzhen.engine.Explanation;
import yanzhen.engine.Losses;
import yanzhen.engine.RiskIndex;
import yanzhen.engine.Settlement;
import yanzhen.engine.Shock;
import yanzhen.engine.StopRule;

/**
 * Lets a scenario happen to a network by the engine: the stop, the suppliers that are added, the
 * cascade. Goes in the order of the firms, so that it comes out the same to the bit.
 */
final class Reckoning {

    /** Far above what is normal; a cascade that is cut off says so. */
    private static final int MOST_STEPS = 10_000;

    private static final int WHOLE = 100;

    private final LoadedNetwork network;
    private final Cascade cascade;
    private final StopRule.Absolute rule;
    private final TreeMap<Integer, Double> stopped = new TreeMap<>();
    private ChangedNetwork links;
    private final List<Taken> taken = new ArrayList<>();

    /** What a supplier that is added takes over. */
    private record Taken(Scenario.Added added, int customer, double volume) {}

    Reckoning(LoadedNetwork network, Cascade cascade, double growth) {
        this.network = network;
        this.cascade = cascade;
        rule = new StopRule.Absolute(growth, MOST_STEPS);
        links = ChangedNetwork.of(network.network);
    }

    /** A firm loses this much at the start; the most counts when it is named more than once. */
    void stop(int place, int percent) {
        stopped.merge(place, percent / (double) WHOLE, Math::max);
    }

    /**
     * A supplier takes over what the customer buys of its industry from others, from each its part.
     *
     * @return the volume; 0 when the customer buys nothing of it from others, and then nothing
     *     changes
     */
    double add(Scenario.Added added, int supplier, int customer) {
        record Present(int supplier, double volume) {}
        var present = new ArrayList<Present>();
        var own = new double[1];
        links.forEachInput(
                customer,
                (from, _, volume) -> {
                    if (from == supplier) {
                        own[0] = volume;
                    } else if (from != customer
                            && network.industry(from) == network.industry(supplier)) {
                        present.add(new Present(from, volume));
                    }
                });
        double sum = 0;
        for (var one : present) {
            double part = one.volume * added.percent() / WHOLE;
            links =
                    added.percent() == WHOLE
                            ? links.without(one.supplier, customer)
                            : links.with(one.supplier, customer, one.volume - part);
            sum += part;
        }
        if (sum > 0) {
            links = links.with(supplier, customer, own[0] + sum);
            taken.add(new Taken(added, customer, sum));
        }
        return sum;
    }

    /** The links with the suppliers that are added. */
    ChangedNetwork links() {
        return links;
    }

    private Shock shock() {
        var firms = stopped.keySet().stream().mapToInt(it -> it).toArray();
        var shares = stopped.values().stream().mapToDouble(it -> it).toArray();
        return Shock.of(firms, shares, shares);
    }

    private Cascade changed() {
        return taken.isEmpty() ? cascade : cascade.with(links);
    }

    Explanation explained() {
        return changed().explain(shock(), rule);
    }

    /** What came out. */
    record Outcome(
            Explanation explanation,
            Total total,
            @org.jspecify.annotations.Nullable Total before,
            List<Step> steps,
            List<Relief> relief) {}

    Outcome outcome() {
        var shock = shock();
        var indices = new ArrayList<RiskIndex>();
        var explanation = changed().explain(shock, rule, network.weights, indices::add);
        var losses = explanation.losses();
        double first = indices.getFirst().both();
        if (taken.isEmpty()) {
            return new Outcome(
                    explanation,
                    total(losses, first),
                    null,
                    steps(explanation, indices),
                    List.of());
        }
        var before = cascade.run(shock, rule, network.weights);
        return new Outcome(
                explanation,
                total(losses, first),
                total(before, first),
                steps(explanation, indices),
                taken.stream()
                        .map(it ->
                                new Relief(
                                        it.added,
                                        it.volume,
                                        before.of(it.customer),
                                        losses.of(it.customer)))
                        .toList());
    }

    private Total total(Losses losses, double shock) {
        var index = losses.index(network.weights);
        int hit = 0;
        for (int firm = 0; firm < losses.firms(); firm++) {
            if (losses.of(firm) > 0 && !stopped.containsKey(firm)) {
                hit++;
            }
        }
        return new Total(
                index.both(),
                index.down(),
                index.up(),
                shock,
                stopped.size(),
                hit,
                losses.settlement() instanceof Settlement.Settled);
    }

    private List<Step> steps(Explanation explanation, List<RiskIndex> indices) {
        var hit = new int[indices.size()];
        for (int firm = 0; firm < network.firms.size(); firm++) {
            var cause = explanation.causeOf(firm);
            if (cause.through() != Explanation.Through.NOTHING) {
                hit[stopped.containsKey(firm) ? 0 : cause.step()]++;
            }
        }
        var steps = new ArrayList<Step>();
        for (int at = 0; at < hit.length; at++) {
            steps.add(new Step(at, hit[at], indices.get(at).both()));
        }
        return List.copyOf(steps);
    }
}
