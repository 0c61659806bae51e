package yanzhen.engine.substitutes;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * 经济复杂度指数 (ECI) of firms and complexity (PCI) of capabilities.
 *
 * <p>The eigenvector of the second largest eigenvalue of {@code M̃(f,g) = Σc M(f,c)·M(g,c) /
 * (diversity(f)·ubiquity(c))}, less its mean, over its standard deviation (of the whole group, by
 * n); Hidalgo and Hausmann, PNAS 106, 2009, in the form of Hausmann et al., The Atlas of Economic
 * Complexity, 2011. A capability's complexity is the mean index of its holders, made standard in
 * the same way over the capabilities.
 *
 * <p>An eigenvector has no sign. Here the index rises with diversity: its correlation with it is
 * above 0; where there is none, it falls with the mean ubiquity of what a firm has.
 *
 * <p>Firms that share no capability, not even through others, cannot be compared: 1 is then an
 * eigenvalue more than once. So each group of linked firms has an index of its own, and a verdict
 * on it; firms of different groups must not be compared. The nearer the second eigenvalue is to 1
 * the more nearly the group itself falls apart, and the index may then say no more than who is on
 * the lesser side: see {@link #secondEigenvalue}.
 */
public final class Complexity {

    /** Eigenvalues and correlations nearer than this count as equal. */
    private static final double NEAR = 1e-9;

    private final Holdings holdings;
    private final int[] groupOf;
    private final GroupVerdict[] verdict;
    private final double[] second;
    private final double[] ofFirm;
    private final double[] ofCapability;

    private Complexity(Holdings holdings, List<Group> groups) {
        this.holdings = holdings;
        groupOf = Group.numbers(groups, holdings.firms());
        verdict = new GroupVerdict[groups.size()];
        second = new double[groups.size()];
        ofFirm = new double[holdings.firms()];
        Arrays.fill(ofFirm, Double.NaN);
        ofCapability = new double[holdings.capabilities().size()];
        Arrays.fill(ofCapability, Double.NaN);
        for (int at = 0; at < verdict.length; at++) {
            verdict[at] = within(at, groups.get(at));
        }
    }

    public static Complexity of(Holdings holdings) {
        return new Complexity(holdings, Group.of(holdings));
    }

    /** How many groups of linked firms there are; indices compare only within one. */
    public int groups() {
        return verdict.length;
    }

    /** Number of a firm's group, by the lowest firm of each; -1 when it has no capability. */
    public int groupOf(int firm) {
        return groupOf[firm];
    }

    /** What may be said of a group. */
    public GroupVerdict verdict(int group) {
        return verdict[group];
    }

    /** 第二特征值: 0 where all firms are alike, near 1 where the group nearly falls in two. */
    public double secondEigenvalue(int group) {
        return second[group];
    }

    /** What a firm's index comes from: it rises with the mean complexity of what the firm has. */
    public Standing standing(int firm) {
        return Standing.of(firm, ofFirm[firm], holdings, this::ofCapability);
    }

    /** The index of a firm; not a number where its group has none. */
    public double ofFirm(int firm) {
        return ofFirm[firm];
    }

    /** The complexity of a capability; not a number where the group of its holders has none. */
    public double ofCapability(int capability) {
        return ofCapability[capability];
    }

    private GroupVerdict within(int number, Group group) {
        if (group.firms.length < 2) {
            return GroupVerdict.TOO_FEW;
        }
        var diversity = each(group.firms, holdings::diversity);
        double held = Arrays.stream(diversity).sum();
        var known = new double[diversity.length];
        Arrays.setAll(known, at -> Math.sqrt(diversity[at] / held));
        var pairs = Eigenpairs.of(it -> applied(it, group, diversity), known);
        second[number] = pairs.value[0];
        var doubt = doubt(pairs);
        if (doubt != GroupVerdict.COMPARABLE) {
            return doubt;
        }
        var index = pairs.vector[0].clone();
        Arrays.setAll(index, at -> index[at] / Math.sqrt(diversity[at]));
        return put(group, index, diversity);
    }

    private static GroupVerdict doubt(Eigenpairs pairs) {
        if (pairs.value[0] < NEAR) {
            return GroupVerdict.ALL_ALIKE;
        }
        if (pairs.value.length > 1 && pairs.value[0] - pairs.value[1] < NEAR) {
            return GroupVerdict.AMBIGUOUS;
        }
        return pairs.residual > 1e-10 ? GroupVerdict.CUT_OFF : GroupVerdict.COMPARABLE;
    }

    private GroupVerdict put(Group group, double[] index, double[] diversity) {
        double sign = Standard.correlation(index, diversity);
        if (Math.abs(sign) < NEAR) {
            sign = -Standard.correlation(index, each(group.firms, this::meanUbiquity));
        }
        if (!(Math.abs(sign) >= NEAR)) {
            return GroupVerdict.NO_DIRECTION;
        }
        double by = Math.signum(sign);
        Arrays.setAll(index, at -> index[at] * by);
        Standard.make(index);
        for (int at = 0; at < index.length; at++) {
            ofFirm[group.firms[at]] = index[at];
        }
        var complexity = each(group.capabilities, this::meanIndex);
        Standard.make(complexity);
        for (int at = 0; at < complexity.length; at++) {
            ofCapability[group.capabilities[at]] = complexity[at];
        }
        return GroupVerdict.COMPARABLE;
    }

    private double meanUbiquity(int firm) {
        return Arrays.stream(holdings.ofFirm[firm]).map(holdings::ubiquity).average().orElse(0);
    }

    private double meanIndex(int capability) {
        return Arrays.stream(holdings.ofCapability[capability])
                .mapToDouble(it -> ofFirm[it])
                .average()
                .orElse(0);
    }

    /** The matrix made symmetric, {@code D^½·M̃·D^-½}, times a vector over the group's firms. */
    private double[] applied(double[] vector, Group group, double[] diversity) {
        var of = new double[holdings.firms()];
        for (int at = 0; at < vector.length; at++) {
            of[group.firms[at]] = vector[at] / Math.sqrt(diversity[at]);
        }
        var mean = new double[holdings.capabilities().size()];
        for (int capability : group.capabilities) {
            for (int firm : holdings.ofCapability[capability]) {
                mean[capability] += of[firm];
            }
            mean[capability] /= holdings.ubiquity(capability);
        }
        var image = new double[vector.length];
        for (int at = 0; at < image.length; at++) {
            for (int capability : holdings.ofFirm[group.firms[at]]) {
                image[at] += mean[capability];
            }
            image[at] /= Math.sqrt(diversity[at]);
        }
        return image;
    }

    private static double[] each(int[] numbers, IntToDoubleFunction of) {
        return Arrays.stream(numbers).mapToDouble(of).toArray();
    }
}
