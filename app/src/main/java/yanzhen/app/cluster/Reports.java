package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;
import yanzhen.app.site.Conflict;

/** 年报: what a firm reports once, and every scheme reads from there. */
public interface Reports {

    /**
     * A datum of the pack.
     *
     * @param form table or paper in which it is reported elsewhere; empty when none is named
     * @param known whether the register knows it itself, so that nobody is asked
     */
    record Asked(Datum datum, String form, boolean known) {}

    /** All of them, in the order of the pack. */
    List<Asked> asked();

    /**
     * 一个数: as reported.
     *
     * @param year of a datum that is not yearly the year of the report
     * @param by who reported it
     */
    record Reported(String datum, int year, BigDecimal value, Instant at, String by) {}

    /** What is reported of a firm at present, the latest year first. */
    List<Reported> of(UUID organisation);

    /**
     * Reports numbers of a year; those that are the same already are left as they are.
     *
     * @param values by key; null takes back what was reported
     * @return how many numbers changed
     * @throws IllegalArgumentException when nobody is asked for one of them
     * @throws Unchanged when all of it is reported already
     * @throws yanzhen.app.access.Forbidden when the viewer does not act for the firm
     */
    int report(UUID organisation, int year, Map<String, @Nullable BigDecimal> values);

    /** What rules may read of a firm: what it reported, and what the register knows. */
    Facts facts(Organisation organisation);

    /** Everything is reported so already. */
    final class Unchanged extends Conflict {
        public Unchanged() {
            super("report-unchanged", "These numbers are reported already. Change one first.");
        }
    }
}
