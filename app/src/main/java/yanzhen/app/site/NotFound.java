package yanzhen.app.site;

/** There is no such thing, or the viewer must not know of it. Answered with 404. */
public final class NotFound extends RuntimeException {

    public NotFound(String kind, Object id) {
        super("There is no %s %s.".formatted(kind, id));
    }
}
