package yanzhen.selection.assignment;

import java.util.List;
import java.util.Optional;
import yanzhen.selection.Proof;

/** 分配结果: what came of a search. */
public sealed interface Assigned {

    /**
     * All rules are kept.
     *
     * @param panels who reviews each bid
     * @param worst the measure of the worst served bid, where that was to be best
     * @param total the sum of all scores; the largest with that worst bid where there is one
     */
    record Found(Panels panels, Optional<Proof> worst, Proof total) implements Assigned {}

    /** No assignment keeps all rules. */
    record Impossible(List<Shortage> shortages) implements Assigned {
        public Impossible {
            shortages = List.copyOf(shortages);
        }
    }

    /**
     * Time was up before one was found, and before it was sure that there is none.
     *
     * @param bound what no total exceeds
     */
    record Undecided(double bound) implements Assigned {}
}
