package yanzhen.selection.assignment;

/**
 * 缺口: why there is no assignment, or a part of why.
 *
 * @param kind what is short
 * @param subject the bid or expert that it shows at, by number; −1 when it shows only in all
 *     together
 * @param missing how many are missing there at least
 */
public record Shortage(Kind kind, int subject, int missing) {

    /** What is short. */
    public enum Kind {
        /** Fewer experts may review the bid than it needs. */
        ELIGIBLE,
        /** Fewer than it needs may, with so many of one organisation at most. */
        ORGANISATIONS,
        /** Fewer senior experts may review the bid than it needs. */
        SENIOR,
        /** Experts who may are needed by other bids: their loads do not suffice for all. */
        LOAD,
        /** The same for senior experts. */
        SENIOR_LOAD,
        /** An expert cannot be given as many bids as must be. */
        LEAST_LOAD,
        /** With the greatest probability allowed, too few remain. */
        PROBABILITY,
        /** Each rule can be kept, all together cannot. */
        TOGETHER
    }
}
