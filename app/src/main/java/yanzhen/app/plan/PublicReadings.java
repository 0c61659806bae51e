package yanzhen.app.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.plan.Figure.Subject;

/**
 * 公开读数的算法: readings from the figures known at a moment.
 *
 * <p>Of several figures of one thing and one day, the one published last counts. A figure in parts
 * needs every part that its subject ever had; a quotient needs both series of one period. Whatever
 * is not complete gives no reading: half a number is not a number. A published value goes before a
 * quotient of the same day. Quotients are rounded half up to four decimals.
 */
public final class PublicReadings {

    private static final int DECIMALS = 4;

    private record Key(Subject subject, String component) {}

    private final Map<Key, List<Figure>> figures;

    private PublicReadings(Map<Key, List<Figure>> figures) {
        this.figures = figures;
    }

    /**
     * Readings from those of the figures that were known at the moment and are about no later day.
     */
    public static PublicReadings of(List<Figure> figures, AsOf asOf) {
        return new PublicReadings(
                figures.stream()
                        .filter(it -> it.knownAt(asOf.knownAt()))
                        .filter(it -> !it.asOf().isAfter(asOf.day()))
                        .collect(
                                Collectors.groupingBy(
                                        it -> new Key(it.subject(), it.component()))));
    }

    /** The latest reading of an indicator; empty where nothing complete is public. */
    public Optional<PublicReading> latest(Indicator indicator) {
        var all = history(indicator);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Every day that gives a reading, in order. */
    public List<PublicReading> history(Indicator indicator) {
        var byDay = new TreeMap<LocalDate, PublicReading>();
        published(Subject.indicator(indicator.number())).forEach(it -> byDay.put(it.day(), it));
        var ratio = indicator.ratio();
        if (ratio != null) {
            quotients(ratio).forEach(it -> byDay.putIfAbsent(it.day(), it));
        }
        return List.copyOf(byDay.values());
    }

    /** The figure of a series for a year or month, in its last vintage. */
    public Optional<Figure> of(String series, String period) {
        return column(new Key(Subject.series(series), "")).values().stream()
                .filter(it -> it.period().equals(period))
                .max(Comparator.comparing(Figure::asOf));
    }

    private List<PublicReading> published(Subject subject) {
        var components =
                figures.keySet().stream()
                        .filter(it -> it.subject().equals(subject))
                        .map(Key::component)
                        .collect(Collectors.toCollection(TreeSet::new));
        var whole = column(new Key(subject, ""));
        components.remove("");
        var byDay = new TreeMap<LocalDate, PublicReading>();
        sums(subject, List.copyOf(components).reversed()).forEach(it -> byDay.put(it.day(), it));
        whole.forEach((day, figure) -> byDay.put(day, new PublicReading.Published(figure)));
        return List.copyOf(byDay.values());
    }

    private List<PublicReading> sums(Subject subject, List<String> components) {
        if (components.isEmpty()) {
            return List.of();
        }
        var columns = components.stream().map(it -> column(new Key(subject, it))).toList();
        return columns.getFirst().keySet().stream()
                .filter(day -> columns.stream().allMatch(it -> it.containsKey(day)))
                .map(day -> columns.stream().map(it -> at(it, day)).toList())
                .map(PublicReadings::sum)
                .toList();
    }

    private static PublicReading sum(List<Figure> parts) {
        var value = parts.stream().map(Figure::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new PublicReading.RawSum(value, parts);
    }

    private List<PublicReading> quotients(Indicator.Ratio ratio) {
        return column(new Key(Subject.series(ratio.numerator()), "")).values().stream()
                .flatMap(numerator ->
                        of(ratio.denominator(), numerator.period())
                                .filter(it -> it.value().signum() != 0)
                                .map(it -> quotient(numerator, it, ratio.factor()))
                                .stream())
                .toList();
    }

    private static PublicReading quotient(Figure numerator, Figure denominator, BigDecimal factor) {
        var value =
                numerator
                        .value()
                        .multiply(factor)
                        .divide(denominator.value(), DECIMALS, RoundingMode.HALF_UP);
        return new PublicReading.Quotient(value, numerator, denominator);
    }

    /** By day, each in its last vintage. */
    private Map<LocalDate, Figure> column(Key key) {
        return figures.getOrDefault(key, List.of()).stream()
                .collect(
                        Collectors.toMap(
                                Figure::asOf, it -> it, PublicReadings::later, TreeMap::new));
    }

    /** The one published last; where that is not known or equal, the one known last. */
    private static Figure later(Figure one, Figure other) {
        return Comparator.comparing(PublicReadings::publishedOn)
                                .thenComparing(Figure::knownFrom)
                                .compare(one, other)
                        >= 0
                ? one
                : other;
    }

    private static LocalDate publishedOn(Figure figure) {
        var published = figure.published();
        return published == null ? figure.asOf() : published;
    }

    private static Figure at(Map<LocalDate, Figure> column, LocalDate day) {
        return Objects.requireNonNull(column.get(day));
    }
}
