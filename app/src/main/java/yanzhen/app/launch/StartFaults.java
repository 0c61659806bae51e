package yanzhen.app.launch;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/** Why an application did not start, in words for the operator where he can mend it. */
final class StartFaults {

    private StartFaults() {}

    /**
     * A {@link LaunchFault} for what is known, else the fault itself.
     *
     * @param store where the records lie
     */
    static RuntimeException explained(RuntimeException fault, String store) {
        if (cause(fault, PortInUseException.class) instanceof PortInUseException taken) {
            return new LaunchFault(
                    "Another program took port %d while Yanzhen was starting. Start again; the next free port will be used."
                            .formatted(taken.getPort()),
                    fault);
        }
        if (cause(fault, LaunchFault.class) instanceof LaunchFault database) {
            return database;
        }
        if (cause(fault, FlywayValidateException.class) != null) {
            return new LaunchFault(
                    "The tables in %s were made by another version of Yanzhen, probably a newer one. Use that version, or other data (--data, YANZHEN_DB_URL). Nothing has been changed. Details: %s"
                            .formatted(store, detail(fault)),
                    fault);
        }
        if (cause(fault, FlywayException.class) != null) {
            return new LaunchFault(
                    "The tables in %s could not be brought up to date. The user must own the database and may create roles; the extensions btree_gist and pg_trgm must be there or creatable. The database says: %s"
                            .formatted(store, detail(fault)),
                    fault);
        }
        return fault;
    }

    /** The innermost message, on one line. */
    private static String detail(Throwable fault) {
        var innermost = fault;
        for (var at = fault; at != null; at = at.getCause()) {
            innermost = at;
        }
        return String.valueOf(innermost.getMessage()).strip().replaceAll("\\s*\\R\\s*", " · ");
    }

    private static @Nullable Throwable cause(Throwable fault, Class<? extends Throwable> type) {
        for (var at = fault; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return at;
            }
        }
        return null;
    }
}
