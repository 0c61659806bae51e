package yanzhen.app.rules;

import java.util.List;

/** A text is no rule: what is wrong, and where. */
public final class RuleFault extends Exception {

    private final String code;
    private final int at;
    private final List<String> details;

    RuleFault(String code, int at, String... details) {
        super("%s at character %d: %s".formatted(code, at + 1, List.of(details)));
        this.code = code;
        this.at = at;
        this.details = List.of(details);
    }

    /** Key of the message about it. */
    public String code() {
        return code;
    }

    /** Characters before the place where it is wrong. */
    public int at() {
        return at;
    }

    public List<String> details() {
        return details;
    }
}
