package yanzhen.app.cluster.store;

import java.sql.SQLException;
import org.springframework.dao.DataIntegrityViolationException;

/** Whether the database refused something because of what it must not overlap with. */
final class Exclusion {

    /** SQLSTATE of an exclusion constraint. */
    private static final String STATE = "23P01";

    private Exclusion() {}

    static boolean refused(DataIntegrityViolationException fault) {
        return fault.getMostSpecificCause() instanceof SQLException cause
                && STATE.equals(cause.getSQLState());
    }
}
