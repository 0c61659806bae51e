package yanzhen.app.cluster;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Period;

/**
 * 到期与评价: a recognition to be looked at in a quarter, because it ends or its evaluation comes due.
 *
 * @param day its last day in force, or the day of the evaluation
 */
public record Due(UUID organisation, String scheme, Period valid, Reason reason, LocalDate day) {

    /** 事由. */
    public enum Reason {
        /** 有效期满. */
        ENDS,
        /** 周期评价. */
        EVALUATION
    }

    /**
     * What is due of one organisation, in the order of its tenures. What was revoked is not, nor an
     * end after which the next tenure of the scheme has been granted already.
     *
     * @param today which versions of the rules have begun
     * @param rules of each scheme, of which the cycles of evaluation are taken
     */
    public static List<Due> in(
            Quarter quarter,
            LocalDate today,
            UUID organisation,
            List<Tenure> tenures,
            Map<String, SchemeVersions> rules) {
        var due = new ArrayList<Due>();
        for (var it : tenures) {
            var until = it.valid().until();
            if (until != null
                    && quarter.covers(until.minusDays(1))
                    && !it.revoked()
                    && !renewed(it, until, tenures)) {
                due.add(
                        new Due(
                                organisation,
                                it.scheme(),
                                it.valid(),
                                Reason.ENDS,
                                until.minusDays(1)));
            }
            var evaluation = evaluation(quarter, it, cycle(it, today, rules.get(it.scheme())));
            if (evaluation != null) {
                due.add(
                        new Due(
                                organisation,
                                it.scheme(),
                                it.valid(),
                                Reason.EVALUATION,
                                evaluation));
            }
        }
        return due;
    }

    private static @Nullable Integer cycle(
            Tenure tenure, LocalDate today, @Nullable SchemeVersions rules) {
        return rules == null ? null : rules.cycle(tenure.cycleFrom(), today);
    }

    private static boolean renewed(Tenure ended, LocalDate until, List<Tenure> tenures) {
        return tenures.stream()
                .anyMatch(it -> it.scheme().equals(ended.scheme()) && it.valid().covers(until));
    }

    /**
     * The day that the last evaluation set; before the first one, whole cycles after the first day,
     * each counted from there, so that the 31st stays the 31st.
     */
    private static @Nullable LocalDate evaluation(
            Quarter quarter, Tenure tenure, @Nullable Integer cycle) {
        if (cycle == null) {
            return null;
        }
        var valid = tenure.valid();
        var next = tenure.nextEvaluation();
        if (next != null) {
            return quarter.covers(next) && valid.covers(next) ? next : null;
        }
        var from = tenure.cycleFrom();
        long passed = ChronoUnit.MONTHS.between(from, quarter.first());
        long whole = Math.max(1, passed / cycle);
        var day = from.plusMonths(whole * cycle);
        if (day.isBefore(quarter.first())) {
            day = from.plusMonths((whole + 1) * cycle);
        }
        return quarter.covers(day) && valid.covers(day) ? day : null;
    }
}
