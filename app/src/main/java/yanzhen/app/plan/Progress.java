package yanzhen.app.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 进度: where a value stands against its target. States without a number are states of their own.
 *
 * <p>Two shares are used. {@code completion} is value over target. {@code way} is the share of the
 * way from the baseline to the target; it is empty where there is no baseline. Both are rounded to
 * six digits; states are decided on the exact values before rounding.
 */
public sealed interface Progress {

    /** 已达到: the value is exactly what was asked for. */
    record Met(BigDecimal completion) implements Progress {}

    /** 超过目标: more than was asked for. Neither a fault nor a reason to stop showing it. */
    record Over(BigDecimal completion) implements Progress {}

    /**
     * 推进中: not there yet.
     *
     * @param timeShare share of the plan's time gone by when the value was so, 0 to 1
     */
    record OnTheWay(BigDecimal completion, Optional<BigDecimal> way, BigDecimal timeShare)
            implements Progress {

        /** Whether the way made is at least the time gone; empty without a baseline. */
        public Optional<Boolean> inStep() {
            return way.map(it -> it.compareTo(timeShare) >= 0);
        }
    }

    /**
     * 接近程度 of a target that says 左右: how near, on which side, and no verdict.
     *
     * @param side -1 below the number, 0 on it, 1 above it
     */
    record Near(BigDecimal completion, Optional<BigDecimal> way, BigDecimal timeShare, int side)
            implements Progress {}

    /**
     * 位次 among a comparator set.
     *
     * @param rank 1 for the largest value
     * @param among members of the set that have a value, this one included
     * @param within last place that is read as leading
     */
    record Placed(int rank, int among, int within) implements Progress {
        public boolean leading() {
            return rank <= within;
        }
    }

    /** 无数据: there is no value. This is not zero. */
    record NoData() implements Progress {}

    /** 不作判断: there is a value, but nothing to judge it by: no comparator set is known. */
    record NotJudged() implements Progress {}

    int DIGITS = 6;

    /**
     * Compares a value with its target.
     *
     * @param value what was read; null when there is none
     * @param baseline value at the start of the plan; null when there is none
     * @param day the day that the value is about
     */
    static Progress of(
            Target target,
            @Nullable BigDecimal value,
            @Nullable BigDecimal baseline,
            PlanPeriod plan,
            LocalDate day) {
        if (value == null) {
            return new NoData();
        }
        return switch (target) {
            case Target.About(var number) -> near(number, value, baseline, plan.timeShare(day));
            case Target.AtLeast(var number) ->
                    judged(number, value, baseline, plan.timeShare(day), false);
            case Target.Reach(var number) ->
                    judged(number, value, baseline, plan.timeShare(day), false);
            case Target.MoreThan(var number) ->
                    judged(number, value, baseline, plan.timeShare(day), true);
            case Target.AmongLeaders _ -> new NotJudged();
        };
    }

    /** Compares a place with the places that count as leading. */
    static Progress ofRank(Target.AmongLeaders target, int rank, int among) {
        return new Placed(rank, among, target.within());
    }

    private static Progress judged(
            BigDecimal target,
            BigDecimal value,
            @Nullable BigDecimal baseline,
            BigDecimal timeShare,
            boolean mustExceed) {
        int side = value.compareTo(target);
        if (side > 0) {
            return new Over(share(value, target));
        }
        if (side == 0 && !mustExceed) {
            return new Met(share(value, target));
        }
        return new OnTheWay(share(value, target), way(target, value, baseline), timeShare);
    }

    private static Progress near(
            BigDecimal target,
            BigDecimal value,
            @Nullable BigDecimal baseline,
            BigDecimal timeShare) {
        return new Near(
                share(value, target),
                way(target, value, baseline),
                timeShare,
                value.compareTo(target));
    }

    private static Optional<BigDecimal> way(
            BigDecimal target, BigDecimal value, @Nullable BigDecimal baseline) {
        if (baseline == null || target.compareTo(baseline) == 0) {
            return Optional.empty();
        }
        return Optional.of(share(value.subtract(baseline), target.subtract(baseline)));
    }

    private static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, DIGITS, RoundingMode.HALF_UP);
    }
}
