package yanzhen.selection.assignment;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import yanzhen.selection.solver.Answer;
import yanzhen.selection.solver.Program;
import yanzhen.selection.solver.Solver;

/**
 * The assignment, or a part of it, as yes or no for each of some pairs: holds every rule, at the
 * price of a search. Other bids keep their experts.
 */
final class PairProgram {

    private static final double NO_END = Double.POSITIVE_INFINITY;

    private final AssignmentTask task;
    private final Side side;
    private final int[] bids;
    private final int[][] experts;
    private final int[][] variable;
    private final Program program;

    /**
     * A program of these pairs.
     *
     * @param bids whose experts are chosen
     * @param experts for each of these bids, who may be chosen
     */
    PairProgram(AssignmentTask task, Side side, int[] bids, int[][] experts) {
        this(task, side, bids, experts, new Program());
    }

    /** The same as a part of a larger program. */
    PairProgram(AssignmentTask task, Side side, int[] bids, int[][] experts, Program program) {
        this.program = program;
        this.task = task;
        this.side = side;
        this.bids = bids;
        this.experts = experts;
        variable = new int[bids.length][];
    }

    /** Makes the sum of the scores large. */
    PairProgram forTotal() {
        return forTotal((bid, expert) -> task.score[bid][expert]);
    }

    /** What a pair is worth. */
    @FunctionalInterface
    interface Worth {
        double of(int bid, int expert);
    }

    PairProgram forTotal(Worth worth) {
        for (int at = 0; at < bids.length; at++) {
            int bid = bids[at];
            variable[at] =
                    Arrays.stream(experts[at])
                            .map(it -> program.choice(worth.of(bid, it)))
                            .toArray();
            bidRows(at);
        }
        return this;
    }

    private void bidRows(int at) {
        int bid = bids[at];
        int need = program.row(task.bids().get(bid).need(), task.bids().get(bid).need());
        int senior =
                task.rules().leastSenior() == 0
                        ? -1
                        : program.row(task.rules().leastSenior(), NO_END);
        int floor = side.floor(bid) == 0 ? -1 : program.row((double) side.floor(bid), NO_END);
        for (int of = 0; of < experts[at].length; of++) {
            int expert = experts[at][of];
            program.put(need, variable[at][of], 1);
            if (senior >= 0 && task.experts().get(expert).senior()) {
                program.put(senior, variable[at][of], 1);
            }
            if (floor >= 0 && task.score[bid][expert] > 0) {
                program.put(floor, variable[at][of], task.score[bid][expert]);
            }
        }
        organisationRows(at);
    }

    private void organisationRows(int at) {
        if (!task.limitsOrganisations()) {
            return;
        }
        var many = new HashMap<Integer, Integer>();
        for (int expert : experts[at]) {
            many.merge(task.organisation[expert], 1, Integer::sum);
        }
        var rows = new HashMap<Integer, Integer>();
        for (int of = 0; of < experts[at].length; of++) {
            int organisation = task.organisation[experts[at][of]];
            if (many.getOrDefault(organisation, 0) > task.rules().mostOfOne()) {
                int row =
                        rows.computeIfAbsent(
                                organisation, _ -> program.row(0, task.rules().mostOfOne()));
                program.put(row, variable[at][of], 1);
            }
        }
    }

    /** Holds loads; bids outside of the program use up what is given. */
    PairProgram withLoads(int[] used, boolean least) {
        var rows = new int[task.experts().size()];
        Arrays.fill(rows, -1);
        for (int expert = 0; expert < rows.length; expert++) {
            var limits = task.experts().get(expert);
            if (least && limits.leastLoad() > used[expert]) {
                rows[expert] = loadRow(expert, used, true);
            }
        }
        for (int at = 0; at < bids.length; at++) {
            for (int of = 0; of < experts[at].length; of++) {
                int expert = experts[at][of];
                if (rows[expert] < 0) {
                    rows[expert] = loadRow(expert, used, least);
                }
                program.put(rows[expert], variable[at][of], 1);
            }
        }
        return this;
    }

    private int loadRow(int expert, int[] used, boolean least) {
        var limits = task.experts().get(expert);
        return program.row(
                least ? Math.max(0, limits.leastLoad() - used[expert]) : 0,
                limits.mostLoad() - used[expert]);
    }

    /** Holds how many of the pairs to be kept are kept by these bids at least. */
    PairProgram keeping(int least) {
        if (least > 0) {
            int row = program.row(least, NO_END);
            for (int at = 0; at < bids.length; at++) {
                for (int of = 0; of < experts[at].length; of++) {
                    if (side.kept(bids[at]).get(experts[at][of])) {
                        program.put(row, variable[at][of], 1);
                    }
                }
            }
        }
        return this;
    }

    /** Holds that the sum of the scores is more than this. */
    PairProgram above(long total) {
        int row = program.row((double) (total + 1), NO_END);
        for (int at = 0; at < bids.length; at++) {
            for (int of = 0; of < experts[at].length; of++) {
                program.put(row, variable[at][of], task.score[bids[at]][experts[at][of]]);
            }
        }
        return this;
    }

    /** Makes the least of the bids' measures large instead of the sum. */
    PairProgram forWorst(Worst by, long unit, long most) {
        int least = program.whole(0, (double) most, 1);
        forTotal((_, _) -> 0);
        for (int at = 0; at < bids.length; at++) {
            int row = program.row(0, NO_END);
            long factor = by.factor(task.bids().get(bids[at]), unit);
            for (int of = 0; of < experts[at].length; of++) {
                double score = task.score[bids[at]][experts[at][of]];
                program.put(row, variable[at][of], score * (double) factor);
            }
            program.put(row, least, -1);
        }
        return this;
    }

    /** The variable of a pair, by the places of bid and expert. */
    int variable(int bid, int expert) {
        return variable[bid][expert];
    }

    int pairs() {
        return program.size();
    }

    Answer solve(Solver solver, Duration limit) {
        return solver.largest(program, limit);
    }

    /** The experts of each bid of the program; empty when one rule was lost in rounding. */
    Optional<int[][]> chosen(Answer answer) {
        if (!answer.found()) {
            return Optional.empty();
        }
        var chosen = new int[bids.length][];
        for (int at = 0; at < bids.length; at++) {
            int here = at;
            chosen[at] =
                    IntStream.range(0, experts[at].length)
                            .filter(of -> answer.isChosen(variable[here][of]))
                            .map(of -> experts[here][of])
                            .toArray();
        }
        return Optional.of(chosen);
    }

    List<Integer> bids() {
        return Arrays.stream(bids).boxed().toList();
    }
}
