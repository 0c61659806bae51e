package yanzhen.app.plan.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * 走势图: public values at their true dates with axes, on a drawing {@value #WIDTH} wide and {@value
 * #HEIGHT} high.
 *
 * <p>The axis of values begins where the values are, at a round number, and says so by its labels;
 * steps are 1, 2 or 5 times a power of ten. Values of the same day never occur: a reading has one.
 *
 * @param years where each year ends
 * @param line in the notation of SVG polylines
 * @param target height of the target's line; null when there is no number
 * @param end where the plan ends
 */
record TrendChart(
        List<Tick> values,
        List<Tick> years,
        String line,
        List<Dot> dots,
        @Nullable String target,
        String end) {

    static final int WIDTH = 820;
    static final int HEIGHT = 250;
    private static final double LEFT = 64;
    private static final double RIGHT = 70;
    private static final double TOP = 18;
    private static final double BOTTOM = 30;
    private static final int STEPS = 4;

    /** A value to be drawn, with its words. */
    record Point(LocalDate day, BigDecimal value, String said) {}

    record Tick(String at, String label) {}

    /** One value; its label is left out where it would lie on the next. */
    record Dot(String x, String y, String said, String day, boolean labelled) {}

    /** Size of the drawing, for the template. */
    public int width() {
        return WIDTH;
    }

    public int height() {
        return HEIGHT;
    }

    public String left() {
        return Bar.length(LEFT);
    }

    public String right() {
        return Bar.length(WIDTH - RIGHT);
    }

    public String bottom() {
        return Bar.length(HEIGHT - BOTTOM);
    }

    /** The picture; null when there is no value to show. */
    static @Nullable TrendChart of(
            List<Point> points,
            @Nullable BigDecimal target,
            LocalDate from,
            LocalDate planEnd,
            LocalDate until) {
        if (points.isEmpty()) {
            return null;
        }
        double low = points.stream().mapToDouble(it -> it.value.doubleValue()).min().orElse(0);
        double high = points.stream().mapToDouble(it -> it.value.doubleValue()).max().orElse(1);
        if (target != null) {
            low = Math.min(low, target.doubleValue());
            high = Math.max(high, target.doubleValue());
        }
        double step = step(high > low ? high - low : Math.max(Math.abs(high), 1) / STEPS);
        var axes =
                new Axes(
                        Math.floor(low / step) * step,
                        Math.ceil(high / step + 1e-9) * step,
                        from,
                        until);
        return new TrendChart(
                ticks(axes, step),
                years(axes),
                points.stream()
                        .map(it -> axes.x(it.day) + "," + axes.y(it.value.doubleValue()))
                        .collect(Collectors.joining(" ")),
                dots(points, axes),
                target == null ? null : axes.y(target.doubleValue()),
                axes.x(planEnd));
    }

    /** 1, 2 or 5 times a power of ten, so that about four steps cover the range. */
    private static double step(double range) {
        double rough = range / STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double share = rough / power;
        return power * (share > 5 ? 10 : share > 2 ? 5 : share > 1 ? 2 : 1);
    }

    private static List<Tick> ticks(Axes axes, double step) {
        var ticks = new ArrayList<Tick>();
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        for (double value = axes.low; value <= axes.high + step / 2; value += step) {
            ticks.add(new Tick(axes.y(value), Words.number(BigDecimal.valueOf(value), decimals)));
        }
        return ticks;
    }

    /** A year stands where it ends, for that is the day for which most figures are given. */
    private static List<Tick> years(Axes axes) {
        return IntStream.rangeClosed(axes.from.getYear(), axes.until.getYear())
                .mapToObj(year -> LocalDate.of(year, 12, 31))
                .filter(end -> !end.isBefore(axes.from) && !end.isAfter(axes.until))
                .map(end -> new Tick(axes.x(end), String.valueOf(end.getYear())))
                .toList();
    }

    /** A label is left out where it would lie on the one before. */
    private static List<Dot> dots(List<Point> points, Axes axes) {
        var dots = new ArrayList<Dot>();
        double lastLabel = Double.NEGATIVE_INFINITY;
        for (int at = points.size() - 1; at >= 0; at--) {
            var point = points.get(at);
            double x = axes.place(point.day);
            boolean labelled = at == points.size() - 1 || lastLabel - x > 58;
            if (labelled) {
                lastLabel = x;
            }
            dots.addFirst(
                    new Dot(
                            axes.x(point.day),
                            axes.y(point.value.doubleValue()),
                            point.said,
                            point.day.toString(),
                            labelled));
        }
        return dots;
    }

    private record Axes(double low, double high, LocalDate from, LocalDate until) {

        double place(LocalDate day) {
            double days = Math.max(1, ChronoUnit.DAYS.between(from, until));
            double share = Math.clamp(ChronoUnit.DAYS.between(from, day) / days, 0, 1);
            return LEFT + share * (WIDTH - LEFT - RIGHT);
        }

        String x(LocalDate day) {
            return Bar.length(place(day));
        }

        String y(double value) {
            double share = high > low ? (value - low) / (high - low) : 0.5;
            return Bar.length(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM));
        }
    }
}
