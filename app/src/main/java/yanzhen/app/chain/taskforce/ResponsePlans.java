package yanzhen.app.chain.taskforce;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import yanzhen.app.access.Forbidden;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.taskforce.Plan.Draft;
import yanzhen.app.chain.taskforce.TaskForce.Step;
import yanzhen.app.kernel.Problems;

/**
 * 应对方案: proposed, decided, under way, done or dropped, each by whoever has the power. Each change
 * leaves an audit record in its transaction. From the decision on the weak link counts as worked
 * on.
 */
public interface ResponsePlans {

    /** Key of a measure among the responses to a weak link. */
    String MEASURE = "measure";

    /** Of a chain: the open ones by due day, then the others. */
    List<Plan> of(String chain);

    /** Of a node, over all chains, in the same order. */
    List<Plan> at(UUID node);

    Optional<Plan> find(UUID id);

    /** What happened to it, the latest first. */
    List<Step> history(UUID plan);

    /**
     * Proposes a measure.
     *
     * @throws Forbidden when no post of the viewer may
     */
    UUID propose(String chain, UUID node, Draft draft);

    /** Says for the chain's leading firm that it is needed. */
    void confirmNeed(UUID plan);

    /**
     * Decides it, begins it or drops it.
     *
     * @throws TaskForces.Stuck when its state does not lead there
     * @throws Problems.Refused when the need must be confirmed first
     */
    void move(UUID plan, Plan.State to, String reason);

    /** Ties it to real work: a challenge, a topic, a pilot. */
    void tie(UUID plan, Response work);

    /**
     * Closes it with evidence. The node is judged anew and the verdict before and after is kept.
     *
     * @throws Problems.Refused when no fact of the node was stated or ended since the decision:
     *     what a measure has changed must be known before the node can be judged by it
     */
    void close(UUID plan, String evidence);
}
