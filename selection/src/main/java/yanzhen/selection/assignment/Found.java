package yanzhen.selection.assignment;

import java.util.List;
import java.util.Optional;

/**
 * What a search for the largest total came to.
 *
 * @param panels the best found, if any
 * @param bound what no assignment exceeds
 * @param shortages why there is none, where that is certain
 * @param troubled bids at which rules were not kept last
 */
record Found(
        Optional<Panels> panels, long bound, List<Shortage> shortages, List<Integer> troubled) {

    boolean isImpossible() {
        return !shortages.isEmpty();
    }
}
