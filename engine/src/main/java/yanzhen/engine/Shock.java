package yanzhen.engine;

import java.util.Arrays;

/**
 * 冲击: which share of its output each firm loses at the start, apart for what it no longer delivers
 * and for what it no longer buys.
 */
public final class Shock {

    private final int[] firms;
    private final double[] down;
    private final double[] up;

    private Shock(int[] firms, double[] down, double[] up) {
        this.firms = firms;
        this.down = down;
        this.up = up;
    }

    /**
     * A shock to several firms.
     *
     * @param firms numbers of the firms hit
     * @param down loss of deliveries of each, 0 to 1
     * @param up loss of purchases of each, 0 to 1
     * @throws IllegalArgumentException when the arrays differ in length, a firm comes twice, or a
     *     loss is not between 0 and 1
     */
    public static Shock of(int[] firms, double[] down, double[] up) {
        if (firms.length != down.length || firms.length != up.length) {
            throw new IllegalArgumentException(
                    "The shock names %d firms, %d losses of deliveries and %d of purchases."
                            .formatted(firms.length, down.length, up.length));
        }
        for (int at = 0; at < firms.length; at++) {
            if (!(down[at] >= 0 && down[at] <= 1 && up[at] >= 0 && up[at] <= 1)) {
                throw new IllegalArgumentException(
                        "The losses of firm %d (%s and %s) are not between 0 and 1."
                                .formatted(firms[at], down[at], up[at]));
            }
        }
        mustDiffer(firms);
        return new Shock(firms.clone(), down.clone(), up.clone());
    }

    private static void mustDiffer(int[] firms) {
        var sorted = firms.clone();
        Arrays.sort(sorted);
        for (int at = 1; at < sorted.length; at++) {
            if (sorted[at] == sorted[at - 1]) {
                throw new IllegalArgumentException(
                        "The shock names firm %d twice.".formatted(sorted[at]));
            }
        }
    }

    /** One firm stops altogether. */
    public static Shock failureOf(int firm) {
        return of(new int[] {firm}, new double[] {1}, new double[] {1});
    }

    /** All firms of a sector stop altogether. */
    public static Shock failureOfSector(int sector, int[] sectorOf) {
        int[] firms = new int[sectorOf.length];
        int count = 0;
        for (int firm = 0; firm < sectorOf.length; firm++) {
            if (sectorOf[firm] == sector) {
                firms[count++] = firm;
            }
        }
        var whole = new double[count];
        Arrays.fill(whole, 1);
        return of(Arrays.copyOf(firms, count), whole, whole);
    }

    int size() {
        return firms.length;
    }

    int firm(int at) {
        return firms[at];
    }

    double down(int at) {
        return down[at];
    }

    double up(int at) {
        return up[at];
    }
}
