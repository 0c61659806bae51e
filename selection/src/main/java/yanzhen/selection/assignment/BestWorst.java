package yanzhen.selection.assignment;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import yanzhen.selection.Proof;
import yanzhen.selection.solver.Answer;
import yanzhen.selection.solver.Solver;

/**
 * The assignment whose worst served bid is served best, and among these of largest total.
 *
 * <p>A few critical bids decide it: those that even alone could not be served well. For these alone
 * the best worst is found by a program over each one's best experts (enough of them that the other
 * critical bids cannot take them all, which makes it exact); without the other bids it can only be
 * better, so it bounds the answer. If all bids reach it ({@link Search} with floors), it is the
 * answer. If not, the bids that did not reach it become critical too. When time is up, what was
 * reached is given with the bound.
 */
final class BestWorst {

    private static final int FIRST = 8;
    private static final int SMALL = 3_000;
    private static final int LARGE = 60_000;
    private static final int HALVINGS = 8;

    private final AssignmentTask task;
    private final Solver solver;
    private final Worst by;
    private final long unit;
    private final long begun = System.nanoTime();
    private final long limit;
    private final TreeSet<Integer> critical = new TreeSet<>();

    private long bound;
    private long reached = -1;
    private long totalBound = Long.MAX_VALUE;
    private Optional<Panels> best = Optional.empty();

    BestWorst(AssignmentTask task, Solver solver, Worst by, Duration limit) {
        this.task = task;
        this.solver = solver;
        this.by = by;
        this.limit = limit.toNanos();
        unit = by.unit(task.bids());
    }

    Assigned run() {
        var first = search(0, 0.5);
        if (first.isImpossible()) {
            return new Assigned.Impossible(first.shortages());
        }
        take(first);
        var order = byWhatTheyCouldHaveAlone();
        boolean possible = narrow(order);
        if (!possible) {
            return new Assigned.Impossible(List.of(new Shortage(Shortage.Kind.TOGETHER, -1, 1)));
        }
        halve();
        return best.<Assigned>map(this::found)
                .orElseGet(() -> new Assigned.Undecided((double) first.bound()));
    }

    private List<Integer> byWhatTheyCouldHaveAlone() {
        var alone =
                IntStream.range(0, task.bids().size()).parallel().mapToLong(this::alone).toArray();
        bound = Arrays.stream(alone).min().orElse(0);
        return IntStream.range(0, alone.length)
                .boxed()
                .sorted(Comparator.comparingLong(it -> alone[it]))
                .toList();
    }

    /** What a bid has when all others leave it its choice, in steps; no bid has more. */
    private long alone(int bid) {
        var worth = worth(bid);
        var many = new HashMap<Integer, Integer>();
        int seats = task.bids().get(bid).need();
        long sum = 0;
        for (int expert : Best.sorted(worth, it -> worth[it] >= 0)) {
            if (seats > 0
                    && many.merge(task.organisation[expert], 1, Integer::sum)
                            <= task.rules().mostOfOne()) {
                sum += worth[expert];
                seats--;
            }
            if (seats == 0) {
                break;
            }
        }
        return sum * by.factor(task.bids().get(bid), unit);
    }

    private long[] worth(int bid) {
        var score = task.score[bid];
        var worth = new long[score.length];
        for (int at = 0; at < worth.length; at++) {
            worth[at] = task.experts().get(at).mostLoad() == 0 ? -1 : score[at];
        }
        return worth;
    }

    /** Narrows the bound until it is reached, or no further; false when no assignment exists. */
    private boolean narrow(List<Integer> order) {
        int next = task.bids().size() * task.experts().size() <= SMALL ? order.size() : FIRST;
        while (reached < bound && left() > 0) {
            order.subList(0, Math.min(next, order.size())).forEach(critical::add);
            if (!boundByCritical()) {
                return false;
            }
            if (reached >= bound) {
                break;
            }
            int before = critical.size();
            var found = search(bound, 0.5);
            take(found);
            if (found.isImpossible()) {
                bound--;
            }
            critical.addAll(found.troubled().subList(0, Math.min(FIRST, found.troubled().size())));
            next = Math.min(order.size(), next * 2);
            if (critical.size() == before && before == order.size() && !found.isImpossible()) {
                break;
            }
        }
        return true;
    }

    private boolean boundByCritical() {
        boolean all = critical.size() == task.bids().size();
        var bids = critical.stream().mapToInt(it -> it).toArray();
        int seats = Arrays.stream(bids).map(it -> task.bids().get(it).need()).sum();
        var experts = Arrays.stream(bids).mapToObj(it -> enough(it, seats)).toArray(int[][]::new);
        if (Arrays.stream(experts).mapToInt(it -> it.length).sum() > LARGE) {
            return true;
        }
        var program =
                new PairProgram(task, Side.none(), bids, experts)
                        .forWorst(by, unit, bound)
                        .withLoads(new int[task.experts().size()], all);
        var answer = program.solve(solver, rest(0.5));
        if (answer.end() == Answer.End.IMPOSSIBLE) {
            return false;
        }
        if (answer.end() == Answer.End.BEST) {
            bound = Math.min(bound, Math.round(answer.bound()));
        } else if (Double.isFinite(answer.bound())) {
            bound = Math.min(bound, (long) Math.floor(answer.bound() + 1e-6));
        }
        if (all) {
            program.chosen(answer).map(Panels::of).ifPresent(this::offer);
        }
        return true;
    }

    /**
     * The best experts of a bid, so many that whoever comes after them could be replaced by one of
     * them, whatever the other seats hold.
     */
    private int[] enough(int bid, int seats) {
        int need = task.bids().get(bid).need();
        int ofOne = task.limitsOrganisations() ? task.rules().mostOfOne() : 1;
        long wanted = seats - need + (long) (need - 1) * ofOne + 1;
        var worth = worth(bid);
        var sorted = Best.sorted(worth, it -> worth[it] >= 0);
        var enough = IntStream.builder();
        prefix(sorted, wanted, _ -> true).forEach(enough::add);
        if (task.rules().leastSenior() > 0) {
            prefix(sorted, wanted, it -> task.experts().get(it).senior()).forEach(enough::add);
        }
        return enough.build().distinct().sorted().toArray();
    }

    private IntStream prefix(int[] sorted, long wanted, IntPredicate counts) {
        var many = new HashMap<Integer, Integer>();
        var taken = IntStream.builder();
        long seated = 0;
        for (int expert : sorted) {
            if (seated >= wanted) {
                break;
            }
            if (counts.test(expert)) {
                taken.add(expert);
                int of = many.merge(task.organisation[expert], 1, Integer::sum);
                seated += of <= task.rules().mostOfOne() ? 1 : 0;
            }
        }
        return taken.build();
    }

    private Found search(long steps, double share) {
        var floors = new long[task.bids().size()];
        for (int bid = 0; bid < floors.length; bid++) {
            floors[bid] = Math.ceilDiv(steps, by.factor(task.bids().get(bid), unit));
        }
        var side = steps == 0 ? Side.none() : Side.none().withFloors(floors);
        return new Search(task, solver, side, System.nanoTime() + rest(share).toNanos()).run();
    }

    private void take(Found found) {
        found.panels()
                .ifPresent(panels -> {
                    long steps = panels.worstSteps(task, by, unit);
                    if (steps > reached) {
                        offer(panels);
                        totalBound = found.bound();
                    }
                });
    }

    private void offer(Panels panels) {
        long steps = panels.worstSteps(task, by, unit);
        if (steps > reached && panels.faults(task).isEmpty()) {
            reached = steps;
            best = Optional.of(panels);
            totalBound = Long.MAX_VALUE;
        }
    }

    /** What the bound could not be, something between may. */
    private void halve() {
        long most = bound;
        for (int times = 0; times < HALVINGS && reached < most && left() > limit / 5; times++) {
            long middle = reached + (most - reached + 1) / 2;
            var found = search(middle, 0.3);
            take(found);
            if (found.isImpossible()) {
                bound = Math.min(bound, middle - 1);
            }
            if (reached < middle) {
                most = middle - 1;
            }
        }
    }

    private Assigned found(Panels panels) {
        var last = panels;
        if (totalBound == Long.MAX_VALUE || panels.total(task) < totalBound) {
            var found = search(reached, 1);
            totalBound = found.bound();
            last = found.panels().filter(it -> it.total(task) >= panels.total(task)).orElse(panels);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        var worst = new Proof((double) reached / unit, (double) bound / unit, seconds);
        return new Assigned.Found(
                last,
                Optional.of(worst),
                new Proof((double) last.total(task), (double) totalBound, seconds));
    }

    private long left() {
        return limit - (System.nanoTime() - begun);
    }

    private Duration rest(double share) {
        return Duration.ofNanos(Math.max(100_000_000L, (long) (left() * share)));
    }
}
