package yanzhen.app.cluster;

import java.time.LocalDate;

/**
 * 季度.
 *
 * @param number 1 to 4
 */
public record Quarter(int year, int number) {

    private static final int MONTHS = 3;
    private static final int QUARTERS = 4;

    /**
     * @throws IllegalArgumentException when there is no such quarter
     */
    public Quarter {
        if (number < 1 || number > QUARTERS) {
            throw new IllegalArgumentException(
                    "A year has quarters 1 to %d, not %d.".formatted(QUARTERS, number));
        }
    }

    /** The one in which the day lies. */
    public static Quarter of(LocalDate day) {
        return new Quarter(day.getYear(), (day.getMonthValue() - 1) / MONTHS + 1);
    }

    public LocalDate first() {
        return LocalDate.of(year, (number - 1) * MONTHS + 1, 1);
    }

    public LocalDate last() {
        return first().plusMonths(MONTHS).minusDays(1);
    }

    public boolean covers(LocalDate day) {
        return !day.isBefore(first()) && !day.isAfter(last());
    }
}
