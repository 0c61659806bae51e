package yanzhen.app.challenge;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/**
 * 脉络所经: the steps that threads take through this module, many at a time. Each shows only what the
 * viewer may see: a draft is its owner's and the region's.
 */
public interface Traces {

    /** The step before it is the weak link. */
    Optional<Trace> challenge(UUID id);

    /** The step before it is the challenge. */
    Optional<Trace> project(UUID id);

    /** The challenges of weak links, the earliest first. */
    List<Trace> challengesOf(Collection<UUID> weakLinks);

    /** The projects of challenges, the earliest first. */
    List<Trace> projectsOf(Collection<UUID> challenges);

    /** The accepted outcomes of projects, the earliest first. */
    List<Outcome> outcomesOf(Collection<UUID> projects);

    /**
     * What to look for among the challenges that are or were on the wall.
     *
     * @param words part of the title; empty for all
     * @param chain key of the chain that the weak link lies in; empty for all
     * @param only identities to choose from; null for all
     */
    record Query(String words, String chain, @Nullable Collection<UUID> only) {}

    /** The latest first; two values make the cursor. */
    Slice<Trace> challenges(Query query, @Nullable Cursor after, int size);

    long count(Query query);
}
