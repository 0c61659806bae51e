package yanzhen.app.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * 规划期: from the day of the baseline to the day of the target.
 *
 * @param baseline day that baselines are about, for example 2020-12-31
 * @param end last day of the plan, for example 2025-12-31
 */
public record PlanPeriod(LocalDate baseline, LocalDate end) {

    private static final int DIGITS = 6;

    /**
     * @throws IllegalArgumentException when it ends before it begins
     */
    public PlanPeriod {
        if (!baseline.isBefore(end)) {
            throw new IllegalArgumentException(
                    "The plan ends on %s, not after its baseline %s.".formatted(end, baseline));
        }
    }

    /** First day of the plan. */
    public LocalDate begin() {
        return baseline.plusDays(1);
    }

    /** Whether the day lies in the plan, first and last day included. */
    public boolean covers(LocalDate day) {
        return day.isAfter(baseline) && !day.isAfter(end);
    }

    /** Share of the plan's time gone by at the end of a day, 0 to 1, rounded to six digits. */
    public BigDecimal timeShare(LocalDate day) {
        if (!day.isAfter(baseline)) {
            return BigDecimal.ZERO;
        }
        if (!day.isBefore(end)) {
            return BigDecimal.ONE;
        }
        return BigDecimal.valueOf(ChronoUnit.DAYS.between(baseline, day))
                .divide(
                        BigDecimal.valueOf(ChronoUnit.DAYS.between(baseline, end)),
                        DIGITS,
                        RoundingMode.HALF_UP);
    }
}
