package yanzhen.app.access;

/** The viewer's role may do this, but not to this object. Answered with 403. */
public final class Forbidden extends RuntimeException {

    public Forbidden(String message) {
        super(message);
    }
}
