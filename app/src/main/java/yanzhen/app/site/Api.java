package yanzhen.app.site;

import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import yanzhen.app.evidence.Commands.Answer;
import yanzhen.app.kernel.Problems;

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
     * @throws Unreadable when it is not between 1 and {@value #MOST}
     */
    public static int limited(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new Unreadable(
                    "limit", String.valueOf(limit), "limit-range", String.valueOf(MOST));
        }
        return limit;
    }

    /** 201, and the header that says when nothing was done this time. */
    public static <T> ResponseEntity<T> created(String location, Answer answer, T body) {
        return said(ResponseEntity.created(URI.create(location)), answer, body);
    }

    /** 200 for a change in place, and the header that says when nothing was done this time. */
    public static <T> ResponseEntity<T> changed(Answer answer, T body) {
        return said(ResponseEntity.ok(), answer, body);
    }

    private static <T> ResponseEntity<T> said(
            ResponseEntity.BodyBuilder builder, Answer answer, T body) {
        if (answer.replayed()) {
            builder.header("Idempotency-Replayed", "true");
        }
        return builder.body(body);
    }

    /**
     * 201 for a command whose answer is the identity of what it made or changed.
     *
     * @param collection address of all such things, with a slash at its end
     * @param one what is told of the one
     */
    public static <T> ResponseEntity<T> created(
            String collection, Answer answer, Function<UUID, T> one) {
        return created(collection + answer.value(), answer, one.apply(answer.id()));
    }

    /** Why, where a command asks for nothing else. */
    public record Reason(@Nullable String reason) {

        /**
         * The reason as {@link Typed#reason} reads it.
         *
         * @throws Problems.Refused when there is none or its length is wrong
         */
        public String given() {
            var problems = new Problems();
            var given = Typed.reason(reason, problems);
            problems.mustBeNone();
            return given;
        }
    }
}
