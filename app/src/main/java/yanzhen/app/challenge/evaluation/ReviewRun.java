package yanzhen.app.challenge.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import yanzhen.selection.assignment.Assigned;
import yanzhen.selection.assignment.Assigner;
import yanzhen.selection.assignment.AssignmentTask;
import yanzhen.selection.assignment.Lottery;
import yanzhen.selection.assignment.Shortage;
import yanzhen.selection.assignment.Worst;
import yanzhen.selection.solver.Solvers;

/** The variants of one assignment. */
final class ReviewRun {

    private static final int SHOWN = 20;

    /** The draw that is shown. */
    private static final String SEED = "yanzhen";

    private final ReviewCase of;
    private final AssignmentTask task;
    private final ReviewOptions options;
    private final Assigner assigner;

    ReviewRun(ReviewCase of, ReviewOptions options) {
        this.of = of;
        this.options = options;
        task = of.task();
        assigner = new Assigner(task, Solvers.best(), options.limit());
    }

    Map<String, Object> row() {
        var row = new LinkedHashMap<String, Object>();
        row.put("instance", of.name());
        row.put("experts", task.experts().size());
        row.put("bids", task.bids().size());
        row.put("seats", task.bids().stream().mapToInt(it -> it.need()).sum());
        var variants = new ArrayList<Map<String, Object>>();
        variants.add(total().fields());
        variants.addAll(worst(of.worst()));
        if (of.worst() == Worst.MEAN
                && task.bids().stream().map(it -> it.need()).distinct().count() > 1) {
            variants.addAll(worst(Worst.SUM));
        }
        variants.add(random().fields());
        row.put("variants", variants);
        return row;
    }

    private @Nullable Double expected(String variant) {
        return of.expected().get(variant);
    }

    private Row total() {
        var row = Row.of(ReviewCase.TOTAL);
        return switch (assigner.largestTotal()) {
            case Assigned.Found found -> {
                double value = found.total().value() / of.unit();
                yield panels(row.proof(found.total(), of.unit()), found)
                        .expecting(expected(ReviewCase.TOTAL), value);
            }
            case Assigned other -> none(row, other);
        };
    }

    /** The best worst served bid, and the largest total with it. */
    private List<Map<String, Object>> worst(Worst by) {
        var first = Row.of(ReviewCase.WORST).with("measure", by.name().toLowerCase(Locale.ROOT));
        if (!(assigner.bestWorst(by) instanceof Assigned.Found found)) {
            return List.of(first.with("found", false).fields());
        }
        boolean known = by == of.worst();
        var worst = found.worst().orElseThrow();
        first.proof(worst, of.unit())
                .expecting(known ? expected(ReviewCase.WORST) : null, worst.value() / of.unit());
        var then =
                Row.of(ReviewCase.WORST_TOTAL)
                        .with("measure", by.name().toLowerCase(Locale.ROOT))
                        .proof(found.total(), of.unit())
                        .expecting(
                                known ? expected(ReviewCase.WORST_TOTAL) : null,
                                found.total().value() / of.unit());
        return List.of(first.fields(), panels(then, found).fields());
    }

    /** Checked once more against every rule, by other means than those of the search. */
    private Row panels(Row row, Assigned.Found found) {
        return row.with("worst_sum", found.panels().worst(task, Worst.SUM) / of.unit())
                .with("broken_rules", found.panels().faults(task));
    }

    private static Row none(Row row, Assigned other) {
        return switch (other) {
            case Assigned.Impossible(var shortages) ->
                    row.with("found", false).with("proven", true).with("why", words(shortages));
            case Assigned.Undecided(var bound) ->
                    row.with("found", false).with("proven", false).with("bound", bound);
            case Assigned.Found _ -> row;
        };
    }

    private static List<String> words(List<Shortage> shortages) {
        return shortages.stream()
                .limit(SHOWN)
                .map(it -> "%s %d, missing %d".formatted(it.kind(), it.subject(), it.missing()))
                .toList();
    }

    private Row random() {
        var limit = options.probability();
        var row = Row.of(ReviewCase.RANDOM).with("probability", limit.value());
        return switch (assigner.lottery(limit)) {
            case Lottery.Outcome.Ready(var lottery) -> {
                var proof = lottery.expectedTotal();
                var draw = lottery.draw(SEED);
                yield row.proof(proof, of.unit())
                        .with("drawn_total", draw.total(task) / of.unit())
                        .with("broken_rules", draw.faults(task))
                        .expecting(expected(ReviewCase.RANDOM), proof.value() / of.unit());
            }
            case Lottery.Outcome.Impossible(var shortages) ->
                    row.with("found", false).with("proven", true).with("why", words(shortages));
            case Lottery.Outcome.Undecided(var bound) ->
                    row.with("found", false).with("proven", false).with("bound", bound);
        };
    }
}
