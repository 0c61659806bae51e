package yanzhen.app.cluster;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Period;

/**
 * 在册期间: an organisation holds a scheme over a period, as known at present.
 *
 * @param revoked whether its end was brought forward
 * @param nextEvaluation day that the last evaluation set for the next one; null before the first
 * @param cycleFrom day from which cycles of evaluation are counted: the first one, or that of the
 *     recognition which it continues
 * @param heldSince first day on which the scheme was ever held here, or where this one comes from
 */
public record Tenure(
        String scheme,
        Period valid,
        boolean revoked,
        @Nullable LocalDate nextEvaluation,
        LocalDate cycleFrom,
        LocalDate heldSince) {

    /** One that continues no other. */
    public Tenure(
            String scheme, Period valid, boolean revoked, @Nullable LocalDate nextEvaluation) {
        this(scheme, valid, revoked, nextEvaluation, valid.from(), valid.from());
    }

    /** One that has not been evaluated. */
    public Tenure(String scheme, Period valid, boolean revoked) {
        this(scheme, valid, revoked, null);
    }
}
