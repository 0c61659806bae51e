package yanzhen.app.cluster.web;

import static java.util.Comparator.reverseOrder;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import yanzhen.app.cluster.ScoreBasis;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.cluster.ScoreSheet;
import yanzhen.app.cluster.ScoreSheet.Case;
import yanzhen.app.cluster.ScoreSheet.Item;
import yanzhen.app.cluster.ScoreSheet.Scoring;
import yanzhen.app.cluster.ScoreSheet.Step;
import yanzhen.app.cluster.web.ShownSheet.Head;
import yanzhen.app.cluster.web.ShownSheet.Line;
import yanzhen.app.cluster.web.ShownSheet.Opinions;
import yanzhen.app.cluster.web.ShownSheet.Rung;
import yanzhen.app.cluster.web.ShownSheet.Source;
import yanzhen.app.cluster.web.ShownSheet.Way;
import yanzhen.app.rules.Amount.Known;
import yanzhen.app.rules.Measure;
import yanzhen.app.rules.Wording;

/** Puts a score sheet, and what comes of it for a firm, into the words of a reader. */
record SheetWords(ScoreCard card, ScoreBasis basis, Opinions opinions, ZoneId zone, Locale locale) {

    ShownSheet sheet(boolean blank) {
        var sheet = card.sheet();
        return new ShownSheet(
                blank,
                said(sheet.total()),
                sheet.pass() == null ? null : said(sheet.pass()),
                said(card.least()),
                said(card.most()),
                sheet.source().toString(),
                sheet.confirmed(),
                sheet.reading() == null ? null : sheet.reading().in(locale),
                new TreeMap<>(sheet.coefficients().byDivision())
                        .entrySet().stream()
                                .map(it -> it.getKey() + " " + said(it.getValue()))
                                .toList(),
                said(sheet.coefficients().standard()),
                sheet.heads().stream().map(this::head).toList(),
                sheet.extras().stream().map(this::line).toList(),
                opinions.mean() == null ? null : said(opinions.mean()),
                opinions.band(),
                opinions.given().size());
    }

    private Head head(ScoreSheet.Head it) {
        var lines = it.items().stream().map(card::of).toList();
        return new Head(
                it.name().in(locale),
                said(it.weight()),
                it.least() == null ? null : said(it.least()),
                said(sum(lines.stream().map(ScoreCard.Line::least).toList())),
                said(sum(lines.stream().map(ScoreCard.Line::most).toList())),
                it.items().stream().map(this::line).toList());
    }

    private static BigDecimal sum(List<BigDecimal> points) {
        return points.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Line line(Item item) {
        var of = card.of(item);
        var how = how(item.scoring());
        boolean own = !item.source().equals(card.sheet().source());
        return new Line(
                item.key(),
                item.part(),
                item.name().in(locale),
                said(item.weight()),
                how.form,
                how.measure,
                how.zero,
                how.full,
                how.factor,
                how.rungs,
                found(item, of),
                of.coefficient() == null ? null : said(of.coefficient()),
                of.open(),
                said(of.least()),
                said(of.most()),
                ShownRule.said(of.missing(), locale),
                of.gain() == null || !opinions.advised() ? null : way(of.gain()),
                sources(item),
                own ? item.source().toString() : null,
                item.confirmed(),
                item.reading() == null ? null : item.reading().in(locale),
                opinions.given().isEmpty() ? null : mean(item),
                opinions.given().stream().map(it -> given(it, item)).toList(),
                opinions.typed().getOrDefault(ScoreCard.FIELD + item.key(), ""));
    }

    private record How(
            String form,
            String measure,
            String zero,
            String full,
            String factor,
            List<Rung> rungs) {}

    private How how(Scoring scoring) {
        return switch (scoring) {
            case Scoring.Judged _ -> new How("JUDGED", "", "", "", "NONE", List.of());
            case Scoring.Linear it ->
                    new How(
                            "LINEAR",
                            it.measure().said(locale),
                            it.measure().kind().said(it.zero(), locale),
                            it.measure().kind().said(it.full(), locale),
                            it.factor().name(),
                            List.of());
            case Scoring.Steps it ->
                    new How(
                            "STEPS",
                            it.measure().said(locale),
                            "",
                            "",
                            it.factor().name(),
                            it.steps().stream().map(each -> rung(each, it.measure())).toList());
            case Scoring.Cases(var cases) ->
                    new How("CASES", "", "", "", "NONE", cases.stream().map(this::rung).toList());
        };
    }

    private Rung rung(Step it, Measure measure) {
        return new Rung(measure.kind().said(it.from(), locale), false, said(it.points()));
    }

    private Rung rung(Case it) {
        return new Rung(Wording.of(it.when(), locale).line(locale), true, said(it.points()));
    }

    /** What is measured; of cases the data that they speak of. */
    private String found(Item item, ScoreCard.Line of) {
        var value = of.value();
        if (item.scoring() instanceof Scoring.Measured it) {
            return value == null ? "" : it.measure().kind().said(value, locale);
        }
        var parts = new ArrayList<String>();
        ScoreSheet.needs(item)
                .keySet()
                .forEach(datum -> {
                    if (basis.facts().value(datum, basis.facts().lastYear())
                            instanceof Known(var number)) {
                        parts.add(
                                datum.name().in(locale) + " " + datum.kind().said(number, locale));
                    }
                });
        return String.join(locale.getLanguage().equals("en") ? ", " : "，", parts);
    }

    /** Who reported on a day, and of which years. */
    private record Reporting(String by, LocalDate day) {}

    private List<Source> sources(Item item) {
        var reports = new LinkedHashMap<Reporting, Set<Integer>>();
        ScoreSheet.needs(item)
                .forEach((datum, years) -> {
                    for (int back = 0; back < years; back++) {
                        int year = basis.facts().lastYear() - back;
                        var origin = basis.origins().get(datum.key() + year);
                        if (origin != null) {
                            var by = new Reporting(origin.by(), day(origin.at()));
                            reports.computeIfAbsent(by, _ -> new TreeSet<>(reverseOrder()))
                                    .add(origin.report());
                        }
                    }
                });
        var sources = new ArrayList<Source>();
        reports.forEach((by, years) -> sources.add(source(by, years)));
        return List.copyOf(sources);
    }

    private static Source source(Reporting by, Set<Integer> years) {
        var said = years.stream().map(String::valueOf).collect(Collectors.joining("/"));
        return new Source(said, by.by, by.day);
    }

    private LocalDate day(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }

    private Way way(ScoreCard.Gain it) {
        return new Way(
                it.kind().lacking(it.by(), locale),
                it.less(),
                said(it.points()),
                it.on() == null ? "" : Wording.of(it.on(), locale).text());
    }

    private String mean(Item item) {
        return said(
                ScoreCard.mean(
                        opinions.given().stream()
                                .map(it -> it.getOrDefault(item.key(), BigDecimal.ZERO))
                                .toList(),
                        card.sheet()));
    }

    private static String given(Map<String, BigDecimal> points, Item item) {
        var of = points.get(item.key());
        return of == null ? "—" : said(of);
    }

    private static String said(BigDecimal points) {
        return ScoreCard.said(points);
    }
}
