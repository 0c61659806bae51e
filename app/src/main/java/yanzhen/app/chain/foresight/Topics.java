package yanzhen.app.chain.foresight;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.foresight.Topic.Draft;
import yanzhen.app.chain.foresight.Topic.State;
import yanzhen.app.site.Conflict;

/** 预研课题组合. Each change leaves an audit record in its transaction. */
public interface Topics {

    /** All of them, the latest first: a portfolio is looked at as a whole. */
    List<Topic> all();

    Optional<Topic> find(UUID id);

    /** Topics that have this candidate. */
    List<Topic> of(UUID candidate);

    /** Its candidates become {@link Candidate.State#TOPIC}. */
    UUID add(Draft draft);

    void edit(UUID id, Draft draft, String reason);

    /**
     * Puts it into another state.
     *
     * @throws Stuck when its state does not lead there
     */
    void move(UUID id, State to, String reason);

    /**
     * Notes what became of it: part of the caller's state change, which leaves the audit record.
     * With the first challenge that hangs on the wall the topic and its candidates are {@link
     * State#MOVED}.
     */
    void answeredBy(UUID topic, Response response);

    /** Its state does not allow this. */
    final class Stuck extends Conflict {
        public Stuck(State from, State to) {
            super("topic-stuck", "A topic that is %s does not become %s.".formatted(from, to));
        }
    }
}
