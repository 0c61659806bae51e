package yanzhen.app.chain.taskforce;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import yanzhen.app.access.Forbidden;
import yanzhen.app.chain.taskforce.TaskForce.Appointment;
import yanzhen.app.chain.taskforce.TaskForce.Meeting;
import yanzhen.app.chain.taskforce.TaskForce.Member;
import yanzhen.app.chain.taskforce.TaskForce.Minutes;
import yanzhen.app.chain.taskforce.TaskForce.NewTask;
import yanzhen.app.chain.taskforce.TaskForce.State;
import yanzhen.app.chain.taskforce.TaskForce.Step;
import yanzhen.app.chain.taskforce.TaskForce.Task;
import yanzhen.app.site.Conflict;

/**
 * 专班: set up by the city, then working by the powers of its posts. Each change leaves an audit
 * record in its transaction. What somebody may not see is not there for them.
 */
public interface TaskForces {

    /** Those that the viewer may see, by chain. */
    List<TaskForce> all();

    Optional<TaskForce> of(String chain);

    /** Sets it up, or changes its remit and cadence. */
    void setUp(String chain, String remit, Cadence cadence, String reason);

    /** All members that it ever had, those in office first, by post. */
    List<Member> members(String chain);

    /**
     * Takes somebody in.
     *
     * @throws InOffice when the post has one holder only and is taken, or the same is a member
     *     already
     */
    UUID appoint(String chain, Appointment appointment);

    /**
     * Ends a membership.
     *
     * @param until first day on which it holds no longer
     */
    void dismiss(UUID member, LocalDate until, String reason);

    /** What the viewer's posts in a chain allow. */
    Set<Power> powers(String chain);

    /**
     * Refuses whoever has not the power.
     *
     * @throws Forbidden when no post of the viewer in the chain has it
     */
    void must(String chain, Power power);

    /** Meetings with their minutes, the latest first. */
    List<Meeting> meetings(String chain);

    /** Keeps minutes and gives the tasks that come of them, all or nothing. */
    UUID keep(String chain, Minutes minutes);

    /** Tasks of a chain: the open ones by due day, then the closed ones, the latest first. */
    List<Task> tasks(String chain);

    /** Open tasks that the viewer owns, over all chains, by due day. */
    List<Task> mine();

    /** Gives a task. */
    UUID assign(String chain, NewTask task);

    /**
     * Puts a task into another state: its owner, or whoever gives tasks.
     *
     * @throws Stuck when its state does not lead there
     */
    void move(UUID task, State to, String reason);

    /** What happened to a task, the latest first. */
    List<Step> history(UUID task);

    /** Its state does not allow this. */
    final class Stuck extends Conflict {
        public Stuck(Object from, Object to) {
            super("work-stuck", "What is %s does not become %s.".formatted(from, to));
        }
    }

    /** The post is taken. */
    final class InOffice extends Conflict {
        public InOffice(String name) {
            super(
                    "member-in-office",
                    "%s cannot be appointed for these days: a chain has one chief at a time, and nobody is a member twice."
                            .formatted(name),
                    name);
        }
    }
}
