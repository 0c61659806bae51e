package yanzhen.app.site;

import java.util.Locale;

/** There is no such thing, or the viewer must not know of it. Answered with 404. */
public final class NotFound extends RuntimeException {

    private final String kind;
    private final String id;

    /**
     * A thing that is missing.
     *
     * @param kind what it would be, in English; its name for people is the message {@code
     *     thing.<kind>}, with hyphens for spaces
     * @param id what it was asked for by
     */
    public NotFound(String kind, Object id) {
        super("There is no %s %s.".formatted(kind, id));
        this.kind = kind.toLowerCase(Locale.ROOT).replace(' ', '-');
        this.id = String.valueOf(id);
    }

    public String kind() {
        return kind;
    }

    public String id() {
        return id;
    }
}
