package yanzhen.app.cluster;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Period;

/**
 * 在册期间: an organisation holds a scheme over a period, as known at present.
 *
 * @param revoked whether its end was brought forward
 * @param nextEvaluation day that the last evaluation set for the next one; null before the first
 */
public record Tenure(
        String scheme, Period valid, boolean revoked, @Nullable LocalDate nextEvaluation) {

    /** One that has not been evaluated. */
    public Tenure(String scheme, Period valid, boolean revoked) {
        this(scheme, valid, revoked, null);
    }
}
