package yanzhen.app.challenge;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** 项目: from the award to the accepted outcome. */
public interface Delivery {

    /** 项目状态. */
    enum ProjectState {
        RUNNING,
        COMPLETED
    }

    /** 项目. */
    record Project(
            UUID id,
            UUID challenge,
            String title,
            UUID organisation,
            ProjectState state,
            LocalDate startedOn,
            @Nullable UUID outcome,
            boolean synthetic) {

        public boolean running() {
            return state == ProjectState.RUNNING;
        }
    }

    /** 里程碑状态. */
    enum MilestoneState {
        /** Waits for the team. */
        OPEN,
        /** Waits for an officer. */
        SUBMITTED,
        ACCEPTED
    }

    /**
     * 里程碑.
     *
     * @param share percent of the reward paid when it is accepted
     * @param submissions the earliest first; empty for those who may not see them
     */
    record Milestone(
            UUID id,
            int ordinal,
            Bilingual title,
            LocalDate due,
            int share,
            MilestoneState state,
            List<Submission> submissions) {

        public boolean accepted() {
            return state == MilestoneState.ACCEPTED;
        }

        /** Whether the team is late with it. */
        public boolean overdue(LocalDate today) {
            return state == MilestoneState.OPEN && due.isBefore(today);
        }
    }

    /**
     * 一次提交 and what was decided on it. Seen by the team, officers and auditors.
     *
     * @param decision ACCEPTED or SENT_BACK; null while undecided
     */
    record Submission(
            int round,
            String note,
            Instant submittedAt,
            @Nullable String decision,
            @Nullable String reason,
            @Nullable Instant decidedAt,
            List<Evidence> evidence) {}

    /** 证明材料. */
    record Evidence(UUID file, String name, long bytes, String sha256) {}

    /**
     * One measured value of an acceptance.
     *
     * @param met computed against the target, never typed
     */
    record Measured(
            String metric,
            boolean atLeast,
            String unit,
            BigDecimal target,
            BigDecimal value,
            boolean met,
            String testMethod) {}

    /** 验收结论: technology readiness before and after, from 1 to 9, and the reason. */
    record Acceptance(int trlBefore, int trlAfter, String reason) {}

    /** 项目排序. */
    enum Sort {
        /** The latest started first. */
        STARTED,
        /** The next milestone that falls due first; projects without one last. */
        DUE
    }

    /**
     * What to look for.
     *
     * @param words part of the title or the team's name; empty for all
     * @param state RUNNING, WAITING (for an officer), OVERDUE, COMPLETED or empty for all
     * @param category of the five bases; empty for all
     * @param chain key of a chain; empty for all
     */
    record Query(
            String words, String state, String category, String chain, Sort sort, LocalDate today) {

        public static Query all(LocalDate today) {
            return new Query("", "", "", "", Sort.STARTED, today);
        }
    }

    /**
     * A project in a list.
     *
     * @param chain where its weak link lies; null when it comes from none
     * @param node the weak link; null when it comes from none
     * @param accepted milestones that are accepted
     * @param milestones all
     * @param nextDue of the first milestone that waits for the team; null when none does
     * @param waiting whether a milestone, or the acceptance, waits for an officer
     */
    record Listed(
            Project project,
            @Nullable Bilingual chain,
            @Nullable Bilingual node,
            int accepted,
            int milestones,
            @Nullable LocalDate nextDue,
            boolean waiting) {}

    /** Two values make the cursor. */
    Slice<Listed> search(Query query, @Nullable Cursor after, int size);

    long count(Query query);

    Optional<Project> findProject(UUID id);

    List<Milestone> milestones(UUID project);

    List<Measured> measured(UUID outcome);

    Acceptance acceptance(UUID outcome);

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
