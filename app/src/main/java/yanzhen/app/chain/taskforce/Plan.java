package yanzhen.app.chain.taskforce;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Response;

/**
 * 应对方案: one measure about a node.
 *
 * @param need when the chain's leading firm confirmed that it is needed; null while it has not
 * @param work what really comes of it; null while nothing does
 * @param evidence of what came of it; null while it is not done
 */
public record Plan(
        UUID id,
        String chain,
        UUID node,
        Draft draft,
        String ownerName,
        State state,
        Instant proposedAt,
        @Nullable String proposedBy,
        @Nullable Need need,
        @Nullable Instant decidedAt,
        @Nullable Response work,
        @Nullable String evidence,
        boolean synthetic) {

    /** 需求确认. */
    public record Need(Instant at, String by) {}

    /**
     * What is proposed.
     *
     * @param kind key of a kind of option
     * @param effect what is expected of it
     * @param organisations it is meant for; may be empty
     * @param owner a member of the task force
     * @param fields of its kind
     */
    public record Draft(
            Direction direction,
            String kind,
            String title,
            String effect,
            List<UUID> organisations,
            UUID owner,
            LocalDate due,
            Map<String, String> fields) {
        public Draft {
            organisations = List.copyOf(organisations);
            fields = Map.copyOf(fields);
        }
    }

    public boolean overdue(LocalDate day) {
        return state.open() && draft.due.isBefore(day);
    }

    /** 状态. */
    public enum State {
        /** 拟议. */
        PROPOSED,
        /** 已定. */
        DECIDED,
        /** 推进中. */
        UNDER_WAY,
        /** 完成. */
        DONE,
        /** 不采纳或终止. */
        DROPPED;

        public boolean open() {
            return this != DONE && this != DROPPED;
        }

        public Set<State> next() {
            return switch (this) {
                case PROPOSED -> EnumSet.of(DECIDED, DROPPED);
                case DECIDED -> EnumSet.of(UNDER_WAY, DROPPED);
                case UNDER_WAY -> EnumSet.of(DONE, DROPPED);
                case DONE, DROPPED -> EnumSet.noneOf(State.class);
            };
        }

        /** The power that it takes to put a plan into this state. */
        public Power power() {
            return switch (this) {
                case PROPOSED -> Power.PROPOSE_PLAN;
                case DECIDED, DROPPED -> Power.DECIDE_PLAN;
                case UNDER_WAY, DONE -> Power.WORK_PLAN;
            };
        }
    }
}
