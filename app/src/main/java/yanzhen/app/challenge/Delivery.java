package yanzhen.app.challenge;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.site.Conflict;

/** 项目: from the award to the accepted outcome. */
public interface Delivery {

    /** 项目. */
    record Project(
            UUID id,
            UUID challenge,
            String title,
            UUID organisation,
            String state,
            LocalDate startedOn,
            @Nullable UUID outcome,
            boolean synthetic) {}

    /**
     * 里程碑.
     *
     * @param share percent of the reward paid when it is accepted
     * @param state OPEN, SUBMITTED or ACCEPTED
     */
    record Milestone(
            UUID id,
            int ordinal,
            String title,
            LocalDate due,
            int share,
            String state,
            String note,
            String reason,
            List<Evidence> evidence) {}

    /** 证明材料. */
    record Evidence(UUID file, String name, long bytes, String sha256) {}

    /**
     * One measured value of an acceptance.
     *
     * @param met computed against the target, never typed
     */
    record Measured(String metric, String unit, BigDecimal target, BigDecimal value, boolean met) {}

    List<Project> projects();

    Optional<Project> findProject(UUID id);

    List<Milestone> milestones(UUID project);

    List<Measured> measured(UUID outcome);

    /** The team hands in evidence for a milestone. */
    void submit(UUID milestone, String note, List<UUID> files);

    void accept(UUID milestone, String reason);

    /** Sends it back to the team. */
    void sendBack(UUID milestone, String reason);

    /**
     * Accepts the outcome: every milestone accepted, every target met.
     *
     * @param measured one value for each target, in order
     */
    UUID acceptOutcome(
            UUID project, List<BigDecimal> measured, int trlBefore, int trlAfter, String reason);

    /** The project or milestone is not in the state that this needs. */
    final class WrongState extends Conflict {
        public WrongState(String move) {
            super(
                    "delivery-" + move,
                    "The project is in a state that does not allow: %s.".formatted(move));
        }
    }
}
