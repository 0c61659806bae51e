package yanzhen.selection.assignment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import yanzhen.selection.solver.Answer;
import yanzhen.selection.solver.Solver;

/**
 * The assignment of largest total under all rules.
 *
 * <p>First as a flow ({@link SeatFlow}). Where that keeps every rule, it is the optimum. Otherwise
 * rules that it broke are weighed into the scores (Lagrange multipliers: each value of the flow
 * bounds the total from above; a broken rule's multiplier grows, that of a kept one shrinks), a
 * program of yes or no over the bids in trouble mends the flow, and a last program closes the gap
 * over those pairs alone whose price could make up for it (fixing by reduced costs; Dantzig,
 * Fulkerson and Johnson 1954): every pair left out would cost more than the gap. What time does not
 * suffice for shows as a bound above the total.
 */
final class Search {

    /** Tasks of so many pairs and fewer go to the program whole. */
    private static final int SMALL = 6_000;

    /** More pairs than this no program is asked about. */
    private static final int LARGE = 400_000;

    private static final int ROUNDS = 24;
    private static final int MENDED = 60;

    private final AssignmentTask task;
    private final Solver solver;
    private final long deadline;
    private final Side side;
    private final SeatFlow flow;
    private final Prices prices;
    private final HashMap<Long, Double> step = new HashMap<>();

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
        flow = new SeatFlow(task, solver, 1, 1);
        prices = new Prices(task, side);
        tightest = prices;
    }

    Found run() {
        if (side.leastKept() > 0) {
            prices.keeping =
                    2L
                            * Prices.PARTS
                            * (1
                                    + Arrays.stream(task.score)
                                            .parallel()
                                            .mapToInt(row -> Arrays.stream(row).max().orElse(0))
                                            .max()
                                            .orElse(0));
        }
        for (int round = 0; round < ROUNDS && total < bound; round++) {
            var result = flow.solve(prices);
            if (!result.isFull()) {
                return new Found(
                        Optional.empty(), -1, new Shortages(task, side).of(flow), List.of());
            }
            look(result);
            if (total >= bound || System.nanoTime() > deadline) {
                break;
            }
            if (size() <= SMALL) {
                return whole();
            }
            if (round % 6 == 2 && best.isEmpty()) {
                mend(result);
            }
            if (!weigh(result.chosen(task.bids().size()))) {
                break;
            }
        }
        if (total < bound && best.isEmpty() && tight != null) {
            mend(tight);
        }
        if (total < bound) {
            close();
        }
        return new Found(best, bound, List.of(), troubled);
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
                        sum(bid, chosen[bid]) < side.floor(bid) || !crowded(chosen[bid]).isEmpty())
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

    /** Organisations with too many on a panel. */
    private List<Integer> crowded(int[] panel) {
        if (!task.limitsOrganisations()) {
            return List.of();
        }
        var many = new HashMap<Integer, Integer>();
        var crowded = new ArrayList<Integer>();
        for (int expert : panel) {
            int organisation = task.organisation[expert];
            if (many.merge(organisation, 1, Integer::sum) == task.rules().mostOfOne() + 1) {
                crowded.add(organisation);
            }
        }
        return crowded;
    }

    /** Moves the multipliers; whether any moved. */
    private boolean weigh(int[][] chosen) {
        boolean moved = false;
        for (int bid = 0; bid < chosen.length; bid++) {
            moved |= weighFloor(bid, chosen[bid]);
            moved |= weighOrganisations(bid, chosen[bid]);
        }
        if (side.leastKept() > 0) {
            moved |= weighKept(kept(chosen));
        }
        return moved;
    }

    private boolean weighFloor(int bid, int[] panel) {
        long floor = side.floor(bid);
        if (floor == 0) {
            return false;
        }
        long sum = sum(bid, panel);
        long before = prices.weight[bid];
        double first = Prices.PARTS * Math.max(0.25, (double) (floor - sum) / Math.max(1, sum));
        prices.weight[bid] = moved(key(bid, -1), before, sum < floor, sum > floor, first);
        return prices.weight[bid] != before;
    }

    private boolean weighOrganisations(int bid, int[] panel) {
        var here = prices.costs.get(bid);
        var crowded = crowded(panel);
        if (here == null && crowded.isEmpty()) {
            return false;
        }
        var all = new TreeSet<Integer>(crowded);
        if (here != null) {
            all.addAll(here.keySet());
        }
        boolean moved = false;
        for (int organisation : all) {
            moved |= weighOrganisation(bid, panel, organisation, crowded.contains(organisation));
        }
        return moved;
    }

    private boolean weighOrganisation(int bid, int[] panel, int organisation, boolean crowded) {
        long many =
                Arrays.stream(panel).filter(it -> task.organisation[it] == organisation).count();
        var costs = prices.costs.computeIfAbsent(bid, _ -> new HashMap<>());
        long before = costs.getOrDefault(organisation, 0L);
        double mean = (double) Prices.PARTS * sum(bid, panel) / Math.max(1, panel.length);
        long after =
                moved(
                        key(bid, organisation),
                        before,
                        crowded,
                        many < task.rules().mostOfOne(),
                        mean / 8 + 1);
        costs.put(organisation, after);
        return after != before;
    }

    private boolean weighKept(int kept) {
        long before = prices.keeping;
        prices.keeping =
                moved(
                        key(-1, -1),
                        before,
                        kept < side.leastKept(),
                        kept > side.leastKept(),
                        before / 2.0 + 1);
        return prices.keeping != before;
    }

    private static long key(int bid, int organisation) {
        return ((long) bid << 32) ^ (organisation & 0xffffffffL);
    }

    /**
     * Up by a step that grows where the rule stays broken, down by half of it where there is room.
     */
    private long moved(long key, long value, boolean broken, boolean room, double first) {
        double now = step.getOrDefault(key, first);
        if (broken) {
            step.put(key, now * 1.5);
            return value + Math.max(1, Math.round(now));
        }
        if (room && value > 0) {
            step.put(key, now / 2);
            return Math.max(0, value - Math.max(1, Math.round(now / 2)));
        }
        return value;
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

    /**
     * Chooses anew for the bids in trouble and for bids that hold experts whom these would like;
     * the others keep theirs.
     */
    private void mend(SeatFlow.Result result) {
        var chosen = result.chosen(task.bids().size());
        var free = new TreeSet<Integer>(troubled(chosen));
        if (free.isEmpty() || side.leastKept() > kept(chosen)) {
            return;
        }
        int core = free.size();
        addHolders(free, chosen, core + MENDED);
        var bids = free.stream().mapToInt(it -> it).toArray();
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
        var experts = Arrays.stream(bids).mapToObj(it -> around(it, result)).toArray(int[][]::new);
        var program =
                new PairProgram(task, side, bids, experts)
                        .forTotal()
                        .withLoads(used, true)
                        .keeping(side.leastKept() - keptOutside);
        if (program.pairs() > LARGE) {
            return;
        }
        program.chosen(program.solve(solver, rest().dividedBy(3)))
                .ifPresent(mended -> {
                    for (int at = 0; at < bids.length; at++) {
                        chosen[bids[at]] = mended[at];
                    }
                    offer(chosen);
                });
    }

    /** The bids that hold experts whom the bids in trouble would like best. */
    private void addHolders(Set<Integer> free, int[][] chosen, int most) {
        var liked = new BitSet();
        for (int bid : free) {
            var score = task.score[bid];
            var worth = new long[score.length];
            Arrays.setAll(worth, it -> score[it]);
            for (int expert :
                    Best.of(worth, 2 * task.bids().get(bid).need() + 4, it -> worth[it] >= 0)) {
                liked.set(expert);
            }
        }
        for (int bid = 0; bid < chosen.length && free.size() < most; bid++) {
            if (Arrays.stream(chosen[bid]).anyMatch(liked::get)) {
                free.add(bid);
            }
        }
    }

    /** Candidates of the flow, and the best by score. */
    private int[] around(int bid, SeatFlow.Result result) {
        var worth = new long[task.experts().size()];
        tightest.fill(bid, worth);
        flow.gains(bid, worth, result.net, result.price);
        return IntStream.concat(
                        Arrays.stream(Best.of(worth, 40, it -> worth[it] != Prices.NEVER)),
                        Arrays.stream(flow.candidates(bid)))
                .distinct()
                .sorted()
                .toArray();
    }

    /** A program over those pairs that a better assignment could differ in. */
    private void close() {
        var flows = tight;
        if (flows == null) {
            return;
        }
        long gap = best.isEmpty() ? Long.MAX_VALUE : (bound - total) * Prices.PARTS + Prices.PARTS;
        var chosen = flows.chosen(task.bids().size());
        var bids = IntStream.range(0, task.bids().size()).toArray();
        var experts = new int[bids.length][];
        var used = new int[task.experts().size()];
        boolean complete = gap != Long.MAX_VALUE;
        long pairs = 0;
        for (int bid : bids) {
            experts[bid] = complete ? within(bid, chosen[bid], gap, flows) : around(bid, flows);
            pairs += experts[bid].length;
        }
        if (pairs > LARGE) {
            complete = false;
            for (int bid : bids) {
                experts[bid] = around(bid, flows);
            }
        }
        var program =
                new PairProgram(task, side, bids, experts)
                        .forTotal()
                        .withLoads(used, true)
                        .keeping(side.leastKept());
        if (!best.isEmpty()) {
            program.above(total);
        }
        if (program.pairs() > LARGE) {
            return;
        }
        var answer = program.solve(solver, rest());
        program.chosen(answer).ifPresent(this::offer);
        if (complete && answer.end() == Answer.End.IMPOSSIBLE) {
            bound = total;
        } else if (complete) {
            lower(answer);
        }
    }

    /** Pairs that are in use, or would lose no more than the gap. */
    private int[] within(int bid, int[] chosen, long gap, SeatFlow.Result flows) {
        var worth = new long[task.experts().size()];
        tightest.fill(bid, worth);
        flow.gains(bid, worth, flows.net, flows.price);
        var inUse = new BitSet();
        Arrays.stream(chosen).forEach(inUse::set);
        return IntStream.range(0, worth.length)
                .filter(it -> worth[it] != Prices.NEVER && (inUse.get(it) || worth[it] >= -gap))
                .toArray();
    }
}
