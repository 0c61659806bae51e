package yanzhen.engine.tiers;

import java.util.Arrays;

/** Firms by the day on which they stop, of equal days by number: a binary heap. */
final class Agenda {

    private double[] days = new double[16];
    private int[] firms = new int[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    void add(double day, int firm) {
        if (size == firms.length) {
            days = Arrays.copyOf(days, size * 2);
            firms = Arrays.copyOf(firms, size * 2);
        }
        int at = size++;
        while (at > 0 && isBefore(day, firm, (at - 1) / 2)) {
            days[at] = days[(at - 1) / 2];
            firms[at] = firms[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        days[at] = day;
        firms[at] = firm;
    }

    /** The first firm, which is taken off. */
    int take() {
        int first = firms[0];
        size--;
        double day = days[size];
        int firm = firms[size];
        int at = 0;
        for (int child = 1; child < size; child = at * 2 + 1) {
            if (child + 1 < size && isBefore(days[child + 1], firms[child + 1], child)) {
                child++;
            }
            if (isBefore(day, firm, child)) {
                break;
            }
            days[at] = days[child];
            firms[at] = firms[child];
            at = child;
        }
        days[at] = day;
        firms[at] = firm;
        return first;
    }

    private boolean isBefore(double day, int firm, int at) {
        return day < days[at] || (day == days[at] && firm < firms[at]);
    }
}
