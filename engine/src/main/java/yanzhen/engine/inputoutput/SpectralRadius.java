package yanzhen.engine.inputoutput;

import java.util.Arrays;
import java.util.List;

/**
 * 谱半径: how much of their own output the activities use up that need each other most; a table is
 * productive when it is below 1.
 *
 * <p>The radius of a matrix without negative entries is the largest of those of its strongly
 * connected components. Each is bracketed by {@code min (A·u)/u} and {@code max (A·u)/u} for a
 * positive u (Collatz 1942, Wielandt 1950), with u from power steps on A + I, so that a bound below
 * 1 is a proof and not an estimate. Stops when both bounds are on one side of 1, or nearer than
 * asked, or after a limit of steps.
 */
final class SpectralRadius {

    private static final int LIMIT = 200_000;

    /** Nearer to 1 than this nothing can be solved in double precision. */
    static final double MARGIN = 1e-12;

    final double atLeast;
    final double atMost;
    private final int[] circle;

    /**
     * Bounds.
     *
     * @param circle numbers of the activities of the component that has it; taken as it is
     */
    private SpectralRadius(double atLeast, double atMost, int[] circle) {
        this.atLeast = atLeast;
        this.atMost = atMost;
        this.circle = circle;
    }

    /** Where the largest is. */
    static SpectralRadius of(SparseMatrix matrix, boolean untilDecided, double nearness) {
        var largest = new SpectralRadius(0, 0, new int[0]);
        for (var component : Components.of(matrix)) {
            var one = ofComponent(matrix, component, untilDecided, nearness);
            var circle = one.atMost > largest.atMost ? component : largest.circle;
            largest =
                    new SpectralRadius(
                            Math.max(one.atLeast, largest.atLeast),
                            Math.max(one.atMost, largest.atMost),
                            circle);
        }
        return largest;
    }

    boolean isBelowOne() {
        return atMost < 1 - MARGIN;
    }

    private static SpectralRadius ofComponent(
            SparseMatrix matrix, int[] component, boolean untilDecided, double nearness) {
        if (component.length == 1) {
            double own = matrix.at(component[0], component[0]);
            return new SpectralRadius(own, own, component);
        }
        var member = new double[matrix.size];
        Arrays.stream(component).forEach(it -> member[it] = 1);
        var bracket = new SpectralRadius(0, Double.POSITIVE_INFINITY, component);
        for (int step = 0; step < LIMIT && !bracket.isEnough(untilDecided, nearness); step++) {
            bracket = bracket.stepped(matrix, member);
        }
        return bracket;
    }

    private boolean isEnough(boolean untilDecided, double nearness) {
        return (Double.isFinite(atMost) && atMost - atLeast <= nearness * atMost)
                || (untilDecided && (isBelowOne() || atLeast >= 1));
    }

    private SpectralRadius stepped(SparseMatrix matrix, double[] weight) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        var next = new double[circle.length];
        double largest = 0;
        for (int at = 0; at < circle.length; at++) {
            double needed = matrix.row(circle[at], weight);
            low = Math.min(low, needed / weight[circle[at]]);
            high = Math.max(high, needed / weight[circle[at]]);
            next[at] = needed + weight[circle[at]];
            largest = Math.max(largest, next[at]);
        }
        for (int at = 0; at < circle.length; at++) {
            weight[circle[at]] = next[at] / largest;
        }
        return new SpectralRadius(Math.max(atLeast, low), Math.min(atMost, high), circle);
    }

    List<Activity> activities(InputOutputTable table) {
        return Arrays.stream(circle).mapToObj(table.activities()::get).toList();
    }
}
