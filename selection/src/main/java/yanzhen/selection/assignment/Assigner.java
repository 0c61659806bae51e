package yanzhen.selection.assignment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import yanzhen.selection.MalformedTask;
import yanzhen.selection.Proof;
import yanzhen.selection.solver.Solver;

/**
 * 专家分配: assigns experts to bids, each time with a bound that proves how good it is.
 *
 * <p>Time is taken from the machine only to stop; what is found in time does not depend on it.
 */
public final class Assigner {

    private final AssignmentTask task;
    private final Solver solver;
    private final Duration limit;

    /**
     * An assigner.
     *
     * @param limit how long one search may take, above 0; where it is reached the best so far is
     *     given with its bound
     */
    public Assigner(AssignmentTask task, Solver solver, Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("The limit (%s) is not above 0.".formatted(limit));
        }
        this.task = task;
        this.solver = solver;
        this.limit = limit;
    }

    /** 总分最大: the assignment of largest total. */
    public Assigned largestTotal() {
        return searched(task, Side.none());
    }

    /**
     * 最差最优: the assignment whose worst served bid is served best, and among these of largest total.
     */
    public Assigned bestWorst(Worst by) {
        return new BestWorst(task, solver, by, limit).run();
    }

    /**
     * 随机分配: probabilities of largest expected total with none above a limit, from which assignments
     * are drawn.
     *
     * @param most greatest probability of any pair
     */
    public Lottery.Outcome lottery(Probability most) {
        return new Marginals(task, solver, most, limit).run();
    }

    /**
     * 重新分配: the largest total when experts drop out and few others change.
     *
     * @param before who reviewed each bid
     * @param gone numbers of the experts who drop out
     * @param changes how many pairs of those who stay may be given up, 0 or more; with 0 all others
     *     keep what they have and only the empty seats are filled
     * @throws MalformedTask when what was before is no assignment of this task
     */
    public Assigned reassigned(Panels before, Set<Integer> gone, int changes) {
        check(before, gone, changes);
        var kept = Side.sets(task.bids().size());
        int many = 0;
        for (int bid = 0; bid < kept.size(); bid++) {
            for (int expert : before.experts().get(bid)) {
                if (!gone.contains(expert)) {
                    kept.get(bid).set(expert);
                    many++;
                }
            }
        }
        return searched(without(gone), Side.none().keeping(kept, Math.max(0, many - changes)));
    }

    private void check(Panels before, Set<Integer> gone, int changes) {
        var faults = new ArrayList<String>();
        if (before.experts().size() != task.bids().size()) {
            faults.add(
                    "There are panels for %d bids, not %d."
                            .formatted(before.experts().size(), task.bids().size()));
        } else {
            faults.addAll(before.faults(task));
        }
        for (int expert : gone) {
            if (expert < 0 || expert >= task.experts().size()) {
                faults.add("Expert %d is none of %d.".formatted(expert, task.experts().size()));
            }
        }
        if (changes < 0) {
            faults.add("%d changes; give 0 or more.".formatted(changes));
        }
        MalformedTask.unless(faults);
    }

    /** The same task in which some take nothing. */
    private AssignmentTask without(Set<Integer> gone) {
        var experts = new ArrayList<Expert>();
        for (int at = 0; at < task.experts().size(); at++) {
            var one = task.experts().get(at);
            experts.add(
                    gone.contains(at)
                            ? new Expert(one.id(), one.organisation(), one.senior(), 0, 0)
                            : one);
        }
        return task.with(experts);
    }

    /** The largest total with a pair, or without it. */
    Assigned with(Pair pair, boolean chosen) {
        var one = Side.sets(task.bids().size());
        one.get(pair.bid()).set(pair.expert());
        return searched(task, chosen ? Side.none().keeping(one, 1) : Side.none().banning(one));
    }

    /**
     * 说明: why an expert was chosen for a bid, and others with higher scores were not. Solves the
     * task anew once for the pair and once for each of the others.
     *
     * @param found an assignment of largest total
     * @param others about how many with higher scores to work out what choosing them would cost
     */
    public Account explain(Assigned.Found found, Pair pair, int others) {
        return new Explaining(task, this, found).of(pair, others);
    }

    private Assigned searched(AssignmentTask of, Side side) {
        long begun = System.nanoTime();
        var found = new Search(of, solver, side, begun + limit.toNanos()).run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (found.isImpossible()) {
            return new Assigned.Impossible(found.shortages());
        }
        return found.panels()
                .<Assigned>map(panels ->
                        new Assigned.Found(
                                panels,
                                Optional.empty(),
                                new Proof(
                                        (double) panels.total(of),
                                        (double) found.bound(),
                                        seconds)))
                .orElseGet(() -> new Assigned.Undecided((double) found.bound()));
    }
}
