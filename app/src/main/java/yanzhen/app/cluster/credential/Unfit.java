package yanzhen.app.cluster.credential;

/**
 * Something handed in that cannot be believed.
 *
 * <p>Its sentence for people is the message {@code launch.credential.<code>}.
 */
public final class Unfit extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    Unfit(String code, Object... arguments) {
        this(Reason.of(code, arguments));
    }

    Unfit(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
