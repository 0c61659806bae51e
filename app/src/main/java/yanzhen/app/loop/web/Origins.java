package yanzhen.app.loop.web;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.challenge.Outcomes;
import yanzhen.app.kernel.Problems;

/** The accepted outcome that a product or a contract comes from. */
@Component
class Origins {

    /**
     * What the pages show of it.
     *
     * @param path address of its page
     */
    record Origin(UUID id, String title, String path, boolean synthetic) {}

    private final Outcomes outcomes;

    Origins(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    Optional<Origin> find(@Nullable UUID outcome) {
        return outcome == null
                ? Optional.empty()
                : outcomes.findOutcome(outcome).map(Origins::origin);
    }

    private static Origin origin(Outcome outcome) {
        return new Origin(
                outcome.id(), outcome.title(), "/outcomes/" + outcome.id(), outcome.synthetic());
    }

    /** Adds a problem when there is no such outcome or it is another organisation's. */
    void mustBelong(@Nullable UUID outcome, @Nullable UUID organisation, Problems problems) {
        if (outcome == null) {
            return;
        }
        var found = outcomes.findOutcome(outcome);
        if (found.isEmpty()) {
            problems.add("", null, "outcome", outcome.toString(), "unknown-reference");
        } else if (!found.get().organisation().equals(organisation)) {
            problems.add("", null, "outcome", outcome.toString(), "outcome-of-another");
        }
    }
}
