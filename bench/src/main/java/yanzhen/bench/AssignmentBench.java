package yanzhen.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import yanzhen.selection.Proof;
import yanzhen.selection.assignment.Assigned;
import yanzhen.selection.assignment.Assigner;
import yanzhen.selection.assignment.Lottery;
import yanzhen.selection.assignment.Probability;
import yanzhen.selection.assignment.Rules;
import yanzhen.selection.assignment.Worst;
import yanzhen.selection.solver.Solvers;

/** Assignments of made-up reviews beside going down the scores; one line for each. */
public final class AssignmentBench {

    private AssignmentBench() {}

    /**
     * Measures.
     *
     * @param arguments bids, experts, seconds allowed, seed, and how scores come about
     */
    public static void main(String[] arguments) {
        int bids = Integer.parseInt(arguments[0]);
        int experts = Integer.parseInt(arguments[1]);
        var limit = Duration.ofSeconds(Long.parseLong(arguments[2]));
        long seed = Long.parseLong(arguments[3]);
        for (var kind : kinds(arguments)) {
            for (var rules : new Rules[] {Rules.NONE, new Rules(1, 1)}) {
                measure(MadeUpReview.of(bids, experts, kind, rules, seed), limit, kind);
            }
        }
    }

    private static List<MadeUpReview.Kind> kinds(String... arguments) {
        return Arrays.stream(arguments)
                .skip(4)
                .map(it -> MadeUpReview.Kind.valueOf(it.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static void measure(MadeUpReview review, Duration limit, MadeUpReview.Kind kind) {
        var task = review.task();
        var assigner = new Assigner(task, Solvers.best(), limit);
        var name =
                "%d × %d, %s, %s"
                        .formatted(
                                task.bids().size(),
                                task.experts().size(),
                                kind,
                                task.rules().equals(Rules.NONE) ? "no rules" : "rules");
        long begun = System.nanoTime();
        var greedy = review.greedy();
        line(
                name,
                "baseline: down the scores, without the senior rule",
                "%d (worst %d, %d seats empty)"
                        .formatted(greedy.total(), greedy.worst(), greedy.empty()),
                "",
                (System.nanoTime() - begun) / 1e9);
        begun = System.nanoTime();
        switch (assigner.largestTotal()) {
            case Assigned.Found found -> line(name, "total", begun, found.total());
            case Assigned other -> line(name, "total", "none", other.toString(), 0);
        }
        begun = System.nanoTime();
        switch (assigner.bestWorst(Worst.SUM)) {
            case Assigned.Found found -> {
                line(name, "best worst", begun, found.worst().orElseThrow());
                line(name, "… then total", begun, found.total());
            }
            case Assigned other -> line(name, "best worst", "none", other.toString(), 0);
        }
        begun = System.nanoTime();
        if (assigner.lottery(Probability.of(0.5)) instanceof Lottery.Outcome.Ready(var lottery)) {
            line(name, "random, q = 0.5", begun, lottery.expectedTotal());
            begun = System.nanoTime();
            var panels = lottery.draw("bench");
            line(
                    name,
                    "… one draw",
                    String.valueOf(panels.total(task)),
                    panels.faults(task).isEmpty() ? "keeps all" : "BROKEN",
                    (System.nanoTime() - begun) / 1e9);
        } else {
            line(name, "random, q = 0.5", "none", "", (System.nanoTime() - begun) / 1e9);
        }
    }

    private static void line(String name, String what, long begun, Proof proof) {
        line(
                name,
                what,
                "%.1f".formatted(proof.value()),
                proof.proven()
                        ? "proven"
                        : "bound %.1f, gap %.4f %%".formatted(proof.bound(), 100 * proof.gap()),
                (System.nanoTime() - begun) / 1e9);
    }

    private static void line(String name, String what, String value, String proof, double seconds) {
        System.out.printf(
                Locale.ROOT, "| %s | %s | %s | %s | %.2f |%n", name, what, value, proof, seconds);
    }
}
