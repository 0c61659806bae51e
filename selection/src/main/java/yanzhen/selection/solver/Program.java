package yanzhen.selection.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * 整数规划: whole numbers within bounds, rows of sums within bounds, and a sum to be made as large as
 * possible. Variables and rows are numbered from 0 in the order in which they come.
 */
public final class Program {

    private static final int FIRST = 8;

    private final List<Variable> variables = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    /**
     * A whole number.
     *
     * @param gain what each unit of it is worth
     */
    record Variable(double least, double most, double gain) {}

    /** A sum within bounds. */
    static final class Row {
        final double least;
        final double most;
        int[] variable = new int[FIRST];
        double[] factor = new double[FIRST];
        int terms;

        Row(double least, double most) {
            this.least = least;
            this.most = most;
        }

        void put(int which, double times) {
            if (terms == variable.length) {
                variable = Arrays.copyOf(variable, 2 * terms);
                factor = Arrays.copyOf(factor, 2 * terms);
            }
            variable[terms] = which;
            factor[terms++] = times;
        }
    }

    /** A yes or no. */
    public int choice(double gain) {
        return whole(0, 1, gain);
    }

    /** A whole number, both ends finite. */
    public int whole(double least, double most, double gain) {
        variables.add(new Variable(least, most, gain));
        return variables.size() - 1;
    }

    /** A sum, either end may be infinite. */
    public int row(double least, double most) {
        rows.add(new Row(least, most));
        return rows.size() - 1;
    }

    /** Adds a variable to a sum; each at most once. */
    public void put(int row, int variable, double factor) {
        rows.get(row).put(variable, factor);
    }

    List<Variable> variables() {
        return variables;
    }

    List<Row> rows() {
        return rows;
    }

    public int size() {
        return variables.size();
    }
}
