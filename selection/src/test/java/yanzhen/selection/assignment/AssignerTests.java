package yanzhen.selection.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.selection.solver.Solver;
import yanzhen.selection.solver.Solvers;

/** On small tasks every assignment is tried out. */
class AssignerTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    private static Assigner assigner(AssignmentTask task) {
        return new Assigner(task, Solvers.best(), LIMIT);
    }

    /**
     * Any small task: nothing that keeps the rules has a larger total; none where there is none.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void reachesTheLargestTotalOfAll(int seed) {
        var task = AnyTask.small(seed);
        var best = AnyTask.all(task).stream().mapToLong(it -> it.total(task)).max();

        switch (assigner(task).largestTotal()) {
            case Assigned.Found(var panels, _, var proof) -> {
                assertThat(panels.faults(task)).isEmpty();
                assertThat(panels.total(task)).isEqualTo(best.orElseThrow());
                assertThat(proof.value()).isEqualTo((double) panels.total(task));
                assertThat(proof.proven()).isTrue();
            }
            case Assigned.Impossible(var shortages) -> {
                assertThat(best).isEmpty();
                assertThat(shortages).isNotEmpty();
            }
            case Assigned.Undecided _ -> throw new AssertionError("undecided");
        }
    }

    /** Any small task: the worst bid is served as well as can be, then the total is the largest. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void servesTheWorstServedBidBest(int seed) {
        var task = AnyTask.small(seed);
        var all = AnyTask.all(task);
        for (var by : Worst.values()) {
            var worst = all.stream().mapToDouble(it -> it.worst(task, by)).max();
            if (assigner(task).bestWorst(by) instanceof Assigned.Found found) {
                double least = worst.orElseThrow();
                assertThat(found.panels().faults(task)).isEmpty();
                assertThat(found.panels().worst(task, by)).isEqualTo(least);
                assertThat(found.worst().orElseThrow().proven()).isTrue();
                assertThat(found.worst().orElseThrow().value()).isEqualTo(least);
                assertThat(found.total().value())
                        .isEqualTo(
                                (double)
                                        all.stream()
                                                .filter(it -> it.worst(task, by) >= least)
                                                .mapToLong(it -> it.total(task))
                                                .max()
                                                .orElseThrow());
                assertThat(found.total().proven()).isTrue();
            } else {
                assertThat(worst).isEmpty();
            }
        }
    }

    /**
     * Any small task: the pairs of others stay, or so many of them as asked, and the rest is best.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void changesNoMorePairsThanAskedWhenSomebodyDropsOut(int seed) {
        var task = AnyTask.small(seed);
        if (!(assigner(task).largestTotal() instanceof Assigned.Found before)) {
            return;
        }
        int gone = before.panels().experts().getFirst().getFirst();
        var rest =
                AnyTask.all(task.with(Gone.of(task, gone))).stream()
                        .filter(it ->
                                it.experts().stream().noneMatch(panel -> panel.contains(gone)))
                        .toList();
        for (int changes = 0; changes <= 2; changes++) {
            int allowed = changes;
            var best =
                    rest.stream()
                            .filter(it -> givenUp(before.panels(), it, gone) <= allowed)
                            .mapToLong(it -> it.total(task))
                            .max();
            var after = assigner(task).reassigned(before.panels(), Set.of(gone), changes);
            if (after instanceof Assigned.Found found) {
                assertThat(givenUp(before.panels(), found.panels(), gone))
                        .isLessThanOrEqualTo(changes);
                assertThat(found.panels().total(task)).isEqualTo(best.orElseThrow());
                assertThat(found.total().proven()).isTrue();
            } else {
                assertThat(best).isEmpty();
            }
        }
    }

    private static long givenUp(Panels before, Panels after, int gone) {
        return IntStream.range(0, before.experts().size())
                .mapToLong(bid ->
                        before.experts().get(bid).stream()
                                .filter(it -> it != gone && !after.has(bid, it))
                                .count())
                .sum();
    }

    /** Any small task: what a pair is worth is the loss when everything is tried without it. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void saysWhatItWouldCostToDoWithoutAPair(int seed) {
        var task = AnyTask.small(seed);
        if (!(assigner(task).largestTotal() instanceof Assigned.Found found)) {
            return;
        }
        var pair = new Pair(0, found.panels().experts().getFirst().getFirst());

        var account = assigner(task).explain(found, pair, 2);

        var all = AnyTask.all(task);
        long total = found.panels().total(task);
        var without =
                all.stream()
                        .filter(it -> !it.has(pair.bid(), pair.expert()))
                        .mapToLong(it -> total - it.total(task))
                        .min();
        assertThat(account.lossWithout()).isEqualTo(without);
        for (var other : account.others()) {
            var with =
                    all.stream()
                            .filter(it -> it.has(pair.bid(), other.expert()))
                            .mapToLong(it -> total - it.total(task))
                            .min();
            assertThat(other.loss()).isEqualTo(with);
            assertThat(other.score()).isGreaterThan(account.score());
        }
    }

    @Test
    void explainsAPairByHand() {
        // Two bids, one seat each. Both like A best; B loses less by going without A.
        var experts = List.of(new Expert("A", "X", false, 0, 1), new Expert("B", "Y", false, 0, 1));
        var bids = List.of(new Bid("one", "", 1), new Bid("two", "", 1));
        var scores = new int[][] {{9, 3}, {8, 6}};
        var task = task(experts, bids, Rules.NONE, scores);

        var found = (Assigned.Found) assigner(task).largestTotal();
        var account = assigner(task).explain(found, new Pair(1, 1), 5);

        assertThat(found.panels().experts()).isEqualTo(List.of(List.of(0), List.of(1)));
        assertThat(account.rank()).isEqualTo(2);
        assertThat(account.lossWithout()).hasValue(15 - 11);
        assertThat(account.bindings()).containsExactly(Account.Binding.MOST_LOAD);
        assertThat(account.others()).hasSize(1);
        var other = account.others().getFirst();
        assertThat(other.expert()).isZero();
        assertThat(other.reason()).isEqualTo(Account.Reason.FULL);
        assertThat(other.loss()).hasValue(15 - 11);
        assertThat(other.elsewhere()).containsExactly(0);
    }

    @Test
    void saysWhereItIsShort() {
        var experts =
                List.of(
                        new Expert("A", "X", false, 0, 1),
                        new Expert("B", "X", true, 0, 1),
                        new Expert("C", "Y", false, 0, 1));
        var two = List.of(new Bid("one", "Y", 2), new Bid("two", "", 1));

        assertThat(shortages(task(experts, two, new Rules(1, 0), new int[2][3])))
                .containsExactly(new Shortage(Shortage.Kind.ORGANISATIONS, 0, 1));
        assertThat(
                        shortages(
                                task(
                                        experts,
                                        List.of(new Bid("one", "X", 2)),
                                        Rules.NONE,
                                        new int[1][3])))
                .containsExactly(new Shortage(Shortage.Kind.ELIGIBLE, 0, 1));
        assertThat(
                        shortages(
                                task(
                                        experts,
                                        List.of(new Bid("one", "X", 1)),
                                        new Rules(9, 1),
                                        new int[1][3])))
                .containsExactly(new Shortage(Shortage.Kind.SENIOR, 0, 1));
        var four = IntStream.range(0, 4).mapToObj(it -> new Bid("b" + it, "", 1)).toList();
        assertThat(shortages(task(experts, four, Rules.NONE, new int[4][3])))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.kind()).isEqualTo(Shortage.Kind.LOAD);
                    assertThat(it.missing()).isEqualTo(1);
                });
    }

    private static List<Shortage> shortages(AssignmentTask task) {
        return ((Assigned.Impossible) assigner(task).largestTotal()).shortages();
    }

    private static AssignmentTask task(
            List<Expert> experts, List<Bid> bids, Rules rules, int[][] scores) {
        return AssignmentTask.of(
                experts, bids, List.of(), rules, (bid, expert) -> scores[bid][expert]);
    }

    /**
     * Above the size that goes to one program whole, with every rule: the way through the bound.
     */
    @Test
    void provesATaskThatNoFlowHolds() {
        var task = AnyTask.of(new Random(4), 60, 150, new Rules(1, 1), 1, 100);

        var found = (Assigned.Found) assigner(task).largestTotal();
        var inJava = flowBound(task, Solvers.inJava());

        assertThat(found.panels().faults(task)).isEmpty();
        assertThat(found.total().proven()).isTrue();
        assertThat(found.total().value()).isLessThanOrEqualTo(inJava);
    }

    private static double flowBound(AssignmentTask task, Solver solver) {
        var result = new SeatFlow(task, solver, 1, 1).solve(new Prices(task, Side.none()));
        return (double) result.worth / Prices.PARTS;
    }

    /** Any small task: without natives the same values come out. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void reachesTheSameInJavaAlone(int seed) {
        var task = AnyTask.small(seed);
        var inJava = new Assigner(task, Solvers.inJava(), LIMIT).largestTotal();
        var best = assigner(task).largestTotal();
        if (best instanceof Assigned.Found found) {
            assertThat(((Assigned.Found) inJava).total().value()).isEqualTo(found.total().value());
        } else {
            assertThat(inJava).isInstanceOf(Assigned.Impossible.class);
        }
    }

    /** One expert takes nothing any more. */
    private static final class Gone {
        static List<Expert> of(AssignmentTask task, int gone) {
            var all = new java.util.ArrayList<>(task.experts());
            var one = all.get(gone);
            all.set(
                    gone,
                    new Expert(one.id(), one.organisation(), one.senior(), 0, one.mostLoad()));
            return all;
        }
    }

    static Set<Integer> numbers(Panels panels) {
        var all = new HashSet<Integer>();
        panels.experts().forEach(all::addAll);
        return all;
    }
}
