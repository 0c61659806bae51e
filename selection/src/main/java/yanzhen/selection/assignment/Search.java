package yanzhen.selection.assignment;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import yanzhen.selection.solver.Answer;
import yanzhen.selection.solver.Solver;

/**
 * The assignment of largest total under all rules.
 *
 * <p>First as a flow ({@link SeatFlow}). Where that keeps every rule, it is the optimum. Otherwise:
 *
 * <ol>
 *   <li>The bids in trouble get their experts from a small program, in which every expert costs
 *       what the flow would pay for another seat; all other bids are assigned anew around them.
 *   <li>Rules that the flow broke are weighed into the scores (Lagrange multipliers). Each value of
 *       the flow bounds the total from above; multipliers move along the subgradient with Polyak's
 *       step (1969) between the bound and the best total so far.
 *   <li>A last program closes the gap over those pairs alone whose price could make up for it
 *       (fixing by reduced costs; Dantzig, Fulkerson and Johnson 1954): every pair left out would
 *       cost more than the gap.
 * </ol>
 *
 * <p>What time does not suffice for shows as a bound above the total. Small tasks go to one program
 * whole.
 */
final class Search {

    /** Tasks of so many pairs and fewer go to the program whole. */
    private static final int SMALL = 6_000;

    /** More pairs than this no program is asked about. */
    private static final int LARGE = 100_000;

    /** Of more pairs than this, too many mostly remain to close the gap. */
    private static final int CLOSED = 4_000_000;

    /** Of so many bids at most, the best pairs go to a program where all are too many. */
    private static final int NARROWED = 1_500;

    private static final int ROUNDS = 40;

    /** Rounds without any assignment found after which there is little hope. */
    private static final int HOPELESS = 8;

    private static final int MENDINGS = 8;
    private static final int LIKED = 40;
    private static final int HOLDERS = 60;

    /**
     * Rounds without a better bound after which the step is halved, and steps that are too small.
     */
    private static final int PATIENCE = 3;

    private static final double SMALLEST = 0.02;

    private final AssignmentTask task;
    private final Solver solver;
    private final long deadline;
    private final Side side;
    private final SeatFlow flow;
    private final Prices prices;
    private final Multipliers multipliers;

    /** Nanoseconds kept for closing the gap. */
    private final long reserve;

    private long bound = Long.MAX_VALUE;
    private Prices tightest;
    private SeatFlow.@Nullable Result tight;
    private Optional<Panels> best = Optional.empty();
    private long total = -1;
    private List<Integer> troubled = List.of();

    Search(AssignmentTask task, Solver solver, Side side, long deadline) {
        this.task = task;
        this.solver = solver;
        this.side = side;
        this.deadline = deadline;
        reserve = (deadline - System.nanoTime()) / (size() > CLOSED ? 20 : 3);
        flow = new SeatFlow(task, solver, 1, 1);
        prices = new Prices(task, side);
        tightest = prices;
        multipliers = new Multipliers(task, side, prices);
    }

    Found run() {
        if (side.leastKept() > 0) {
            prices.keeping = 2L * Prices.PARTS * (1 + greatestScore());
        }
        double step = 1;
        int patience = 0;
        int mending = 0;
        for (int round = 0; round < ROUNDS && step > SMALLEST; round++) {
            var result = flow.solve(prices);
            if (!result.isFull()) {
                return new Found(
                        Optional.empty(), -1, new Shortages(task, side).of(flow), List.of());
            }
            long before = bound;
            look(result);
            if (total >= bound || timeIsUp() || (round > HOPELESS && best.isEmpty())) {
                break;
            }
            if (size() <= SMALL) {
                return whole();
            }
            if (round == mending) {
                mend(result);
                mending = 2 * round + PATIENCE;
            }
            patience = bound < before ? 0 : patience + 1;
            if (patience == PATIENCE) {
                step /= 2;
                patience = 0;
            }
            double value = (double) (result.worth - prices.constant());
            double over = best.isEmpty() ? value / 1_000 : value - (double) total * Prices.PARTS;
            if (total >= bound
                    || !multipliers.move(result.chosen(task.bids().size()), over, step)) {
                break;
            }
        }
        if (total < bound && (!best.isEmpty() || task.bids().size() <= NARROWED)) {
            close();
        }
        return new Found(best, bound, List.of(), troubled);
    }

    private int greatestScore() {
        return Arrays.stream(task.score)
                .parallel()
                .mapToInt(row -> Arrays.stream(row).max().orElse(0))
                .max()
                .orElse(0);
    }

    private boolean timeIsUp() {
        return System.nanoTime() > deadline - reserve;
    }

    private int size() {
        return task.bids().size() * task.experts().size();
    }

    /** Takes the bound and, where it keeps all rules, the panels from a flow. */
    private void look(SeatFlow.Result result) {
        long value = Math.floorDiv(result.worth - prices.constant(), (long) Prices.PARTS);
        if (tight == null || value < bound) {
            bound = Math.min(bound, value);
            tight = result;
            tightest = prices.copy();
        }
        var chosen = result.chosen(task.bids().size());
        troubled = troubled(chosen);
        if (troubled.isEmpty() && kept(chosen) >= side.leastKept()) {
            offer(chosen);
        }
    }

    private void offer(int[][] chosen) {
        var panels = Panels.of(chosen);
        long reached = panels.total(task);
        if (reached > total && panels.faults(task).isEmpty()) {
            total = reached;
            best = Optional.of(panels);
        }
    }

    private List<Integer> troubled(int[][] chosen) {
        return IntStream.range(0, chosen.length)
                .filter(bid ->
                        sum(bid, chosen[bid]) < side.floor(bid)
                                || !Multipliers.crowded(task, chosen[bid]).isEmpty())
                .boxed()
                .toList();
    }

    private long sum(int bid, int[] panel) {
        return Arrays.stream(panel).mapToLong(it -> task.score[bid][it]).sum();
    }

    private int kept(int[][] chosen) {
        return IntStream.range(0, chosen.length)
                .map(bid -> (int) Arrays.stream(chosen[bid]).filter(side.kept(bid)::get).count())
                .sum();
    }

    /** Every pair in one program. */
    private Found whole() {
        var all = IntStream.range(0, task.bids().size()).toArray();
        var experts = Arrays.stream(all).mapToObj(this::eligible).toArray(int[][]::new);
        var program =
                new PairProgram(task, side, all, experts)
                        .forTotal()
                        .withLoads(new int[task.experts().size()], true)
                        .keeping(side.leastKept());
        var answer = program.solve(solver, rest());
        if (answer.end() == Answer.End.IMPOSSIBLE) {
            return new Found(
                    Optional.empty(),
                    -1,
                    List.of(new Shortage(Shortage.Kind.TOGETHER, -1, 1)),
                    troubled);
        }
        program.chosen(answer).ifPresent(this::offer);
        lower(answer);
        return new Found(best, bound, List.of(), troubled);
    }

    private void lower(Answer answer) {
        if (Double.isFinite(answer.bound())) {
            bound =
                    Math.max(
                            total,
                            Math.min(
                                    bound,
                                    (long)
                                            Math.floor(
                                                    answer.bound()
                                                            + 1e-6
                                                                    * Math.max(
                                                                            1,
                                                                            Math.abs(answer.bound())
                                                                                    * 1e-6)
                                                            + 1e-6)));
        }
    }

    private int[] eligible(int bid) {
        var banned = side.banned(bid);
        return IntStream.range(0, task.experts().size())
                .filter(it -> task.score[bid][it] >= 0 && !banned.get(it))
                .toArray();
    }

    private Duration rest() {
        return Duration.ofNanos(Math.max(50_000_000L, deadline - System.nanoTime()));
    }

    /** Gives experts to the bids in trouble first, and assigns the others around them. */
    private void mend(SeatFlow.Result found) {
        var result = found;
        var first = new TreeSet<Integer>(troubled(result.chosen(task.bids().size())));
        mendAmongHolders(result);
        var around = flow.copy();
        for (int times = 0; times < MENDINGS && !timeIsUp(); times++) {
            var fixed = fixed(first, result);
            if (fixed.isEmpty()) {
                return;
            }
            var plain = new Prices(task, fixed.get());
            plain.keeping = prices.keeping;
            result = around.solve(plain);
            if (!result.isFull()) {
                return;
            }
            var chosen = result.chosen(task.bids().size());
            var again = troubled(chosen);
            if (again.isEmpty() && kept(chosen) >= side.leastKept()) {
                offer(chosen);
            }
            if (!first.addAll(again)) {
                return;
            }
            mendAmongHolders(result);
        }
    }

    /**
     * Chooses anew for the bids in trouble and for some that hold experts whom these would like;
     * the others keep theirs.
     */
    private void mendAmongHolders(SeatFlow.Result result) {
        var chosen = result.chosen(task.bids().size());
        var free = new TreeSet<Integer>(troubled(chosen));
        if (free.isEmpty() || kept(chosen) < side.leastKept()) {
            return;
        }
        addHolders(free, chosen, free.size() + HOLDERS);
        var used = new int[task.experts().size()];
        int keptOutside = 0;
        for (int bid = 0; bid < chosen.length; bid++) {
            if (!free.contains(bid)) {
                for (int expert : chosen[bid]) {
                    used[expert]++;
                    keptOutside += side.kept(bid).get(expert) ? 1 : 0;
                }
            }
        }
        var bids = free.stream().mapToInt(it -> it).toArray();
        var experts =
                Arrays.stream(bids)
                        .mapToObj(it -> likedOrChosen(it, chosen[it]))
                        .toArray(int[][]::new);
        var program =
                new PairProgram(task, side, bids, experts)
                        .forTotal()
                        .withLoads(used, true)
                        .keeping(side.leastKept() - keptOutside);
        program.chosen(program.solve(solver, rest().dividedBy(8)))
                .ifPresent(mended -> {
                    for (int at = 0; at < bids.length; at++) {
                        chosen[bids[at]] = mended[at];
                    }
                    offer(chosen);
                });
    }

    private int[] likedOrChosen(int bid, int[] chosen) {
        return IntStream.concat(
                        Arrays.stream(liked(bid, new long[task.experts().size()])),
                        Arrays.stream(chosen))
                .distinct()
                .sorted()
                .toArray();
    }

    /** Adds the bids that hold experts whom the bids in trouble would like best. */
    private void addHolders(Set<Integer> free, int[][] chosen, int most) {
        var liked = new BitSet();
        for (int bid : free) {
            var score = task.score[bid];
            var worth = new long[score.length];
            Arrays.setAll(worth, it -> score[it]);
            int many = 2 * task.bids().get(bid).need() + 4;
            Arrays.stream(Best.of(worth, many, it -> worth[it] >= 0)).forEach(liked::set);
        }
        for (int bid = 0; bid < chosen.length && free.size() < most; bid++) {
            if (Arrays.stream(chosen[bid]).anyMatch(liked::get)) {
                free.add(bid);
            }
        }
    }

    /**
     * Bars all experts of these bids but those whom a program chooses; empty when it finds none.
     */
    private Optional<Side> fixed(Set<Integer> first, SeatFlow.Result result) {
        var bids = first.stream().mapToInt(it -> it).toArray();
        var costs = new long[task.experts().size()];
        for (int expert = 0; expert < costs.length; expert++) {
            costs[expert] = result.price[result.net.expertNode(expert)];
        }
        var experts = Arrays.stream(bids).mapToObj(it -> liked(it, costs)).toArray(int[][]::new);
        var program =
                new PairProgram(task, side, bids, experts)
                        .forTotal((bid, expert) -> worth(bid, expert, costs))
                        .withLoads(new int[costs.length], false);
        if (program.pairs() > LARGE) {
            return Optional.empty();
        }
        return program.chosen(program.solve(solver, rest().dividedBy(8)))
                .map(chosen -> {
                    var barred = Side.sets(task.bids().size());
                    for (int bid = 0; bid < barred.size(); bid++) {
                        barred.get(bid).or(side.banned(bid));
                    }
                    for (int at = 0; at < bids.length; at++) {
                        barred.get(bids[at]).set(0, costs.length);
                        Arrays.stream(chosen[at]).forEach(barred.get(bids[at])::clear);
                    }
                    return side.banning(barred);
                });
    }

    /** Points of a pair, less what others would pay for the expert. */
    private double worth(int bid, int expert, long[] costs) {
        long kept = side.kept(bid).get(expert) ? prices.keeping : 0;
        return task.score[bid][expert] + (double) (costs[expert] + kept) / Prices.PARTS;
    }

    /** Experts worth most to a bid at these costs, among seniors, and by score alone. */
    private int[] liked(int bid, long[] costs) {
        var eligible = new BitSet();
        Arrays.stream(eligible(bid)).forEach(eligible::set);
        var worth = new long[costs.length];
        var score = new long[costs.length];
        for (int at = 0; at < worth.length; at++) {
            worth[at] = Math.round(Prices.PARTS * worth(bid, at, costs));
            score[at] = task.score[bid][at];
        }
        IntPredicate senior = it -> eligible.get(it) && task.experts().get(it).senior();
        return Stream.of(
                        Best.of(worth, LIKED, eligible::get),
                        Best.of(worth, LIKED, senior),
                        Best.of(score, LIKED, eligible::get))
                .flatMapToInt(Arrays::stream)
                .distinct()
                .sorted()
                .toArray();
    }

    /**
     * A program over those pairs that a better assignment could differ in; where they are too many,
     * over the best of them first, which may narrow the gap.
     */
    private void close() {
        var flows = tight;
        if (flows == null) {
            return;
        }
        int bids = task.bids().size();
        if (!closed(flows, gap(), LARGE, true) && bids <= NARROWED && total < bound) {
            long before = total;
            closed(flows, gap(), bids * LIKED, false);
            if (before < total && total < bound) {
                closed(flows, gap(), LARGE, true);
            }
        }
    }

    /** Parts of a point up to which a pair may lose and still be of use. */
    private long gap() {
        return best.isEmpty() ? Long.MAX_VALUE : (bound - total + 1) * Prices.PARTS;
    }

    /** Whether it could be asked; all pairs within the gap, or the best of them. */
    private boolean closed(SeatFlow.Result flows, long gap, int most, boolean all) {
        var chosen = flows.chosen(task.bids().size());
        var bids = IntStream.range(0, task.bids().size()).toArray();
        int each = all ? task.experts().size() : most / bids.length;
        var experts =
                Arrays.stream(bids)
                        .parallel()
                        .mapToObj(it -> within(it, chosen[it], gap, flows, each))
                        .toArray(int[][]::new);
        if (all && Arrays.stream(experts).mapToLong(it -> it.length).sum() > most) {
            return false;
        }
        var program =
                new PairProgram(task, side, bids, experts)
                        .forTotal()
                        .withLoads(new int[task.experts().size()], true)
                        .keeping(side.leastKept());
        if (total >= 0) {
            program.above(total);
        }
        var answer = program.solve(solver, all ? rest() : rest().dividedBy(2));
        program.chosen(answer).ifPresent(this::offer);
        if (all && answer.end() == Answer.End.IMPOSSIBLE) {
            bound = total;
        } else if (all) {
            lower(answer);
        }
        return true;
    }

    /** Pairs that are in use, or would lose no more than the gap. */
    private int[] within(int bid, int[] chosen, long gap, SeatFlow.Result flows, int most) {
        var worth = new long[task.experts().size()];
        tightest.fill(bid, worth);
        flow.gains(bid, worth, flows.net, flows.price);
        IntPredicate near = it -> worth[it] != Prices.NEVER && worth[it] >= -gap;
        var nearest =
                most < worth.length
                        ? Arrays.stream(Best.of(worth, most, near))
                        : IntStream.range(0, worth.length).filter(near);
        return IntStream.concat(nearest, Arrays.stream(chosen)).distinct().sorted().toArray();
    }
}
