package yanzhen.app.chain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.NodeDiagnosis.State;

/**
 * 复诊: a node judged anew because something that was done about it came to its end, with the verdict
 * from before the work began beside the one after it.
 */
public interface Reviews {

    /**
     * 缘由: what came to its end.
     *
     * @param kind outcome or measure
     * @param path address of its page
     */
    record Cause(String kind, UUID id, String path, String title) {}

    /** What a run said of the node. */
    record Verdict(UUID run, State state, int weight) {}

    /**
     * A review.
     *
     * @param before null when the node had not been judged before the work began
     * @param facts how many facts of the node were stated or ended since then; with none of them
     *     the verdict can hardly differ
     */
    record Review(
            UUID id,
            UUID node,
            String chain,
            Cause cause,
            Instant at,
            @Nullable Verdict before,
            Verdict after,
            int facts) {}

    /**
     * Judges the chain anew as a part of the caller's change, which leaves the audit record.
     *
     * @param began when the work began
     * @return empty when the chain has the node no longer
     */
    Optional<Review> review(String chain, UUID node, Cause cause, Instant began);

    /** How many facts of a node were stated or ended since a moment. */
    int factsSince(UUID node, Instant since);

    /** Reviews of a node, the latest first. */
    List<Review> of(UUID node);

    /** Reviews for one cause; none when it has led to none. */
    List<Review> because(String kind, UUID cause);
}
