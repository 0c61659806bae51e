package yanzhen.app.loop.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Forbidden;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.challenge.Outcomes;
import yanzhen.app.site.NotFound;

/** The outcome that something comes from: whose it is, and which weak link hears of it. */
@Component
class Answers {

    private final Outcomes outcomes;
    private final WeakLinks weakLinks;

    Answers(Outcomes outcomes, WeakLinks weakLinks) {
        this.outcomes = outcomes;
        this.weakLinks = weakLinks;
    }

    /**
     * Refuses an outcome of another organisation.
     *
     * @throws NotFound when there is no such outcome
     * @throws Forbidden when the organisation did not lead the project that brought it
     */
    void mustBelong(@Nullable UUID outcome, UUID organisation) {
        if (outcome == null) {
            return;
        }
        var found =
                outcomes.findOutcome(outcome).orElseThrow(() -> new NotFound("outcome", outcome));
        if (!found.organisation().equals(organisation)) {
            throw new Forbidden(
                    "other-outcome",
                    "The outcome %s is another organisation's.".formatted(outcome),
                    outcome);
        }
    }

    void tell(
            @Nullable UUID outcome, String kind, UUID id, String path, String title, String state) {
        if (outcome == null) {
            return;
        }
        outcomes.findOutcome(outcome)
                .map(Outcome::weakLink)
                .ifPresent(
                        it -> weakLinks.answeredBy(it, new Response(kind, id, path, title, state)));
    }
}
