package yanzhen.selection.assignment;

import java.util.List;
import java.util.OptionalLong;

/**
 * 分配说明: why an expert reviews a bid.
 *
 * @param score of the pair
 * @param rank 1 for the highest score among those who may review the bid; equal scores share a rank
 * @param eligible how many may review it
 * @param lossWithout how much smaller the largest total is without the pair, 0 when another
 *     assignment is as good; empty when there is none without it
 * @param bindings limits at which the pair stands
 * @param others those with higher scores who were not chosen, the highest first
 */
public record Account(
        Pair pair,
        int score,
        int rank,
        int eligible,
        OptionalLong lossWithout,
        List<Binding> bindings,
        List<PassedOver> others) {

    public Account {
        bindings = List.copyOf(bindings);
        others = List.copyOf(others);
    }

    /** A limit that is reached. */
    public enum Binding {
        /** The expert takes no further bid. */
        MOST_LOAD,
        /** The expert has no more bids than must be. */
        LEAST_LOAD,
        /** No further expert of this organisation may review the bid. */
        ORGANISATION,
        /** Without the expert too few senior ones would review the bid. */
        SENIOR,
        /** All who may review the bid do. */
        NOBODY_ELSE
    }

    /**
     * One with a higher score who was not chosen.
     *
     * @param loss how much smaller the largest total is with this pair; empty when no assignment
     *     has it
     * @param elsewhere the bids that the expert reviews instead, by number
     */
    public record PassedOver(
            int expert, int score, Reason reason, OptionalLong loss, List<Integer> elsewhere) {
        public PassedOver {
            elsewhere = List.copyOf(elsewhere);
        }
    }

    /** Why one with a higher score was not chosen. */
    public enum Reason {
        /** Takes no further bid, and is worth more where assigned. */
        FULL,
        /** Somebody else of the same organisation reviews the bid. */
        ORGANISATION,
        /** The seat wants a senior expert. */
        SENIOR,
        /** Other bids would lose more than this one would win. */
        TOTAL
    }
}
