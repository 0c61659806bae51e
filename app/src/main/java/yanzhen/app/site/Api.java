package yanzhen.app.site;

import java.net.URI;
import org.springframework.http.ResponseEntity;
import yanzhen.app.evidence.Commands.Answer;

/** What every endpoint of the API shares: the command's key, the size of a page, the answer. */
public final class Api {

    /** The header with the idempotency key of a command. */
    public static final String KEY = "Idempotency-Key";

    /** Most rows of one page. */
    public static final int MOST = 500;

    private Api() {}

    /**
     * The size of a page.
     *
     * @throws IllegalArgumentException when it is not between 1 and {@value #MOST}
     */
    public static int limited(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "The limit (%d) is not between 1 and %d.".formatted(limit, MOST));
        }
        return limit;
    }

    /** 201, and the header that says when nothing was done this time. */
    public static <T> ResponseEntity<T> created(String location, Answer answer, T body) {
        var builder = ResponseEntity.created(URI.create(location));
        if (answer.replayed()) {
            builder.header("Idempotency-Replayed", "true");
        }
        return builder.body(body);
    }

    /** Why, where a command asks for nothing else. */
    public record Reason(@org.jspecify.annotations.Nullable String reason) {}
}
