package yanzhen.app.plan.web;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.plan.PublicReading;

/**
 * 走势图: public values at their true dates, on a drawing 130 wide and 34 high.
 *
 * @param points in the notation of SVG polylines
 * @param dots the points themselves, the last one apart
 * @param target height of the target's line; null when it lies outside or there is none
 * @param end where the plan ends; null when that is outside
 */
record Spark(
        String points, List<Dot> dots, Dot last, @Nullable String target, @Nullable String end) {

    record Dot(String x, String y) {}

    private static final double WIDTH = 130;
    private static final double HEIGHT = 34;
    private static final double MARGIN = 4;

    /** The picture; null when there is no value to show. */
    static @Nullable Spark of(
            List<PublicReading> history,
            @Nullable Double target,
            LocalDate from,
            LocalDate planEnd,
            LocalDate until) {
        if (history.isEmpty()) {
            return null;
        }
        double low = history.stream().mapToDouble(it -> it.value().doubleValue()).min().orElse(0);
        double high = history.stream().mapToDouble(it -> it.value().doubleValue()).max().orElse(1);
        if (target != null) {
            low = Math.min(low, target);
            high = Math.max(high, target);
        }
        var frame = new Axes(low, high, from, until);
        var dots = new ArrayList<Dot>();
        for (var reading : history) {
            dots.add(new Dot(frame.x(reading.day()), frame.y(reading.value().doubleValue())));
        }
        return new Spark(
                dots.stream().map(it -> it.x + "," + it.y).collect(Collectors.joining(" ")),
                List.copyOf(dots.subList(0, dots.size() - 1)),
                dots.getLast(),
                target == null ? null : frame.y(target),
                planEnd.isBefore(until) ? frame.x(planEnd) : null);
    }

    private record Axes(double low, double high, LocalDate from, LocalDate until) {

        String x(LocalDate day) {
            double days = ChronoUnit.DAYS.between(from, until);
            double share = ChronoUnit.DAYS.between(from, day) / Math.max(1, days);
            return Bar.length(MARGIN + Math.max(0, share) * (WIDTH - 2 * MARGIN));
        }

        String y(double value) {
            double share = high > low ? (value - low) / (high - low) : 0.5;
            return Bar.length(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN));
        }
    }
}
