package yanzhen.engine;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A way in which many shocks are worked off.
 *
 * @param alone share of all links up to which a shock spreads by itself: with 0 every shock goes
 *     into a lane at once, with 1 none does
 */
record Way(String name, LaneSteps arithmetic, double alone) {

    static final List<Way> ALL =
            List.of(
                    new Way("vectors at once", new VectorSteps(), 0),
                    new Way("vectors in the end", new VectorSteps(), 0.1),
                    new Way("numbers at once", new ScalarSteps(), 0),
                    new Way("numbers in the end", new ScalarSteps(), 0.1),
                    new Way("alone", new ScalarSteps(), 1));

    RiskRanking ofEachFirm(Cascade cascade, StopRule.Absolute rule, Weights weights, int threads) {
        return of(cascade, cascade.firms(), Shock::failureOf, rule, weights, threads);
    }

    RiskRanking ofEach(
            Cascade cascade,
            List<Shock> shocks,
            StopRule.Absolute rule,
            Weights weights,
            int threads) {
        return of(cascade, shocks.size(), shocks::get, rule, weights, threads);
    }

    private RiskRanking of(
            Cascade cascade,
            int shocks,
            IntFunction<Shock> shock,
            StopRule.Absolute rule,
            Weights weights,
            int threads) {
        return SystemicRisk.ofEach(
                cascade, shocks, shock, rule, weights, threads, arithmetic, alone);
    }

    @Override
    public String toString() {
        return name;
    }
}
