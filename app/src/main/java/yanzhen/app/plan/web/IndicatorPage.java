package yanzhen.app.plan.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.plan.Figure;
import yanzhen.app.plan.Indicator;
import yanzhen.app.plan.Overview;
import yanzhen.app.plan.PlanPeriod;
import yanzhen.app.plan.Plans;
import yanzhen.app.plan.PublicReading;
import yanzhen.app.plan.Readings;
import yanzhen.app.plan.Series;
import yanzhen.app.plan.Threads;
import yanzhen.app.site.NotFound;

/** 指标: where it stands, how the plan words it, and what every public value rests on. */
@Controller
class IndicatorPage {

    /** All that the template may read. */
    record View(
            int number,
            String name,
            String unit,
            String group,
            String shape,
            String state,
            String tone,
            @Nullable String value,
            @Nullable String valueDay,
            @Nullable String mark,
            String target,
            boolean targetInUnit,
            @Nullable TrendChart chart,
            List<WordingLine> wordings,
            @Nullable String definition,
            @Nullable String baseline,
            @Nullable String baselinePlace,
            @Nullable String baselineNote,
            String clause,
            List<ReadingLine> readings,
            OwnWords.Own own,
            List<OwnLine> ownOver,
            boolean threads,
            @Nullable Integer previous,
            @Nullable Integer next,
            String day,
            String known,
            boolean back,
            String query) {}

    record WordingLine(String words, String place, @Nullable String interpretation) {}

    /**
     * One public reading.
     *
     * @param reached how it came about where it is not published as it is; null where it is
     */
    record ReadingLine(
            String day, String value, @Nullable String reached, List<FigureLine> figures) {}

    record FigureLine(
            String period,
            String what,
            String value,
            @Nullable String mark,
            String confidence,
            String source,
            @Nullable String url,
            @Nullable String note,
            @Nullable String published) {}

    /** The own reading of a day. */
    record OwnLine(String day, String value, String kind, String address) {}

    private final Readings readings;
    private final Plans plans;
    private final Words words;
    private final OwnWords own;
    private final Clock clock;

    IndicatorPage(Readings readings, Plans plans, Words words, OwnWords own, Clock clock) {
        this.readings = readings;
        this.plans = plans;
        this.words = words;
        this.own = own;
        this.clock = clock;
    }

    @GetMapping("/indicators/{number}")
    String show(@PathVariable int number, @ModelAttribute Asked asked, Model model, Locale locale) {
        var overview =
                readings.overview(asked.asOf(clock))
                        .orElseThrow(() -> new NotFound("indicator", number));
        var line = line(overview, number);
        model.addAttribute("view", view(line, overview, asked, locale));
        return "plan/indicator";
    }

    /** One line of the overview. */
    static Overview.Line line(Overview overview, int number) {
        return overview.lines().stream()
                .filter(it -> it.indicator().number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("indicator", number));
    }

    private View view(Overview.Line line, Overview overview, Asked asked, Locale locale) {
        var indicator = line.indicator();
        var latest = line.latest();
        var numbers = overview.lines().stream().map(it -> it.indicator().number()).toList();
        int at = numbers.indexOf(indicator.number());
        var baseline = indicator.baseline();
        return new View(
                indicator.number(),
                indicator.name().in(locale),
                Words.unit(indicator, locale),
                indicator.group().name().in(locale),
                indicator.shape().name(),
                words.progress(line.progress(), locale),
                Words.tone(line),
                latest.map(it -> Words.value(it.value(), indicator, locale)).orElse(null),
                latest.map(it -> it.day().toString()).orElse(null),
                latest.flatMap(it -> words.mark(it.qualifier(), locale)).orElse(null),
                words.target(indicator.wording(), indicator, locale),
                indicator.target().number().isPresent(),
                chart(line, overview.outline().period(), overview.asOf().day(), locale),
                wordings(indicator, locale),
                indicator.definition() == null ? null : indicator.definition().in(locale),
                baseline == null ? null : Words.value(baseline.value(), indicator, locale),
                baseline == null ? null : baseline.period() + " · " + baseline.place(),
                baseline == null || baseline.note() == null ? null : baseline.note().in(locale),
                indicator.clause(),
                readings(line, overview, locale),
                own.of(indicator, line.own(), locale),
                ownOver(line, overview, asked, locale),
                Threads.canReach(indicator),
                at > 0 ? numbers.get(at - 1) : null,
                at < numbers.size() - 1 ? numbers.get(at + 1) : null,
                overview.asOf().day().toString(),
                LocalDate.ofInstant(overview.asOf().knownAt(), clock.getZone()).toString(),
                asked.back(),
                asked.query());
    }

    private @Nullable TrendChart chart(
            Overview.Line line, PlanPeriod plan, LocalDate asked, Locale locale) {
        var indicator = line.indicator();
        return TrendChart.of(
                line.history().stream()
                        .map(it ->
                                new TrendChart.Point(
                                        it.day(),
                                        it.value(),
                                        Words.value(it.value(), indicator, locale)))
                        .toList(),
                indicator.target().number().orElse(null),
                plan.baseline().minusMonths(6),
                plan.end(),
                asked.isAfter(plan.end()) ? asked : plan.end());
    }

    private List<WordingLine> wordings(Indicator indicator, Locale locale) {
        return Stream.concat(Stream.of(indicator.wording()), indicator.others().stream())
                .map(it ->
                        new WordingLine(
                                words.target(it, indicator, locale),
                                it.place(),
                                it.interpretation() == null
                                        ? null
                                        : it.interpretation().in(locale)))
                .toList();
    }

    /** The latest first. */
    private List<ReadingLine> readings(Overview.Line line, Overview overview, Locale locale) {
        var names =
                plans.series(overview.asOf().knownAt()).stream()
                        .collect(
                                Collectors.toMap(
                                        Series::key,
                                        it ->
                                                words.say(
                                                        "figure.series",
                                                        locale,
                                                        it.name().in(locale),
                                                        it.unit().in(locale))));
        return line.history().reversed().stream()
                .map(it -> reading(it, line.indicator(), names, locale))
                .toList();
    }

    private ReadingLine reading(
            PublicReading it, Indicator indicator, Map<String, String> series, Locale locale) {
        return new ReadingLine(
                it.day().toString(),
                Words.value(it.value(), indicator, locale),
                reached(it, indicator),
                it.figures().stream().map(figure -> figure(figure, series, locale)).toList());
    }

    /** The sum or the quotient, written out. */
    private static @Nullable String reached(PublicReading it, Indicator indicator) {
        return switch (it) {
            case PublicReading.Published _ -> null;
            case PublicReading.RawSum(var value, var figures) ->
                    figures.stream()
                                    .map(figure -> Words.plain(figure.value()))
                                    .collect(Collectors.joining(" + "))
                            + " = "
                            + Words.plain(value);
            case PublicReading.Quotient(var value, var above, var below) ->
                    "%s ÷ %s%s = %s"
                            .formatted(
                                    Words.plain(above.value()),
                                    Words.plain(below.value()),
                                    indicator.ratio() == null
                                            ? ""
                                            : " × " + Words.plain(indicator.ratio().factor()),
                                    Words.plain(value));
        };
    }

    private FigureLine figure(Figure it, Map<String, String> series, Locale locale) {
        return new FigureLine(
                it.period(),
                what(it, series, locale),
                Words.plain(it.value()),
                words.mark(it.qualifier(), locale).orElse(null),
                it.source().confidence().name(),
                it.source().title(locale),
                it.source().url(),
                it.note() == null ? null : it.note().in(locale),
                it.published() == null ? null : it.published().toString());
    }

    /** The part of a whole, the series of a quotient, or the whole itself. */
    private String what(Figure it, Map<String, String> series, Locale locale) {
        if (!it.subject().ofIndicator()) {
            return series.getOrDefault(it.subject().key(), it.subject().key());
        }
        return it.component().isEmpty()
                ? words.say("figure.whole", locale)
                : words.say("detail.component." + it.component(), locale);
    }

    /** At the end of each year of the plan gone by, and on the day asked for. */
    private List<OwnLine> ownOver(
            Overview.Line line, Overview overview, Asked asked, Locale locale) {
        var indicator = line.indicator();
        if (!own.of(indicator, line.own(), locale).list()) {
            return List.of();
        }
        var day = overview.asOf().day();
        var days = new ArrayList<LocalDate>();
        for (var end = overview.outline().period().baseline();
                end.isBefore(day);
                end = end.plusYears(1)) {
            days.add(end);
        }
        days.add(day);
        return readings.ownOver(indicator, days, overview.asOf().knownAt()).stream()
                .map(it -> {
                    var said = own.of(indicator, it.reading(), locale);
                    return new OwnLine(
                            it.day().toString(),
                            said.value(),
                            said.kind(),
                            "/indicators/%d/counted%s"
                                    .formatted(
                                            indicator.number(),
                                            new Asked(it.day(), asked.known()).query()));
                })
                .toList();
    }
}
