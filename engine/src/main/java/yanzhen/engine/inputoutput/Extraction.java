package yanzhen.engine.inputoutput;

import java.util.Arrays;
import java.util.List;

/**
 * 假设抽取: the output that is lost when activities are taken out of a table.
 *
 * <p>An answer to "how much hangs on them" while nobody changes from whom he buys, to whom he sells
 * and how he makes. It does not know substitutes, stocks, prices or time; do not read it as a
 * forecast.
 */
public final class Extraction {

    private final InputOutputTable table;
    private final Kind kind;
    private final int[] group;
    private final double[] loss;

    /** Takes the arrays as they are. */
    Extraction(InputOutputTable table, Kind kind, int[] group, double[] loss) {
        this.table = table;
        this.kind = kind;
        this.group = group;
        this.loss = loss;
    }

    /** What is taken out. */
    public enum Kind {
        /**
         * 完全抽取: all purchases, all sales, and the final demand for what they make. {@code (I −
         * Ā)⁻¹·ȳ} in place of {@code L·y}; Miller and Blair 2009, section 12.2.5, after Paelinck
         * (1965) and Strassert (1968).
         */
        TOTAL,
        /**
         * 后向抽取: their purchases, as if they bought elsewhere: columns of A become 0; Dietzenbacher
         * and van der Linden, Journal of Regional Science 37, 1997.
         */
        BACKWARD,
        /**
         * 前向抽取: their sales to activities, as if these bought elsewhere: rows of B become 0 in
         * Ghosh's model with what remains of each output as its value added; the same paper. Where
         * less than nothing remains, as in tables out of balance, a loss can exceed the output.
         */
        FORWARD
    }

    public Kind kind() {
        return kind;
    }

    /** The activities that were taken out. */
    public List<Activity> group() {
        return Arrays.stream(group).mapToObj(table.activities()::get).toList();
    }

    /** Output that an activity loses, in the unit of the table. */
    public double loss(int activity) {
        return loss[activity];
    }

    /** Over all activities, in the unit of the table. */
    public double total() {
        return Arrays.stream(loss).sum();
    }

    /** The total as a share of all output, 0 to 1; 0 where there is none. */
    public double share() {
        double all = Arrays.stream(table.output).sum();
        return all == 0 ? 0 : total() / all;
    }

    /** What those lose that were not taken out. */
    public double ofOthers() {
        return total() - Arrays.stream(group).mapToDouble(it -> loss[it]).sum();
    }

    /** Who loses how much, the largest first; shares are of the total. */
    public List<Part> parts() {
        return Part.of(table, loss);
    }
}
