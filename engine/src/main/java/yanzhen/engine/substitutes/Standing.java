package yanzhen.engine.substitutes;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * 复杂度解释: what a firm's index or fitness comes from.
 *
 * @param firm its number
 * @param value its index or fitness; not a number where there is none
 * @param diversity how many capabilities it has
 * @param meanUbiquity how many firms have such a capability, on the mean; 0 without any
 * @param held what it has, the most complex first
 */
public record Standing(
        int firm, double value, int diversity, double meanUbiquity, List<Held> held) {

    public Standing {
        held = List.copyOf(held);
    }

    /**
     * One capability that the firm has.
     *
     * @param number of the capability
     * @param complexity by the measure that is explained
     * @param ubiquity how many firms have it
     */
    public record Held(int number, Capability capability, double complexity, int ubiquity) {}

    static Standing of(int firm, double value, Holdings holdings, IntToDoubleFunction complexity) {
        var held =
                Arrays.stream(holdings.ofFirm[firm])
                        .mapToObj(it ->
                                new Held(
                                        it,
                                        holdings.capabilities().get(it),
                                        complexity.applyAsDouble(it),
                                        holdings.ubiquity(it)))
                        .sorted(Comparator.comparingDouble(Held::complexity).reversed())
                        .toList();
        double mean = held.stream().mapToInt(Held::ubiquity).average().orElse(0);
        return new Standing(firm, value, held.size(), mean, held);
    }
}
