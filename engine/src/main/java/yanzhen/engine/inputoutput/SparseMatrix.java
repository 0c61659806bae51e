package yanzhen.engine.inputoutput;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A square matrix by compressed sparse rows. Columns rise within a row, so that sums come out the
 * same on every run.
 */
final class SparseMatrix {

    final int size;
    final int[] start;
    final int[] column;
    final double[] value;

    SparseMatrix(int size, int[] start, int[] column, double[] value) {
        this.size = size;
        this.start = start;
        this.column = column;
        this.value = value;
    }

    /** Entries in any order; those of the same place are added up, the first first. */
    static SparseMatrix of(int size, int count, int[] row, int[] column, double[] value) {
        // Turned over twice: each turn sorts by one index and keeps the order of the other.
        var byColumn = bucket(size, count, column);
        var sorted = new int[count];
        var next = starts(size, count, row);
        var start = next.clone();
        for (int at : byColumn) {
            sorted[next[row[at]]++] = at;
        }
        return merged(size, start, sorted, column, value);
    }

    private static SparseMatrix merged(
            int size, int[] start, int[] sorted, int[] column, double[] value) {
        var starts = new int[size + 1];
        var columns = new int[sorted.length];
        var values = new double[sorted.length];
        int end = 0;
        for (int row = 0; row < size; row++) {
            for (int at = start[row]; at < start[row + 1]; at++) {
                int entry = sorted[at];
                if (end > starts[row] && columns[end - 1] == column[entry]) {
                    values[end - 1] += value[entry];
                } else {
                    columns[end] = column[entry];
                    values[end++] = value[entry];
                }
            }
            starts[row + 1] = end;
        }
        return new SparseMatrix(
                size, starts, Arrays.copyOf(columns, end), Arrays.copyOf(values, end));
    }

    private static int[] bucket(int size, int count, int[] key) {
        var next = starts(size, count, key);
        var order = new int[count];
        for (int at = 0; at < count; at++) {
            order[next[key[at]]++] = at;
        }
        return order;
    }

    private static int[] starts(int size, int count, int[] key) {
        var starts = new int[size + 1];
        for (int at = 0; at < count; at++) {
            starts[key[at] + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }

    SparseMatrix transposed() {
        var starts = starts(size, column.length, column);
        var next = starts.clone();
        var rows = new int[column.length];
        var values = new double[column.length];
        for (int row = 0; row < size; row++) {
            for (int at = start[row]; at < start[row + 1]; at++) {
                int to = next[column[at]]++;
                rows[to] = row;
                values[to] = value[at];
            }
        }
        return new SparseMatrix(size, starts, rows, values);
    }

    /** Entry by entry; the shape stays. */
    SparseMatrix mapped(Entry change) {
        var values = new double[value.length];
        for (int row = 0; row < size; row++) {
            for (int at = start[row]; at < start[row + 1]; at++) {
                values[at] = change.of(row, column[at], value[at]);
            }
        }
        return new SparseMatrix(size, start, column, values);
    }

    /** What an entry becomes. */
    interface Entry {
        double of(int row, int column, double value);
    }

    /** Rows and columns added up by group. */
    SparseMatrix grouped(int groups, IntUnaryOperator groupOf) {
        var rows = new int[value.length];
        var columns = new int[value.length];
        for (int row = 0; row < size; row++) {
            for (int at = start[row]; at < start[row + 1]; at++) {
                rows[at] = groupOf.applyAsInt(row);
                columns[at] = groupOf.applyAsInt(column[at]);
            }
        }
        return of(groups, value.length, rows, columns, value);
    }

    double at(int row, int wanted) {
        int at = Arrays.binarySearch(column, start[row], start[row + 1], wanted);
        return at < 0 ? 0 : value[at];
    }

    /** This row times a vector. */
    double row(int row, double[] by) {
        double sum = 0;
        for (int at = start[row]; at < start[row + 1]; at++) {
            sum += value[at] * by[column[at]];
        }
        return sum;
    }

    double rowSum(int row) {
        double sum = 0;
        for (int at = start[row]; at < start[row + 1]; at++) {
            sum += value[at];
        }
        return sum;
    }

    double[] rowSums() {
        var sums = new double[size];
        Arrays.setAll(sums, this::rowSum);
        return sums;
    }
}
