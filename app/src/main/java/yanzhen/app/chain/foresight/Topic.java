package yanzhen.app.chain.foresight;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Response;
import yanzhen.app.kernel.Yuan;

/**
 * 预研课题: what is made of one or several candidates.
 *
 * @param responses challenges that came of it and what became of them, the latest first
 */
public record Topic(
        UUID id, Draft draft, State state, List<Response> responses, boolean synthetic) {

    public Topic {
        responses = List.copyOf(responses);
    }

    /**
     * What is stated.
     *
     * @param lead who would lead it, in words
     * @param budget that is wanted
     * @param horizon key of a band
     */
    public record Draft(
            String title,
            String aim,
            String lead,
            Yuan budget,
            String horizon,
            List<UUID> candidates,
            List<Milestone> milestones) {
        public Draft {
            candidates = List.copyOf(candidates);
            milestones = List.copyOf(milestones);
        }
    }

    /**
     * 节点计划.
     *
     * @param doneOn null while it is not
     */
    public record Milestone(String title, LocalDate due, @Nullable LocalDate doneOn) {}

    /** 状态. */
    public enum State {
        /** 拟立. */
        PROPOSED,
        /** 在研. */
        RUNNING,
        /** 结题. */
        DONE,
        /** 转榜: a challenge has come of it. */
        MOVED,
        /** 终止. */
        STOPPED;

        /** States that somebody may put it into by hand. */
        public Set<State> next() {
            return switch (this) {
                case PROPOSED -> EnumSet.of(RUNNING, STOPPED);
                case RUNNING -> EnumSet.of(DONE, STOPPED);
                case STOPPED -> EnumSet.of(PROPOSED);
                case DONE, MOVED -> EnumSet.noneOf(State.class);
            };
        }

        /** Whether a challenge can be drafted from it. */
        public boolean canMove() {
            return this != STOPPED;
        }
    }
}
