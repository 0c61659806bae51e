package yanzhen.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Shocks that wait to be worked off by several threads, and where their results go. */
final class ShockQueue {

    final Cascade cascade;
    final double[] weights;
    private final int shocks;
    private final IntFunction<Shock> shock;
    private final StopRule.Absolute rule;
    private final IntConsumer done;
    private final RiskRanking ranking;
    private final AtomicInteger next = new AtomicInteger();

    ShockQueue(
            Cascade cascade,
            int shocks,
            IntFunction<Shock> shock,
            StopRule.Absolute rule,
            Weights weights,
            IntConsumer done) {
        this.cascade = cascade;
        this.weights = cascade.weightsAt(weights);
        this.shocks = shocks;
        this.shock = shock;
        this.rule = rule;
        this.done = done;
        ranking = new RiskRanking(shocks);
    }

    /** The number of the next shock; -1 when there is none left. */
    int take() {
        int number = next.getAndUpdate(it -> Math.min(it + 1, shocks));
        return number < shocks ? number : -1;
    }

    Shock shock(int number) {
        return shock.apply(number);
    }

    boolean isDone(int steps, double grown) {
        return grown <= rule.growth() || steps == rule.limit();
    }

    void put(int number, RiskIndex index, int steps, double grown) {
        ranking.put(number, index, steps, grown > rule.growth());
        done.accept(number);
    }

    RiskRanking ranking() {
        return ranking;
    }
}
