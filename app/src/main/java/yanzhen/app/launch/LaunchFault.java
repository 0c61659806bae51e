package yanzhen.app.launch;

/** Yanzhen cannot start here, for a reason that the operator can mend. The message says how. */
public final class LaunchFault extends RuntimeException {

    public LaunchFault(String message) {
        super(message);
    }

    public LaunchFault(String message, Throwable cause) {
        super(message, cause);
    }
}
