package yanzhen.app.access;

/**
 * The viewer's role may do this, but not to this object. Answered with 403; its sentence for people
 * is the message {@code forbidden.<code>}.
 */
public final class Forbidden extends RuntimeException {

    private final String code;
    private final transient Object[] arguments;

    /**
     * A refusal.
     *
     * @param code of the message, for example {@code other-district}
     * @param message in English, for logs
     * @param arguments of the message
     */
    public Forbidden(String code, String message, Object... arguments) {
        super(message);
        this.code = code;
        this.arguments = arguments.clone();
    }

    public String code() {
        return code;
    }

    public Object[] arguments() {
        return arguments.clone();
    }
}
