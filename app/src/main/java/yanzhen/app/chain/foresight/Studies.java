package yanzhen.app.chain.foresight;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import yanzhen.app.chain.foresight.Study.Answer;
import yanzhen.app.chain.foresight.Study.Member;
import yanzhen.app.chain.foresight.Study.Outcome;
import yanzhen.app.chain.foresight.Study.Plan;
import yanzhen.app.site.Conflict;

/**
 * 德尔菲调查: set up and turned by the city, answered by experts. Who has answered what is known to the
 * expert alone; the audit trail says that somebody answered, not what.
 */
public interface Studies {

    /**
     * Those that the viewer may see, the latest first: an expert those with a place on the panel.
     */
    List<Study> all();

    Optional<Study> find(UUID id);

    /** Studies that ask about a candidate, the latest first. */
    List<Study> of(UUID candidate);

    /** The panel, by name; of it an expert sees the own place only. */
    List<Member> panel(UUID id);

    /** The panels of several studies, in two queries; of one without a panel there is nothing. */
    Map<UUID, List<Member>> panels(Collection<UUID> ids);

    /**
     * Sets one up.
     *
     * @param experts accounts of experts
     */
    UUID set(Plan plan, List<UUID> candidates, List<UUID> experts);

    /** 手动开合. */
    enum Turn {
        OPEN_FIRST,
        CLOSE_FIRST,
        OPEN_SECOND,
        CLOSE_SECOND
    }

    /**
     * Opens or closes a round now instead of at its time.
     *
     * @throws OutOfTurn when the study is not there
     */
    void turn(UUID id, Turn turn, String reason);

    /** Invites one more expert, or again one who was dropped. */
    void invite(UUID id, UUID expert);

    /** The expert is asked no more; what was answered stays, since nobody knows which answers. */
    void drop(UUID id, UUID expert, String reason);

    /** The viewer's own answers of a round. */
    List<Answer> own(UUID id, int round);

    /**
     * Gives the viewer's answers of the round that is open, in the place of those given before in
     * it.
     *
     * @throws OutOfTurn when no round is open
     * @throws yanzhen.app.kernel.Problems.Refused when a second answer outside of the quartiles of
     *     the first round has no reason
     */
    void answer(UUID id, List<Answer> answers);

    /**
     * What a round came to, by candidate; empty while it is not over.
     *
     * @param round 1 or 2
     */
    Map<UUID, Outcome> outcome(UUID id, int round);

    /** What the latest study that is closed came to, by candidate, over all studies. */
    Map<UUID, Outcome> latest();

    /** The study is not at this point. */
    final class OutOfTurn extends Conflict {
        public OutOfTurn(String move, Study.Phase phase) {
            super(
                    "study-out-of-turn",
                    "The study is %s; %s does not fit.".formatted(phase, move),
                    phase.name());
        }
    }
}
