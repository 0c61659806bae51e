package yanzhen.engine.substitutes;

import java.util.List;

/**
 * 潜在替代者: a firm that could make an input, and why.
 *
 * @param firm its number
 * @param relatedness share of the needs that it has, by weight, above 0 and at most 1
 * @param has the needs that it has, the weightiest first
 * @param lacks the needs that it lacks, the weightiest first; all shares together are 1
 */
public record Candidate(int firm, double relatedness, List<Reason> has, List<Reason> lacks) {

    public Candidate {
        has = List.copyOf(has);
        lacks = List.copyOf(lacks);
    }

    /**
     * One capability that is needed.
     *
     * @param number of the capability
     * @param weight its proximity to the input, or what was named
     * @param share of the weight of all needs, 0 to 1
     */
    public record Reason(int number, Capability capability, double weight, double share) {}
}
