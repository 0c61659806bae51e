package yanzhen.selection.assignment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import yanzhen.selection.Proof;
import yanzhen.selection.solver.Program;
import yanzhen.selection.solver.Solver;

/**
 * A lottery among few assignments, each as likely, that hold every rule: of {@code whole} of them a
 * pair is in at most {@code part}. Chosen together by one program where the task is small. Not the
 * best of all lotteries, but there is no rule that it could not keep.
 */
final class Mixture {

    private static final int MOST = 10;
    private static final int PAIRS = 40_000;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final AssignmentTask task;
    private final Solver solver;
    private final Probability limit;
    private final Duration time;

    Mixture(AssignmentTask task, Solver solver, Probability limit, Duration time) {
        this.task = task;
        this.solver = solver;
        this.limit = limit;
        this.time = time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }

    /** Empty where the task is too large or nothing was found. */
    Optional<Lottery> expecting(double bound, long begun) {
        long pairs = (long) task.bids().size() * task.experts().size() * limit.whole();
        if (limit.whole() > MOST || pairs > PAIRS) {
            return Optional.empty();
        }
        var bids = IntStream.range(0, task.bids().size()).toArray();
        var experts = Arrays.stream(bids).mapToObj(this::eligible).toArray(int[][]::new);
        var program = new Program();
        var parts = new ArrayList<PairProgram>();
        for (int one = 0; one < limit.whole(); one++) {
            parts.add(
                    new PairProgram(task, Side.none(), bids, experts, program)
                            .forTotal()
                            .withLoads(new int[task.experts().size()], true));
        }
        limitPairs(program, parts, experts);
        var answer = solver.largest(program, time);
        var found = new ArrayList<Panels>();
        for (var part : parts) {
            part.chosen(answer).map(Panels::of).ifPresent(found::add);
        }
        boolean good =
                found.size() == limit.whole()
                        && found.stream().allMatch(it -> it.faults(task).isEmpty());
        return good ? Optional.of(lottery(found, bound, begun)) : Optional.empty();
    }

    private int[] eligible(int bid) {
        return IntStream.range(0, task.experts().size())
                .filter(it -> task.score[bid][it] >= 0)
                .toArray();
    }

    private void limitPairs(Program program, List<PairProgram> parts, int[][] experts) {
        for (int bid = 0; bid < experts.length; bid++) {
            for (int expert = 0; expert < experts[bid].length; expert++) {
                int row = program.row(0, limit.part());
                for (var part : parts) {
                    program.put(row, part.variable(bid, expert), 1);
                }
            }
        }
    }

    private Lottery lottery(List<Panels> found, double bound, long begun) {
        double expected = found.stream().mapToLong(it -> it.total(task)).average().orElse(0);
        double seconds = (System.nanoTime() - begun) / 1e9;
        var proof = new Proof(expected, Math.max(bound, expected), seconds);
        return Lottery.among(task, limit, found, proof);
    }
}
