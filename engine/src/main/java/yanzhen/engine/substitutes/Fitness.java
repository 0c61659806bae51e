package yanzhen.engine.substitutes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * 适应度 of firms and complexity of capabilities by the map
 *
 * <pre>
 *     F(f) = Σ Q(c) over what f has,   Q(c) = 1 / Σ 1/F(f) over those who have c,
 * </pre>
 *
 * <p>both from the round before, each divided by its mean, from 1 everywhere; Tacchella, Cristelli,
 * Caldarelli, Gabrielli, Pietronero, Scientific Reports 2, 723 (2012). A capability is as complex
 * as its least fit holder lets it be.
 *
 * <p>Stops once no F or Q changes by more than the rule's change in a round, or after its limit of
 * rounds. In some tables part of the values go to 0 slowly, as one over the rounds (Pugliese,
 * Zaccaria, Pietronero, European Physical Journal Special Topics 225, 2016): an order among values
 * near 0 is one of speed. As in {@link Complexity}, each group of linked firms stands by itself,
 * with a mean of its own, and firms of different groups must not be compared.
 */
public final class Fitness {

    private final Holdings holdings;
    private final int[] groupOf;
    private final List<Convergence> convergence = new ArrayList<>();
    private final double[] ofFirm;
    private final double[] ofCapability;

    /**
     * When to stop.
     *
     * @param change largest change of a value that counts as none, above 0
     * @param limit most rounds, at least 1
     */
    public record Rule(double change, int limit) {

        /** Nine digits, for tables that settle. */
        public static final Rule USUAL = new Rule(1e-9, 10_000);

        public Rule {
            if (!(change > 0) || limit < 1) {
                throw new IllegalArgumentException(
                        "The change (%s) must be above 0 and the limit (%d) at least 1."
                                .formatted(change, limit));
            }
        }
    }

    private Fitness(Holdings holdings, Rule rule) {
        this.holdings = holdings;
        var groups = Group.of(holdings);
        groupOf = Group.numbers(groups, holdings.firms());
        ofFirm = new double[holdings.firms()];
        ofCapability = new double[holdings.capabilities().size()];
        for (var group : groups) {
            convergence.add(settle(group, rule));
        }
    }

    public static Fitness of(Holdings holdings, Rule rule) {
        return new Fitness(holdings, rule);
    }

    /** How many groups of linked firms there are; values compare only within one. */
    public int groups() {
        return convergence.size();
    }

    /** Number of a firm's group, by the lowest firm of each; -1 when it has no capability. */
    public int groupOf(int firm) {
        return groupOf[firm];
    }

    /** How a group's iteration ended. */
    public Convergence convergence(int group) {
        return convergence.get(group);
    }

    /** 0 or more, with a mean of 1 in the group; 0 for a firm without capabilities. */
    public double ofFirm(int firm) {
        return ofFirm[firm];
    }

    /** 0 or more, with a mean of 1 in the group; 0 for a capability that nobody has. */
    public double ofCapability(int capability) {
        return ofCapability[capability];
    }

    /** What a firm's fitness comes from: the sum of the complexities of what the firm has. */
    public Standing standing(int firm) {
        return Standing.of(firm, ofFirm[firm], holdings, this::ofCapability);
    }

    private Convergence settle(Group group, Rule rule) {
        Arrays.stream(group.firms).forEach(it -> ofFirm[it] = 1);
        Arrays.stream(group.capabilities).forEach(it -> ofCapability[it] = 1);
        double change = Double.POSITIVE_INFINITY;
        for (int round = 1; round <= rule.limit(); round++) {
            change = round(group);
            if (change <= rule.change()) {
                return new Convergence.Settled(round, change);
            }
        }
        return new Convergence.CutOff(rule.limit(), change);
    }

    private double round(Group group) {
        var fitness = Arrays.stream(group.firms).mapToDouble(this::fitness).toArray();
        var complexity = Arrays.stream(group.capabilities).mapToDouble(this::complexity).toArray();
        return Math.max(
                renew(ofFirm, group.firms, fitness),
                renew(ofCapability, group.capabilities, complexity));
    }

    private double fitness(int firm) {
        return Arrays.stream(holdings.ofFirm[firm]).mapToDouble(it -> ofCapability[it]).sum();
    }

    /** A holder whose fitness is 0 makes the sum endless and the complexity 0, as it should. */
    private double complexity(int capability) {
        return 1
                / Arrays.stream(holdings.ofCapability[capability])
                        .mapToDouble(it -> 1 / ofFirm[it])
                        .sum();
    }

    private static double renew(double[] all, int[] numbers, double[] values) {
        double mean = Arrays.stream(values).average().orElse(1);
        double change = 0;
        for (int at = 0; at < values.length; at++) {
            double now = values[at] / mean;
            change = Math.max(change, Math.abs(now - all[numbers[at]]));
            all[numbers[at]] = now;
        }
        return change;
    }
}
