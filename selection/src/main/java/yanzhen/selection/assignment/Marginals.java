package yanzhen.selection.assignment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import yanzhen.selection.Proof;
import yanzhen.selection.solver.Solver;

/**
 * Likelihoods of largest expected total under a limit, as a flow in parts of a whole.
 *
 * <p>Where senior seats and organisations are limited at once, the flow counts an organisation's
 * senior and other experts apart. A draw could then seat one of each. So at a bid where both are
 * likely, the less likely kind of that organisation is taken out and the flow is found anew; what
 * this costs at most shows as the gap to the first flow, which bounds every lottery. Where the gap
 * is wide, a {@link Mixture} may be better.
 */
final class Marginals {

    /** Gaps from here on are worth a mixture. */
    private static final double WIDE = 0.01;

    private final AssignmentTask task;
    private final Solver solver;
    private final Probability limit;

    private final Duration time;

    Marginals(AssignmentTask task, Solver solver, Probability limit, Duration time) {
        this.time = time;
        this.task = task;
        this.solver = solver;
        this.limit = limit;
    }

    Lottery.Outcome run() {
        long begun = System.nanoTime();
        var out = Side.sets(task.bids().size());
        var side = Side.none().banning(out);
        var flow = new SeatFlow(task, solver, limit.part(), limit.whole());
        var bound = OptionalDouble.empty();
        while (true) {
            var result = flow.solve(new Prices(task, side));
            if (!result.isFull()) {
                return bound.isPresent()
                        ? mixtureOrNone(bound.getAsDouble(), begun)
                        : new Lottery.Outcome.Impossible(shortages(flow));
            }
            double expected = (double) result.worth / Prices.PARTS / limit.whole();
            if (bound.isEmpty()) {
                bound = OptionalDouble.of(expected);
            }
            if (!takeOut(result, out)) {
                double seconds = (System.nanoTime() - begun) / 1e9;
                var proof = new Proof(expected, bound.getAsDouble(), seconds);
                var found = Lottery.of(task, limit, result.net, result.flow, proof);
                return new Lottery.Outcome.Ready(
                        proof.gap() > WIDE ? betterMixture(found, begun) : found);
            }
        }
    }

    private Lottery betterMixture(Lottery found, long begun) {
        return new Mixture(task, solver, limit, time)
                .expecting(found.expectedTotal().bound(), begun)
                .filter(it -> it.expectedTotal().value() > found.expectedTotal().value())
                .orElse(found);
    }

    private Lottery.Outcome mixtureOrNone(double bound, long begun) {
        return new Mixture(task, solver, limit, time)
                .expecting(bound, begun)
                .<Lottery.Outcome>map(Lottery.Outcome.Ready::new)
                .orElseGet(() -> new Lottery.Outcome.Undecided(bound));
    }

    /** What is short without the limit, else what is short with it. */
    private List<Shortage> shortages(SeatFlow flow) {
        var certain = new SeatFlow(task, solver, 1, 1);
        if (!certain.fullest(new Prices(task, Side.none())).isFull()) {
            return new Shortages(task, Side.none()).of(certain);
        }
        var fullest = flow.fullest(new Prices(task, Side.none()));
        var found = new ArrayList<Shortage>();
        for (int arc : fullest.net.shortArcs()) {
            if (fullest.flow[arc] > 0) {
                int missing = (int) Math.ceilDiv(fullest.flow[arc], (long) limit.whole());
                int bid =
                        fullest.net.bidShort.getOrDefault(
                                arc, fullest.net.seniorShort.getOrDefault(arc, -1));
                found.add(new Shortage(Shortage.Kind.PROBABILITY, bid, missing));
            }
        }
        return found;
    }

    /** Seats of an organisation at a bid, in parts: senior and other. */
    private static final class Kinds {
        long senior;
        long other;

        /** Whether a draw could seat more than this. */
        boolean mayExceed(int most, int whole) {
            return senior > 0
                    && other > 0
                    && Math.ceilDiv(senior, (long) whole) + Math.ceilDiv(other, (long) whole)
                            > most;
        }
    }

    private boolean takeOut(SeatFlow.Result result, List<BitSet> out) {
        if (task.rules().leastSenior() == 0 || !task.limitsOrganisations()) {
            return false;
        }
        boolean any = false;
        for (int bid = 0; bid < out.size(); bid++) {
            var seats = new HashMap<Integer, Kinds>();
            var net = result.net;
            for (int at = net.firstPair[bid]; at < net.firstPair[bid + 1]; at++) {
                int expert = net.pairExpert[at];
                var kinds = seats.computeIfAbsent(task.organisation[expert], _ -> new Kinds());
                if (task.experts().get(expert).senior()) {
                    kinds.senior += result.flow[net.pairArc[at]];
                } else {
                    kinds.other += result.flow[net.pairArc[at]];
                }
            }
            for (var entry : seats.entrySet()) {
                var kinds = entry.getValue();
                if (kinds.mayExceed(task.rules().mostOfOne(), limit.whole())) {
                    take(entry.getKey(), kinds.senior < kinds.other, out.get(bid));
                    any = true;
                }
            }
        }
        return any;
    }

    private void take(int organisation, boolean senior, BitSet out) {
        for (int expert = 0; expert < task.organisation.length; expert++) {
            if (task.organisation[expert] == organisation
                    && task.experts().get(expert).senior() == senior) {
                out.set(expert);
            }
        }
    }
}
