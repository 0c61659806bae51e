package yanzhen.app.site;

import java.util.List;
import yanzhen.app.kernel.Problem;

/** A parameter of a request cannot be read or used. Answered with 400, with what to send. */
public final class Unreadable extends IllegalArgumentException {

    private final transient Problem problem;

    /**
     * A fault of one parameter.
     *
     * @param field name of the parameter
     * @param value what was sent
     * @param code of the sentence, as {@link Problem} names it
     */
    public Unreadable(String field, String value, String code, String... details) {
        super("%s (%s): %s".formatted(field, value, code));
        this.problem = new Problem("", null, field, value, code, List.of(details));
    }

    public Problem problem() {
        return problem;
    }
}
