package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import yanzhen.app.cluster.ScoreSheet.Case;
import yanzhen.app.cluster.ScoreSheet.Factor;
import yanzhen.app.cluster.ScoreSheet.Scoring;
import yanzhen.app.cluster.ScoreSheet.Step;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Measure;
import yanzhen.app.rules.Quantity;
import yanzhen.app.rules.RuleFault;
import yanzhen.app.rules.RuleText;
import yanzhen.app.rules.Vocabulary;

/**
 * Reads how the points of an item come about; people judge where that is not written or cannot be
 * read.
 */
record ScoringReader(String file, Vocabulary vocabulary, Problems problems) {

    /** How the points of an item come about. */
    Scoring read(JsonNode it, BigDecimal weight, String place) {
        boolean spanned = it.has("zero") && it.has("full");
        boolean halfSpanned = it.has("zero") != it.has("full");
        boolean measured = it.has("measure");
        boolean stepped = it.has("steps");
        boolean fits = measured ? spanned != stepped : !it.has("coefficient") && !spanned;
        if (halfSpanned || !fits) {
            problem(place, it.path("key").asString(""), "sheet-scoring");
            return new Scoring.Judged();
        }
        var scoring =
                measured
                        ? measured(it, stepped, place)
                        : stepped
                                ? cases(it.path("steps"), place + "/steps")
                                : new Scoring.Judged();
        if (stepped) {
            checkSteps(it.path("steps"), weight, scoring, place + "/steps");
        }
        return scoring == null ? new Scoring.Judged() : scoring;
    }

    private @Nullable Scoring measured(JsonNode it, boolean stepped, String place) {
        var measure = measure(it.path("measure").asString(""), place + "/measure");
        var factor = Factor.valueOf(it.path("coefficient").asString("NONE"));
        if (stepped) {
            var steps = steps(it.path("steps"), measure, place + "/steps");
            return measure == null || steps == null
                    ? null
                    : new Scoring.Steps(measure, steps, factor);
        }
        var zero = quantity(it.path("zero").asString(""), measure, place + "/zero");
        var full = quantity(it.path("full").asString(""), measure, place + "/full");
        if (zero != null && zero.equals(full)) {
            problem(place + "/full", it.path("full").asString(""), "sheet-span");
            return null;
        }
        return measure == null || zero == null || full == null
                ? null
                : new Scoring.Linear(measure, zero, full, factor);
    }

    private @Nullable List<Step> steps(JsonNode steps, @Nullable Measure measure, String place) {
        var all = new ArrayList<Step>();
        boolean clean = true;
        int at = 0;
        for (var step : steps) {
            var here = "%s/%d".formatted(place, at++);
            if (!step.has("from") || step.has("when")) {
                problem(here, "", "sheet-step");
                clean = false;
                continue;
            }
            var from = quantity(step.path("from").asString(""), measure, here + "/from");
            if (from == null) {
                clean = false;
            } else {
                all.add(new Step(from, step.path("points").asDecimal()));
            }
        }
        return clean ? all : null;
    }

    private @Nullable Scoring cases(JsonNode steps, String place) {
        var all = new ArrayList<Case>();
        boolean clean = true;
        int at = 0;
        for (var step : steps) {
            var here = "%s/%d".formatted(place, at++);
            if (!step.has("when") || step.has("from")) {
                problem(here, "", "sheet-step");
                clean = false;
                continue;
            }
            var when =
                    ConditionsFile.check(
                            file,
                            step.path("when").asString(""),
                            here + "/when",
                            vocabulary,
                            problems);
            if (when == null) {
                clean = false;
            } else {
                all.add(new Case(when, step.path("points").asDecimal()));
            }
        }
        return clean ? new Scoring.Cases(all) : null;
    }

    /**
     * The highest brings the weight of the item, and each further one less, for a lower value: two
     * that overlap would leave open which counts.
     */
    private void checkSteps(
            JsonNode steps, BigDecimal weight, @Nullable Scoring scoring, String place) {
        int at = 0;
        BigDecimal before = null;
        for (var step : steps) {
            var points = step.path("points").asDecimal();
            var here = "%s/%d".formatted(place, at);
            if (before == null && points.compareTo(weight) != 0) {
                problem(here + "/points", plain(points), "sheet-steps-most", plain(weight));
            }
            boolean below = before == null || (points.compareTo(before) < 0 && falls(scoring, at));
            if (!below) {
                problem(
                        here,
                        step.path(step.has("from") ? "from" : "when").asString(""),
                        "sheet-steps-order");
            }
            before = points;
            at++;
        }
    }

    private static boolean falls(@Nullable Scoring scoring, int at) {
        return !(scoring instanceof Scoring.Steps(_, var steps, _))
                || steps.get(at).from().compareTo(steps.get(at - 1).from()) < 0;
    }

    private @Nullable Measure measure(String text, String place) {
        try {
            return RuleText.measure(text, vocabulary);
        } catch (RuleFault e) {
            fault(e, text, place);
            return null;
        }
    }

    /** A number of the kind that is measured. */
    private @Nullable BigFraction quantity(String text, @Nullable Measure measure, String place) {
        try {
            var quantity = RuleText.quantity(text);
            if (measure != null && quantity.kind() != measure.kind()) {
                kinds(text, measure.kind(), quantity, place);
                return null;
            }
            return quantity.number();
        } catch (RuleFault e) {
            fault(e, text, place);
            return null;
        }
    }

    private void kinds(String text, Kind measured, Quantity quantity, String place) {
        problem(place, text, "rule-kinds", "1", measured.name(), quantity.kind().name());
    }

    private void fault(RuleFault fault, String text, String place) {
        var details = new ArrayList<String>();
        details.add(String.valueOf(fault.at() + 1));
        details.addAll(fault.details());
        problem(place, text, fault.code(), details.toArray(String[]::new));
    }

    private void problem(String place, String value, String code, String... details) {
        problems.add(file, null, place, value, code, details);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
