package yanzhen.app.chain.taskforce;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 专班 of a chain.
 *
 * @param remit what it is there for
 * @param lastMeeting day of the latest meeting; null when there was none
 */
public record TaskForce(
        String chain,
        String remit,
        Cadence cadence,
        @Nullable LocalDate lastMeeting,
        boolean synthetic) {

    /** Day of the next meeting. */
    public LocalDate nextMeeting() {
        return cadence.next(lastMeeting);
    }

    /** Days by which the next meeting is late; 0 when it is not. */
    public long late(LocalDate day) {
        return cadence.late(lastMeeting, day);
    }

    /**
     * 成员: acts through an account or for an organisation.
     *
     * @param name whom people know, with office
     * @param until first day on which it is a member no longer; null while no end is known
     */
    public record Member(
            UUID id,
            String chain,
            Post post,
            @Nullable UUID account,
            @Nullable UUID organisation,
            String name,
            LocalDate since,
            @Nullable LocalDate until,
            @Nullable String endReason) {

        public boolean inOffice(LocalDate day) {
            return !day.isBefore(since) && (until == null || day.isBefore(until));
        }
    }

    /**
     * 会议 with its minutes.
     *
     * @param tasks how many came of it
     */
    public record Meeting(
            UUID id,
            String chain,
            LocalDate heldOn,
            String agenda,
            String minutes,
            Instant recordedAt,
            @Nullable String recordedBy,
            int tasks,
            boolean synthetic) {}

    /**
     * 任务.
     *
     * @param meeting it came of; null when it was given by itself
     * @param closedOn null while it is open
     * @param mine whether whoever asks is its owner
     */
    public record Task(
            UUID id,
            String chain,
            NewTask what,
            String ownerName,
            State state,
            @Nullable UUID meeting,
            @Nullable LocalDate heldOn,
            @Nullable LocalDate closedOn,
            boolean mine,
            boolean synthetic) {

        public boolean open() {
            return state == State.OPEN || state == State.UNDER_WAY;
        }

        public boolean overdue(LocalDate day) {
            return open() && what.due.isBefore(day);
        }

        /** Whether its owner is to be reminded: due within these days, or overdue. */
        public boolean reminded(LocalDate day, int days) {
            return open() && !what.due.isAfter(day.plusDays(days));
        }
    }

    /**
     * A task to be given.
     *
     * @param owner a member
     */
    public record NewTask(String title, UUID owner, LocalDate due) {}

    /** 状态 of a task. */
    public enum State {
        /** 待办. */
        OPEN,
        /** 在办. */
        UNDER_WAY,
        /** 完成. */
        DONE,
        /** 取消. */
        DROPPED;

        public Set<State> next() {
            return switch (this) {
                case OPEN -> EnumSet.of(UNDER_WAY, DONE, DROPPED);
                case UNDER_WAY -> EnumSet.of(DONE, DROPPED);
                case DONE, DROPPED -> EnumSet.of(OPEN);
            };
        }
    }

    /** A member to be appointed: a log-in or an organisation. */
    public record Appointment(
            Post post,
            @Nullable String login,
            @Nullable UUID organisation,
            String name,
            LocalDate since) {}

    /** 纪要 to be kept; each decision that is somebody's to carry out becomes a task. */
    public record Minutes(LocalDate heldOn, String agenda, String minutes, List<NewTask> tasks) {
        public Minutes {
            tasks = List.copyOf(tasks);
        }
    }

    /** One move of a task or of a plan. */
    public record Step(
            Instant at, @Nullable String by, @Nullable String from, String to, String reason) {}
}
