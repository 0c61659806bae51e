package yanzhen.app.plan.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.plan.Counted;
import yanzhen.app.plan.Figure;
import yanzhen.app.plan.Indicator;
import yanzhen.app.plan.Overview;
import yanzhen.app.plan.OwnRecords;
import yanzhen.app.plan.PublicReading;
import yanzhen.app.plan.Readings;
import yanzhen.app.site.NotFound;

/** 指标: how the plan words it, what is public, and every record of ours that it counts. */
@Controller
class IndicatorDetail {

    /** All that the template may read. */
    record View(
            int number,
            String name,
            String unit,
            List<WordingLine> wordings,
            List<FigureLine> figures,
            List<CountedLine> counted,
            boolean synthetic,
            String query) {}

    record WordingLine(String words, String place, @Nullable String interpretation) {}

    record FigureLine(
            String period,
            String component,
            String value,
            String qualifier,
            String confidence,
            String source,
            @Nullable String url) {}

    /** One thing that is counted, with the page that opens its evidence. */
    record CountedLine(
            String title, String day, String value, @Nullable String path, boolean synthetic) {}

    private final Readings readings;
    private final OwnRecords own;
    private final Organisations organisations;
    private final Clock clock;

    IndicatorDetail(Readings readings, OwnRecords own, Organisations organisations, Clock clock) {
        this.readings = readings;
        this.own = own;
        this.organisations = organisations;
        this.clock = clock;
    }

    @GetMapping({"/indicators/{number}", "/indicators/{number}/counted"})
    String show(@PathVariable int number, @ModelAttribute Asked asked, Model model, Locale locale) {
        var asOf = asked.asOf(clock);
        var overview = readings.overview(asOf).orElseThrow(() -> new NotFound("indicator", number));
        var line =
                overview.lines().stream()
                        .filter(it -> it.indicator().number() == number)
                        .findFirst()
                        .orElseThrow(() -> new NotFound("indicator", number));
        var counted = own.counted(line.indicator(), overview.outline().period(), asOf);
        model.addAttribute("view", view(line, counted, asked, locale));
        return "plan/indicator-detail";
    }

    private View view(Overview.Line line, List<Counted> counted, Asked asked, Locale locale) {
        var indicator = line.indicator();
        return new View(
                indicator.number(),
                indicator.name().in(locale),
                Words.unit(indicator, locale),
                wordings(indicator, locale),
                line.history().stream()
                        .map(PublicReading::figures)
                        .flatMap(List::stream)
                        .map(IndicatorDetail::figure)
                        .toList(),
                lines(counted, locale),
                counted.stream().anyMatch(Counted::synthetic),
                asked.query());
    }

    private static List<WordingLine> wordings(Indicator indicator, Locale locale) {
        var all = new ArrayList<Indicator.Wording>();
        all.add(indicator.wording());
        all.addAll(indicator.others());
        return all.stream()
                .map(it ->
                        new WordingLine(
                                it.words(),
                                it.place(),
                                it.interpretation() == null
                                        ? null
                                        : it.interpretation().in(locale)))
                .toList();
    }

    private static FigureLine figure(Figure it) {
        return new FigureLine(
                it.period(),
                it.component(),
                Words.plain(it.value()),
                it.qualifier().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                it.source().confidence().name(),
                it.source().title(),
                it.source().url());
    }

    private List<CountedLine> lines(List<Counted> counted, Locale locale) {
        var holders =
                organisations.byId(
                        counted.stream()
                                .filter(Counted.OfRecognition.class::isInstance)
                                .map(it -> ((Counted.OfRecognition) it).holding().organisation())
                                .toList());
        return counted.stream().map(it -> line(it, holders, locale)).toList();
    }

    private static CountedLine line(
            Counted it, java.util.Map<UUID, Organisation> holders, Locale locale) {
        var value = Words.plain(it.value());
        var day = it.day().toString();
        return switch (it) {
            case Counted.OfRecognition(var holding, _) -> {
                var holder = holders.get(holding.organisation());
                yield new CountedLine(
                        holder == null ? holding.scheme() : holder.nameIn(locale),
                        day,
                        value,
                        "/organisations/" + holding.organisation(),
                        it.synthetic());
            }
            case Counted.OfOutcome(var outcome, _) ->
                    new CountedLine(
                            outcome.title(),
                            day,
                            value,
                            "/outcomes/" + outcome.id(),
                            it.synthetic());
            case Counted.OfContract(var contract, _) ->
                    new CountedLine(
                            contract.name(),
                            day,
                            value,
                            "/contracts/" + contract.id(),
                            it.synthetic());
            case Counted.OfClosedContracts(long count, _, _, _) ->
                    new CountedLine("× " + count, day, value, null, it.synthetic());
        };
    }
}
