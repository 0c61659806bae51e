package yanzhen.engine.substitutes;

import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * The largest eigenvalues of a symmetric matrix without negative ones, beside one eigenvector that
 * is known already, by steps of a block of vectors with a Rayleigh–Ritz turn in each (Rutishauser,
 * Numerische Mathematik 13, 1969). A step is a Chebyshev polynomial of the matrix that stays small
 * from 0 to the block's least value and grows beyond.
 *
 * <p>Starts from a fixed seed. Settles once the first vector fulfils its equation to {@code
 * RESIDUAL}, which goes the faster the farther the value after the block is from the first; or is
 * cut off after {@code LIMIT} steps. Cost of a step: as many products as the block has vectors,
 * times the degree.
 */
final class Eigenpairs {

    private static final int BLOCK = 8;
    private static final double RESIDUAL = 1e-13;
    private static final int LIMIT = 5_000;
    private static final int DEGREE = 8;

    final double[] value;
    final double[][] vector;
    final int steps;
    final double residual;

    private Eigenpairs(double[] value, double[][] vector, int steps, double residual) {
        this.value = value;
        this.vector = vector;
        this.steps = steps;
        this.residual = residual;
    }

    /**
     * The largest first, at most as many as the block.
     *
     * @param matrix what it does to a vector
     * @param known an eigenvector of length 1 that is left aside
     */
    static Eigenpairs of(UnaryOperator<double[]> matrix, double[] known) {
        var random = new Random(1);
        var block = new double[Math.min(BLOCK, known.length - 1)][known.length];
        for (var one : block) {
            for (int at = 0; at < one.length; at++) {
                one[at] = random.nextGaussian();
            }
        }
        orthonormal(block, known);
        var found = turned(block, matrix);
        for (int step = 1; step < LIMIT && found.residual > RESIDUAL; step++) {
            for (int at = 0; at < block.length; at++) {
                block[at] = filtered(found.vector[at], found.end(), matrix);
            }
            orthonormal(block, known);
            var next = turned(block, matrix);
            found = new Eigenpairs(next.value, next.vector, step, next.residual);
        }
        return found;
    }

    /**
     * Up to where values are held small. Not less than a quarter of the first, else rounding in its
     * direction would drown the rest.
     */
    private double end() {
        return Math.max(value[value.length - 1], value[0] / 4);
    }

    /** The Chebyshev polynomial of the matrix moved so that 0 to the end becomes -1 to 1. */
    private static double[] filtered(double[] vector, double end, UnaryOperator<double[]> matrix) {
        if (end < 1e-12) {
            return matrix.apply(vector);
        }
        var before = vector;
        var now = moved(vector, end, matrix);
        for (int degree = 2; degree <= DEGREE; degree++) {
            var next = moved(now, end, matrix);
            for (int row = 0; row < next.length; row++) {
                next[row] = 2 * next[row] - before[row];
            }
            before = now;
            now = next;
        }
        return now;
    }

    private static double[] moved(double[] vector, double end, UnaryOperator<double[]> matrix) {
        var image = matrix.apply(vector);
        for (int row = 0; row < image.length; row++) {
            image[row] = 2 * image[row] / end - vector[row];
        }
        return image;
    }

    /** Twice through, so that rounding leaves nothing; what vanishes stays 0. */
    private static void orthonormal(double[][] block, double[] known) {
        for (int at = 0; at < block.length; at++) {
            double before = Math.sqrt(dot(block[at], block[at]));
            for (int pass = 0; pass < 2; pass++) {
                subtract(block[at], known);
                for (int earlier = 0; earlier < at; earlier++) {
                    subtract(block[at], block[earlier]);
                }
            }
            double length = Math.sqrt(dot(block[at], block[at]));
            double by = length > 1e-14 * before && length > 1e-200 ? 1 / length : 0;
            for (int row = 0; row < known.length; row++) {
                block[at][row] *= by;
            }
        }
    }

    private static void subtract(double[] from, double[] unit) {
        double part = dot(from, unit);
        for (int row = 0; row < from.length; row++) {
            from[row] -= part * unit[row];
        }
    }

    private static Eigenpairs turned(double[][] block, UnaryOperator<double[]> matrix) {
        var images = new double[block.length][];
        var small = new double[block.length][block.length];
        for (int at = 0; at < block.length; at++) {
            images[at] = matrix.apply(block[at]);
            for (int other = 0; other <= at; other++) {
                small[at][other] = dot(images[at], block[other]);
                small[other][at] = small[at][other];
            }
        }
        var turn = Rotations.of(small);
        var vector = combined(turn.vector(), block);
        var image = combined(turn.vector(), images);
        double residual = 0;
        for (int row = 0; row < image[0].length; row++) {
            double fault = image[0][row] - turn.value()[0] * vector[0][row];
            residual = Math.max(residual, Math.abs(fault));
        }
        return new Eigenpairs(turn.value(), vector, 0, residual);
    }

    private static double[][] combined(double[][] turn, double[][] block) {
        var combined = new double[block.length][block[0].length];
        for (int to = 0; to < block.length; to++) {
            for (int from = 0; from < block.length; from++) {
                for (int row = 0; row < block[0].length; row++) {
                    combined[to][row] += turn[to][from] * block[from][row];
                }
            }
        }
        return combined;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int at = 0; at < one.length; at++) {
            sum += one[at] * other[at];
        }
        return sum;
    }
}
