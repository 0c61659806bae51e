package yanzhen.engine.inputoutput;

import java.util.Arrays;

/** 逆矩阵: of Leontief or Ghosh, in full. */
public final class Inverse {

    /** Larger ones take more than 200 MB; a demand is solved for without. */
    static final int MOST = 5_000;

    private final double[][] rows;

    /** Takes the rows as they are. */
    private Inverse(double[][] rows) {
        this.rows = rows;
    }

    static Inverse ofOneLess(SparseMatrix matrix) {
        if (matrix.size > MOST) {
            throw new IllegalArgumentException(
                    "%d activities are too many for a full inverse (at most %d): solve instead."
                            .formatted(matrix.size, MOST));
        }
        return new Inverse(Elimination.inverseOfOneLess(matrix));
    }

    public int size() {
        return rows.length;
    }

    public double at(int row, int column) {
        return rows[row][column];
    }

    public double rowSum(int row) {
        return Arrays.stream(rows[row]).sum();
    }

    public double columnSum(int column) {
        return Arrays.stream(rows).mapToDouble(it -> it[column]).sum();
    }
}
