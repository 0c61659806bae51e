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

    /** 填报方式. */
    enum Way {
        FORM,
        TABLE,
        API,
        /** With the demonstration records. */
        PACK,
        /** Because records were merged or split. */
        IDENTITY
    }

    /**
     * 填报: numbers of a year as they are handed in.
     *
     * @param values by key; null takes back what was reported
     * @param seen number of the last submission that the sender has seen; null to hand in whatever
     *     came since
     */
    record Filing(
            UUID organisation,
            int year,
            Map<String, @Nullable BigDecimal> values,
            Way way,
            @Nullable Integer seen) {}

    /**
     * Reports numbers of a year; those that are the same already are left as they are.
     *
     * @return how many numbers changed
     * @throws IllegalArgumentException when nobody is asked for one of them
     * @throws Unchanged when all of it is reported already
     * @throws Moved when somebody has reported since what the sender has seen
     * @throws yanzhen.app.access.Forbidden when the viewer does not act for the firm
     */
    int report(Filing filing);

    /** The same as typed into the form, whatever came since. */
    default int report(UUID organisation, int year, Map<String, @Nullable BigDecimal> values) {
        return report(new Filing(organisation, year, values, Way.FORM, null));
    }

    /**
     * 第几次填报: one time that somebody reported numbers of a year.
     *
     * @param number from 1
     * @param changes in the order of the pack
     */
    record Submission(int number, Way way, Instant at, String by, List<Difference> changes) {}

    /**
     * 变化: what a submission made of a number.
     *
     * @param before null when it was not reported
     * @param after null when it was taken back
     */
    record Difference(String datum, @Nullable BigDecimal before, @Nullable BigDecimal after) {}

    /** Every submission of a year, the latest first. */
    List<Submission> history(UUID organisation, int year);

    /** The number of the latest submission of a year; 0 while there is none. */
    int latest(UUID organisation, int year);

    /** The numbers of a year as they were after a submission, by key; none after 0. */
    Map<String, BigDecimal> asOf(UUID organisation, int year, int submission);

    /** What rules may read of a firm: what it reported, and what the register knows. */
    Facts facts(Organisation organisation);

    /** The same for a score sheet, with whence each number comes. */
    ScoreBasis basis(Organisation organisation);

    /** Everything is reported so already. */
    final class Unchanged extends Conflict {
        public Unchanged() {
            super("report-unchanged", "These numbers are reported already. Change one first.");
        }
    }

    /** Somebody has reported since. */
    final class Moved extends Conflict {
        public Moved(int seen, int latest) {
            super(
                    "report-moved",
                    "Submission %d was seen, and %d is the latest. Read the report again."
                            .formatted(seen, latest),
                    seen,
                    latest);
        }
    }
}
