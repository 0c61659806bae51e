package yanzhen.app.cluster;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.site.Conflict;

/**
 * 草稿: what an account has typed into a report and not handed in. Nobody else sees it, and it counts
 * for nothing, so that keeping one is no command and leaves no audit record.
 */
public interface Drafts {

    /**
     * A draft of a report.
     *
     * @param seen number of the last submission that the account had before it; 0 for none
     * @param typed texts by datum, of the numbers that would change; right or wrong
     * @param file name of the table that it was read from; null when it was typed
     * @param savedAt to the microsecond, which tells one state of the draft from another
     */
    record Draft(int seen, Map<String, String> typed, @Nullable String file, Instant savedAt) {
        public Draft {
            typed = Map.copyOf(typed);
        }
    }

    /** The viewer's own. */
    Optional<Draft> find(UUID organisation, int year);

    /**
     * Keeps what was typed in place of what was; nothing typed drops it.
     *
     * @return when it was kept; nothing when it was dropped
     * @throws yanzhen.app.access.Forbidden when the viewer does not act for the firm
     */
    Optional<Instant> keep(
            UUID organisation,
            int year,
            int seen,
            Map<String, String> typed,
            @Nullable String file);

    void drop(UUID organisation, int year);

    /** It was handed in, dropped or changed elsewhere. */
    final class Gone extends Conflict {
        public Gone() {
            super(
                    "report-draft-gone",
                    "The draft was handed in, dropped or changed elsewhere. Open the report again.");
        }
    }
}
