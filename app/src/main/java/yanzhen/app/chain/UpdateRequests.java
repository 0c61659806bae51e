package yanzhen.app.chain;

import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Slice;

/**
 * 更新提请: made by the clock before a fact goes stale, answered by whoever answers for the node. Every
 * account sees what was asked of it; those who see the whole region see all.
 */
public interface UpdateRequests {

    /**
     * Which ones.
     *
     * @param chain empty for all
     * @param node null for all
     * @param kind empty for all; PROVISION or a kind of fact
     * @param state WAITING for open and overdue ones, a state, or empty for all
     * @param mine only what the viewer is asked
     */
    record Query(String chain, @Nullable UUID node, String kind, String state, boolean mine) {

        public static final String WAITING = "WAITING";
    }

    /** How many wait, and how many of them are overdue. */
    record Count(long waiting, long overdue) {}

    /**
     * Requests by their day, the earliest first.
     *
     * @param cursor as a page before gave it; null for the first page
     */
    Slice<UpdateRequest> search(Query query, @Nullable String cursor, int size);

    /** Of what the query finds whatever its state. */
    Count count(Query query);

    /**
     * 确认未变: the facts still hold, says a newer source. For those who keep chains each fact gets a
     * new one in its place, and the chains are diagnosed anew, each once; what others confirm waits
     * for review.
     *
     * @return whether it took effect at once
     * @throws Problems.Refused when the day is not after that of a fact
     * @throws Ended when one waits no longer
     */
    boolean confirm(Collection<UUID> requests, Confirmation confirmation);

    /**
     * What the answer rests on.
     *
     * @param url null when it has no public address
     */
    record Confirmation(String sourceTitle, @Nullable String url, LocalDate asOf) {}

    /**
     * 转专班: whoever was asked does not know; the task force answers, with what is known.
     *
     * @throws Ended when one waits no longer
     */
    void passOn(Collection<UUID> requests, String note);

    /**
     * Asks for everything whose day has come, marks what is overdue, asks again where nobody
     * answered. Asked twice it does nothing more. The clock does so; packs do after loading.
     *
     * @return how many were asked for the first time
     */
    int ask();

    /** Somebody answered already. */
    final class Ended extends Conflict {
        public Ended(UUID id) {
            super(
                    "update-request-ended",
                    "The request %s waits for no answer any longer. Look at the node."
                            .formatted(id));
        }
    }
}
