package yanzhen.app.challenge;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** 成果库. */
public interface Outcomes {

    Optional<Outcome> findOutcome(UUID id);

    /** Accepted up to and including the day, as known at the moment; the earliest first. */
    List<Outcome> accepted(AsOf asOf);

    List<Outcome> ofWeakLink(UUID weakLink);

    /** The synthetic outcome of a challenge with this key in {@code demo/challenges.csv}. */
    Optional<UUID> ofDemonstration(String challengeKey);

    /**
     * What to look for.
     *
     * @param words part of the title or the team's name; empty for all
     * @param category of the five bases; empty for all
     * @param chain key of a chain; empty for all
     * @param year of acceptance; null for all
     */
    record Query(String words, String category, String chain, @Nullable Integer year) {

        public static Query all() {
            return new Query("", "", "", null);
        }
    }

    /** The latest accepted first. Two values make the cursor. */
    Slice<Outcome> search(Query query, @Nullable Cursor after, int size);

    long count(Query query);
}
