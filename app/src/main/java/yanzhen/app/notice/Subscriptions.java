package yanzhen.app.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * 关注: what the viewer follows. The module whose thing it is checks that the viewer may know it, and
 * offers the button; who follows what shows to the follower alone. The audit record of beginning
 * and ending names the subscription and not the thing, since officers read it too.
 */
public interface Subscriptions {

    /**
     * A thing that the viewer follows.
     *
     * @param id of the subscription
     */
    record Following(UUID id, Followed what, Instant since) {}

    /**
     * Begins.
     *
     * @return the subscription
     * @throws yanzhen.app.site.Conflict when the viewer follows it already
     * @throws yanzhen.app.access.Forbidden when nobody is logged in
     */
    UUID follow(Followed what);

    /**
     * Ends a subscription of the viewer's.
     *
     * @throws yanzhen.app.site.NotFound when there is none
     */
    void end(UUID subscription);

    /** The viewer's subscription of a thing. */
    java.util.Optional<Following> of(String type, String subject);

    /** All of the viewer's, the latest first. */
    List<Following> all();

    /**
     * When one thing becomes another, as merged records do: whoever followed the first follows the
     * second. Inside of the transaction of that change, whose audit record stands for it.
     */
    void passOn(String type, String from, Followed to);
}
