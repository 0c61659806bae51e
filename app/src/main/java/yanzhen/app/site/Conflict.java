package yanzhen.app.site;

/**
 * The thing is in a state that does not allow this. Answered with 409.
 *
 * <p>A business fault of a module extends this class; its sentence for people is the message {@code
 * fault.<code>}.
 */
public class Conflict extends RuntimeException {

    private final String code;
    private final Object[] arguments;

    /**
     * A refusal.
     *
     * @param code of the message, for example {@code challenge.closed}
     * @param message in English, for logs and the API
     * @param arguments of the message
     */
    public Conflict(String code, String message, Object... arguments) {
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
