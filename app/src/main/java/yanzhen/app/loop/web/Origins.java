package yanzhen.app.loop.web;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.challenge.Outcomes;
import yanzhen.app.challenge.Projects;
import yanzhen.app.kernel.Problems;

/** The accepted outcome that a product or a contract comes from. */
@Component
class Origins {

    /**
     * What the pages show of it.
     *
     * @param path address of the project that brought it
     */
    record Origin(UUID id, String title, String path, boolean synthetic) {}

    private final Outcomes outcomes;
    private final Projects projects;

    Origins(Outcomes outcomes, Projects projects) {
        this.outcomes = outcomes;
        this.projects = projects;
    }

    Optional<Origin> find(@Nullable UUID outcome) {
        return outcome == null ? Optional.empty() : outcomes.findOutcome(outcome).map(this::origin);
    }

    private Origin origin(Outcome outcome) {
        var path =
                projects.trace(outcome.project())
                        .map(it -> it.path())
                        .orElse("/threads?outcome=" + outcome.id());
        return new Origin(outcome.id(), outcome.title(), path, outcome.synthetic());
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
