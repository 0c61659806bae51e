package yanzhen.engine.inputoutput;

/**
 * Solves {@code x = M·x + b} for a matrix M without negative entries whose spectral radius is below
 * 1, by Gauss–Seidel sweeps, forwards and backwards in turn so that little hangs on the numbering.
 *
 * <p>For such a matrix every sweep brings the solution nearer, whatever the start (Varga, Matrix
 * Iterative Analysis, 1962, theorem 3.15: a regular splitting of an M-matrix). A sweep costs one
 * pass over the entries; how many are needed grows as the radius nears 1. Stops by the residual,
 * which is computed afresh from the equations once the values have come to rest.
 */
final class GaussSeidel {

    private final SparseMatrix matrix;
    private final double[] given;
    private final double[] value;

    private GaussSeidel(SparseMatrix matrix, double[] given) {
        this.matrix = matrix;
        this.given = given;
        value = given.clone();
    }

    static Solution solve(SparseMatrix matrix, double[] given, Accuracy accuracy) {
        return new GaussSeidel(matrix, given).solve(accuracy);
    }

    private Solution solve(Accuracy accuracy) {
        for (int sweep = 1; sweep <= accuracy.limit(); sweep++) {
            double moved = sweep(sweep % 2 == 1);
            if (moved <= accuracy.residual() * largest() || sweep == accuracy.limit()) {
                double residual = residual();
                if (residual <= accuracy.residual()) {
                    return new Solution(value, sweep, residual);
                }
                if (moved == 0) {
                    break; // Rounding is all that is left, and it is more than was asked for.
                }
            }
        }
        throw new NotSolved(accuracy, residual());
    }

    private double sweep(boolean forwards) {
        double moved = 0;
        int last = matrix.size - 1;
        for (int at = 0; at <= last; at++) {
            moved = Math.max(moved, renew(forwards ? at : last - at));
        }
        return moved;
    }

    private double renew(int row) {
        double sum = given[row];
        double own = 0;
        for (int at = matrix.start[row]; at < matrix.start[row + 1]; at++) {
            if (matrix.column[at] == row) {
                own = matrix.value[at];
            } else {
                sum += matrix.value[at] * value[matrix.column[at]];
            }
        }
        double was = value[row];
        value[row] = sum / (1 - own);
        return Math.abs(value[row] - was);
    }

    private double residual() {
        double fault = 0;
        for (int row = 0; row < matrix.size; row++) {
            fault = Math.max(fault, Math.abs(given[row] + matrix.row(row, value) - value[row]));
        }
        double scale = largest();
        return scale == 0 ? fault : fault / scale;
    }

    private double largest() {
        double largest = 0;
        for (double it : value) {
            largest = Math.max(largest, Math.abs(it));
        }
        return largest;
    }
}
