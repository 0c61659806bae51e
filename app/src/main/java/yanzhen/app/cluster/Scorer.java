package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.ScoreCard.Gain;
import yanzhen.app.cluster.ScoreCard.Line;
import yanzhen.app.cluster.ScoreSheet.Factor;
import yanzhen.app.cluster.ScoreSheet.Item;
import yanzhen.app.cluster.ScoreSheet.Scoring;
import yanzhen.app.cluster.ScoreSheet.Step;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Amount.Between;
import yanzhen.app.rules.Amount.Known;
import yanzhen.app.rules.Amount.Missing;
import yanzhen.app.rules.Amount.Unknown;
import yanzhen.app.rules.Judgement;
import yanzhen.app.rules.Judgement.Answer;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Rule;

/** 计分: counts the points of each item, in exact fractions until the item is rounded. */
record Scorer(ScoreSheet sheet, ScoreBasis basis) {

    Line line(Item item) {
        return switch (item.scoring()) {
            case Scoring.Judged _ -> open(item, null, null, List.of());
            case Scoring.Measured it -> measured(item, it);
            case Scoring.Cases it -> cases(item, it);
        };
    }

    /** Anything from nothing to its weight. */
    private Line open(
            Item item,
            @Nullable BigFraction value,
            @Nullable BigDecimal coefficient,
            List<Missing> missing) {
        return new Line(
                item,
                value,
                coefficient,
                rounded(BigFraction.ZERO),
                rounded(Amount.exactly(item.weight())),
                missing,
                null);
    }

    private Line measured(Item item, Scoring.Measured by) {
        var amount = by.measure().value(basis.facts());
        if (by.factor() == Factor.NONE) {
            return counted(item, by, amount, null, BigFraction.ONE);
        }
        var coefficient = sheet.coefficients().of(basis.industry());
        if (coefficient == null) {
            var missing = new ArrayList<>(missing(amount));
            missing.add(new Missing(ScoreSheet.INDUSTRY, basis.facts().lastYear(), false));
            return open(item, amount instanceof Known(var value) ? value : null, null, missing);
        }
        var exact = Amount.exactly(coefficient);
        var times = by.factor() == Factor.OVER ? exact.reciprocal() : exact;
        return counted(item, by, amount, coefficient, times);
    }

    /**
     * @param times what the value is multiplied by before it is counted
     */
    private Line counted(
            Item item,
            Scoring.Measured by,
            Amount amount,
            @Nullable BigDecimal coefficient,
            BigFraction times) {
        return switch (amount) {
            case Known(var value) -> {
                var points = points(item, by, value.multiply(times));
                yield new Line(
                        item,
                        value,
                        coefficient,
                        points,
                        points,
                        List.of(),
                        gain(item, by, value, times));
            }
            case Between(var least, var most, var missing) -> {
                var one = points(item, by, least.multiply(times));
                var other = points(item, by, most.multiply(times));
                yield new Line(
                        item, null, coefficient, one.min(other), one.max(other), missing, null);
            }
            case Unknown(var missing) -> open(item, null, coefficient, missing);
        };
    }

    private static List<Missing> missing(Amount amount) {
        return switch (amount) {
            case Known _ -> List.of();
            case Between it -> it.missing();
            case Unknown(var missing) -> missing;
        };
    }

    private BigDecimal points(Item item, Scoring.Measured by, BigFraction value) {
        return rounded(
                switch (by) {
                    case Scoring.Linear it ->
                            share(it, value).multiply(Amount.exactly(item.weight()));
                    case Scoring.Steps it -> Amount.exactly(reached(it.steps(), value));
                });
    }

    /** 0 to 1. */
    private static BigFraction share(Scoring.Linear it, BigFraction value) {
        var share = value.subtract(it.zero()).divide(it.full().subtract(it.zero()));
        if (share.signum() < 0) {
            return BigFraction.ZERO;
        }
        return share.compareTo(BigFraction.ONE) > 0 ? BigFraction.ONE : share;
    }

    private static BigDecimal reached(List<Step> steps, BigFraction value) {
        return steps.stream()
                .filter(it -> value.compareTo(it.from()) >= 0)
                .map(Step::points)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /** To all points, or to those of the next step. */
    private @Nullable Gain gain(
            Item item, Scoring.Measured by, BigFraction value, BigFraction times) {
        var has = points(item, by, value.multiply(times));
        return switch (by) {
            case Scoring.Linear it ->
                    has.compareTo(item.weight()) >= 0
                            ? null
                            : gain(by, it.full().divide(times).subtract(value), item.weight(), has);
            case Scoring.Steps it ->
                    it.steps().reversed().stream()
                            .filter(step -> step.points().compareTo(has) > 0)
                            .findFirst()
                            .map(step ->
                                    gain(
                                            by,
                                            step.from().divide(times).subtract(value),
                                            step.points(),
                                            has))
                            .orElse(null);
        };
    }

    private static Gain gain(
            Scoring.Measured by, BigFraction lacking, BigDecimal points, BigDecimal has) {
        return gain(by.measure().kind(), lacking, points.subtract(has), null);
    }

    private static Gain gain(
            Kind kind, BigFraction lacking, BigDecimal points, Rule.@Nullable Comparison on) {
        boolean less = lacking.signum() < 0;
        return new Gain(kind, less ? lacking.negate() : lacking, less, points, on);
    }

    /** The first case that is met; one before it that is undecided may be met as well. */
    private Line cases(Item item, Scoring.Cases of) {
        var least = BigDecimal.ZERO;
        var most = BigDecimal.ZERO;
        var missing = new LinkedHashSet<Missing>();
        Judgement nearest = null;
        var nearestPoints = BigDecimal.ZERO;
        for (var each : of.cases()) {
            var judgement = each.when().judge(basis.facts());
            if (judgement.answer() == Answer.LACKING) {
                nearest = judgement;
                nearestPoints = each.points();
                continue;
            }
            most = most.max(each.points());
            missing.addAll(judgement.missing());
            if (judgement.answer() == Answer.MET) {
                least = each.points();
                break;
            }
        }
        boolean sure = least.compareTo(most) == 0;
        return new Line(
                item,
                null,
                null,
                rounded(Amount.exactly(least)),
                rounded(Amount.exactly(most)),
                sure ? List.of() : List.copyOf(missing),
                sure && nearest != null ? gain(nearest, nearestPoints.subtract(least)) : null);
    }

    private static @Nullable Gain gain(Judgement judgement, BigDecimal points) {
        var shortfall = judgement.shortfall();
        return shortfall == null
                ? null
                : gain(
                        shortfall.comparison().kind(),
                        shortfall.required().subtract(shortfall.found()),
                        points,
                        shortfall.comparison());
    }

    private BigDecimal rounded(BigFraction points) {
        return points.bigDecimalValue(sheet.digits(), sheet.rounding());
    }
}
