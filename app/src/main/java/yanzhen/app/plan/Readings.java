package yanzhen.app.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.kernel.AsOf;

/** 读数: puts plan, public figures and own records together, as of a day and as known then. */
@Component
public class Readings {

    private final Plans plans;
    private final OwnRecords own;

    Readings(Plans plans, OwnRecords own) {
        this.plans = plans;
        this.own = own;
    }

    /** Where every indicator stands; empty when no plan was known at the moment. */
    @Transactional(readOnly = true)
    public Optional<Overview> overview(AsOf asOf) {
        return plans.outline(asOf.knownAt()).map(it -> overview(it, asOf));
    }

    private Overview overview(Outline outline, AsOf asOf) {
        var figures = PublicReadings.of(plans.figures(), asOf);
        var indicators = plans.indicators(asOf.knownAt());
        var counted = own.read(indicators, outline.period(), asOf, figures);
        var lines =
                indicators.stream()
                        .map(it ->
                                new Overview.Line(
                                        it,
                                        figures.history(it),
                                        progress(it, figures, outline.period(), asOf.day()),
                                        counted.getOrDefault(
                                                it.number(), new OwnReading.NoneYet())))
                        .toList();
        return new Overview(asOf, outline, lines);
    }

    private static Progress progress(
            Indicator indicator, PublicReadings figures, PlanPeriod plan, LocalDate asked) {
        var latest = figures.latest(indicator);
        return Progress.of(
                indicator.target(),
                latest.map(PublicReading::value).orElse(null),
                indicator.baselineValue().orElse(null),
                plan,
                latest.map(PublicReading::day).orElse(asked));
    }

    /** An indicator's own reading on several days, all as known at one moment. */
    @Transactional(readOnly = true)
    public List<OwnOn> ownOver(Indicator indicator, List<LocalDate> days, Instant knownAt) {
        var outline = plans.outline(knownAt);
        if (outline.isEmpty()) {
            return List.of();
        }
        var figures = plans.figures();
        return days.stream()
                .map(day -> new AsOf(day, knownAt))
                .map(it -> new OwnOn(it.day(), own(indicator, outline.get(), figures, it)))
                .toList();
    }

    private OwnReading own(Indicator indicator, Outline outline, List<Figure> figures, AsOf asOf) {
        var readings =
                own.read(
                        List.of(indicator),
                        outline.period(),
                        asOf,
                        PublicReadings.of(figures, asOf));
        return readings.getOrDefault(indicator.number(), new OwnReading.NoneYet());
    }

    /** An own reading of one day. */
    public record OwnOn(LocalDate day, OwnReading reading) {}
}
