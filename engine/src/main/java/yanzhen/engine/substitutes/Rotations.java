package yanzhen.engine.substitutes;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * All eigenpairs of a small symmetric matrix by Jacobi's rotations, cyclic by rows, until nothing
 * beside the diagonal is left.
 */
final class Rotations {

    private static final int SWEEPS = 60;

    private final double[][] matrix;
    private final double[][] turn;

    private Rotations(double[][] matrix) {
        this.matrix = matrix;
        turn = new double[matrix.length][matrix.length];
        for (int at = 0; at < matrix.length; at++) {
            turn[at][at] = 1;
        }
    }

    /** Uses up the matrix. */
    static Rotations of(double[][] matrix) {
        var rotations = new Rotations(matrix);
        for (int sweep = 0; sweep < SWEEPS && rotations.beside() > 0; sweep++) {
            for (int row = 0; row < matrix.length; row++) {
                for (int column = row + 1; column < matrix.length; column++) {
                    rotations.rotate(row, column);
                }
            }
        }
        return rotations;
    }

    private double beside() {
        double sum = 0;
        for (int row = 0; row < matrix.length; row++) {
            for (int column = row + 1; column < matrix.length; column++) {
                sum += Math.abs(matrix[row][column]);
            }
        }
        return sum;
    }

    private void rotate(int row, int column) {
        double off = matrix[row][column];
        double gap = matrix[column][column] - matrix[row][row];
        if (Math.abs(off) <= 1e-300 || Math.abs(off) < 1e-18 * Math.abs(gap)) {
            matrix[row][column] = 0;
            matrix[column][row] = 0;
            return;
        }
        double ratio = gap / (2 * off);
        double tangent = Math.copySign(1, ratio) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (var one : matrix) {
            mix(one, row, column, cosine, sine);
        }
        for (int at = 0; at < matrix.length; at++) {
            double above = matrix[row][at];
            double below = matrix[column][at];
            matrix[row][at] = cosine * above - sine * below;
            matrix[column][at] = sine * above + cosine * below;
        }
        for (var one : turn) {
            mix(one, row, column, cosine, sine);
        }
    }

    private static void mix(double[] row, int left, int right, double cosine, double sine) {
        double one = row[left];
        double other = row[right];
        row[left] = cosine * one - sine * other;
        row[right] = sine * one + cosine * other;
    }

    private int[] order() {
        return IntStream.range(0, matrix.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer it) -> -matrix[it][it]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The largest first. */
    double[] value() {
        return IntStream.of(order()).mapToDouble(it -> matrix[it][it]).toArray();
    }

    /** Of the same order, each as a row. */
    double[][] vector() {
        var order = order();
        var vectors = new double[matrix.length][matrix.length];
        for (int to = 0; to < order.length; to++) {
            for (int at = 0; at < order.length; at++) {
                vectors[to][at] = turn[at][order[to]];
            }
        }
        return vectors;
    }
}
