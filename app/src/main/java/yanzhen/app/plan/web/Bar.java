package yanzhen.app.plan.web;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import yanzhen.app.plan.Overview;
import yanzhen.app.plan.PlanPeriod;
import yanzhen.app.plan.Progress;

/**
 * 进度图: value, target, baseline and time on one line that begins at zero and is true to scale.
 *
 * <p>All lengths are in the units of a drawing 200 wide and 22 high. The mark of time stands where
 * the value would be if it had gone from baseline to target evenly; it is left out once the plan is
 * over, for then it would lie on the target.
 *
 * @param fill length up to the value, but not beyond the target; null without a value
 * @param beyond length from the target up to the value; null unless the value is beyond
 * @param target place of the target
 * @param baseline place of the baseline; null without one
 * @param time place of the mark of time; null when there is none
 * @param tone class of the fill: good, busy or watch
 */
record Bar(
        @Nullable String fill,
        @Nullable String beyond,
        String target,
        @Nullable String baseline,
        @Nullable String time,
        String tone) {

    static final double WIDTH = 200;
    private static final double ROOM = 0.94;

    /** The picture of a line; null where the target has no number. */
    static @Nullable Bar of(Overview.Line line, PlanPeriod plan) {
        var number = line.indicator().target().number().orElse(null);
        if (number == null) {
            return null;
        }
        double target = number.doubleValue();
        var latest = line.latest().orElse(null);
        double value = latest == null ? 0 : latest.value().doubleValue();
        double scale = WIDTH * ROOM / Math.max(target, value);
        var baseline = line.indicator().baselineValue().filter(it -> it.signum() > 0).orElse(null);
        return new Bar(
                latest == null ? null : length(Math.min(value, target) * scale),
                latest != null && value > target ? length((value - target) * scale) : null,
                length(target * scale),
                baseline == null ? null : length(baseline.doubleValue() * scale),
                latest == null ? null : time(line, plan, target, scale),
                tone(line.progress()));
    }

    private static @Nullable String time(
            Overview.Line line, PlanPeriod plan, double target, double scale) {
        var baseline = line.indicator().baselineValue().map(BigDecimal::doubleValue).orElse(null);
        var share = line.latest().map(it -> plan.timeShare(it.day()).doubleValue()).orElse(1.0);
        return baseline == null || share >= 1
                ? null
                : length((baseline + (target - baseline) * share) * scale);
    }

    private static String tone(Progress progress) {
        return switch (progress) {
            case Progress.Met _ -> "good";
            case Progress.Over _ -> "good";
            case Progress.OnTheWay _ -> "watch";
            case Progress.Near _ -> "busy";
            case Progress.Placed _ -> "busy";
            case Progress.NoData _ -> "none";
            case Progress.NotJudged _ -> "none";
        };
    }

    static String length(double units) {
        return String.format(Locale.ROOT, "%.1f", units);
    }
}
