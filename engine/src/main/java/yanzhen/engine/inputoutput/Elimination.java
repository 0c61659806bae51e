package yanzhen.engine.inputoutput;

/**
 * The inverse of a dense matrix by Gaussian elimination with partial pivoting; the reference that
 * the sparse way is held against. Cost: the cube of the size in time, its square in memory.
 */
final class Elimination {

    private final double[][] left;
    private final double[][] right;

    private Elimination(double[][] left) {
        this.left = left;
        right = new double[left.length][left.length];
        for (int row = 0; row < left.length; row++) {
            right[row][row] = 1;
        }
    }

    /** The inverse of the identity less a matrix. */
    static double[][] inverseOfOneLess(SparseMatrix matrix) {
        var left = new double[matrix.size][matrix.size];
        for (int row = 0; row < matrix.size; row++) {
            for (int at = matrix.start[row]; at < matrix.start[row + 1]; at++) {
                left[row][matrix.column[at]] -= matrix.value[at];
            }
            left[row][row] += 1;
        }
        return new Elimination(left).inverse();
    }

    private double[][] inverse() {
        for (int pivot = 0; pivot < left.length; pivot++) {
            swap(pivot, largestBelow(pivot));
            divide(pivot);
            for (int row = 0; row < left.length; row++) {
                if (row != pivot && left[row][pivot] != 0) {
                    subtract(pivot, row);
                }
            }
        }
        return right;
    }

    private int largestBelow(int pivot) {
        int largest = pivot;
        for (int row = pivot + 1; row < left.length; row++) {
            if (Math.abs(left[row][pivot]) > Math.abs(left[largest][pivot])) {
                largest = row;
            }
        }
        return largest;
    }

    private void swap(int one, int other) {
        var kept = left[one];
        left[one] = left[other];
        left[other] = kept;
        kept = right[one];
        right[one] = right[other];
        right[other] = kept;
    }

    private void divide(int pivot) {
        double by = left[pivot][pivot];
        for (int at = 0; at < left.length; at++) {
            left[pivot][at] /= by;
            right[pivot][at] /= by;
        }
    }

    private void subtract(int pivot, int row) {
        double times = left[row][pivot];
        var leftRow = left[row];
        var rightRow = right[row];
        for (int at = pivot; at < leftRow.length; at++) {
            leftRow[at] -= times * left[pivot][at];
        }
        for (int at = 0; at < rightRow.length; at++) {
            rightRow[at] -= times * right[pivot][at];
        }
    }
}
