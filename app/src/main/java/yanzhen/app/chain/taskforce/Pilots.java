package yanzhen.app.chain.taskforce;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Conflict;

/** 一条龙: laid out, started, led through its gates. Each change leaves an audit record. */
public interface Pilots {

    /** Of a chain, the latest first. */
    List<Pilot> of(String chain);

    Optional<Pilot> find(UUID id);

    /** Lays one out; positions may still be empty. */
    UUID lay(String chain, Pilot.Draft draft);

    /** Says who stands at a position, or that nobody does. */
    void fill(UUID pilot, int ordinal, @Nullable UUID organisation);

    /**
     * Starts it.
     *
     * @throws Problems.Refused naming everything that is missing: each position without a member, a
     *     line that does not begin with a material or end with a user, a line without gates
     */
    void start(UUID pilot);

    /** Ends it before its time. */
    void stop(UUID pilot, String reason);

    /**
     * Decides on a gate; with the last one passed the pilot is done.
     *
     * @throws NotYet when an earlier gate is not passed, this one is, or the pilot does not run
     */
    void decide(UUID pilot, UUID gate, boolean passed, String evidence);

    /** Gates are passed in their order. */
    final class NotYet extends Conflict {
        public NotYet() {
            super(
                    "gate-not-yet",
                    "Gates are decided one after the other while the pilot runs. Decide on the first that is not passed.");
        }
    }
}
