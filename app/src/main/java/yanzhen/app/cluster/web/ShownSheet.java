package yanzhen.app.cluster.web;

import static java.util.Comparator.reverseOrder;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.ScoreBasis;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.cluster.ScoreSheet;
import yanzhen.app.cluster.ScoreSheet.Case;
import yanzhen.app.cluster.ScoreSheet.Item;
import yanzhen.app.cluster.ScoreSheet.Part;
import yanzhen.app.cluster.ScoreSheet.Scoring;
import yanzhen.app.cluster.ScoreSheet.Step;
import yanzhen.app.rules.Amount.Known;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Measure;
import yanzhen.app.rules.Wording;

/**
 * 评分表与得分: a score sheet with what comes of it, as pages show it.
 *
 * @param blank whether it is the sheet only, without the numbers of a firm
 * @param least lowest total that is possible
 * @param most highest total that is possible
 * @param coefficients of the industries that are named; none where every industry counts alike
 * @param otherwise coefficient of the others
 * @param mean total as the experts have it; null where the viewer is not told, or none has said
 * @param band what the mean comes to; null where there are no bands
 * @param opinions how many the mean is of
 */
record ShownSheet(
        boolean blank,
        String total,
        @Nullable String pass,
        String least,
        String most,
        String source,
        boolean confirmed,
        @Nullable String reading,
        List<String> coefficients,
        String otherwise,
        List<Head> heads,
        List<Line> extras,
        @Nullable String mean,
        @Nullable String band,
        int opinions) {

    /**
     * 一级指标.
     *
     * @param required points that it must come to; null where the sheet does not say
     */
    record Head(
            String name,
            String weight,
            @Nullable String required,
            String least,
            String most,
            List<Line> lines) {}

    /**
     * 二级指标.
     *
     * @param form how points come about: JUDGED, LINEAR, STEPS or CASES
     * @param found what the firm has; empty where it is not known
     * @param missing data that are not known
     * @param source document, where it is another than that of the sheet
     * @param mean of the experts; null as that of the sheet
     * @param each of the experts' points
     * @param typed what stands in the field
     */
    record Line(
            String key,
            Part part,
            String name,
            String weight,
            String form,
            String measure,
            String zero,
            String full,
            String factor,
            List<Rung> rungs,
            String found,
            @Nullable String coefficient,
            boolean open,
            String least,
            String most,
            List<String> missing,
            @Nullable Way gain,
            List<Source> sources,
            @Nullable String source,
            boolean confirmed,
            @Nullable String reading,
            @Nullable String mean,
            List<String> each,
            String typed) {}

    /** 一档. */
    record Rung(String from, boolean rule, String points) {}

    /** 再得分. */
    record Way(String by, boolean less, String points, String on) {}

    /**
     * Whence numbers come.
     *
     * @param reports years of the annual reports, the latest first
     */
    record Source(String reports, String by, LocalDate day) {}

    /**
     * What is known beside the card.
     *
     * @param given points of each expert, as far as the viewer is told
     * @param mean of the totals; null where there is none
     * @param typed by the field
     * @param advised whether it is said what would bring more, as it is to who applies
     */
    record Opinions(
            List<Map<String, BigDecimal>> given,
            @Nullable BigDecimal mean,
            @Nullable String band,
            Map<String, String> typed,
            boolean advised) {
        static final Opinions NONE = new Opinions(List.of(), null, null, Map.of(), true);
    }

    /** All of them, those of the heads first. */
    List<Line> lines() {
        return Stream.concat(heads.stream().flatMap(it -> it.lines.stream()), extras.stream())
                .toList();
    }

    /** Whether its total is known. */
    public boolean known() {
        return least.equals(most);
    }

    /** The sheet only. */
    static ShownSheet of(ScoreSheet sheet, int lastYear, Locale locale) {
        var nothing = new ScoreBasis(new Nothing(lastYear), null, Map.of());
        var card = ScoreCard.of(sheet, nothing);
        return new Showing(card, nothing, Opinions.NONE, ZoneOffset.UTC, locale).sheet(true);
    }

    /** With what comes of it. */
    static ShownSheet of(
            ScoreCard card, ScoreBasis basis, Opinions opinions, ZoneId zone, Locale locale) {
        return new Showing(card, basis, opinions, zone, locale).sheet(false);
    }

    private record Nothing(int lastYear) implements Facts {
        @Override
        public yanzhen.app.rules.@Nullable Amount value(yanzhen.app.rules.Datum datum, int year) {
            return null;
        }
    }

    /** Puts it into the words of a reader. */
    private record Showing(
            ScoreCard card, ScoreBasis basis, Opinions opinions, ZoneId zone, Locale locale) {

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
                    opinions.mean == null ? null : said(opinions.mean),
                    opinions.band,
                    opinions.given.size());
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
                    of.gain() == null || !opinions.advised ? null : way(of.gain()),
                    sources(item),
                    own ? item.source().toString() : null,
                    item.confirmed(),
                    item.reading() == null ? null : item.reading().in(locale),
                    opinions.given.isEmpty() ? null : mean(item),
                    opinions.given.stream().map(it -> given(it, item)).toList(),
                    opinions.typed.getOrDefault(ScoreCard.FIELD + item.key(), ""));
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
                        new How(
                                "CASES",
                                "",
                                "",
                                "",
                                "NONE",
                                cases.stream().map(this::rung).toList());
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
                                    datum.name().in(locale)
                                            + " "
                                            + datum.kind().said(number, locale));
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
                            opinions.given.stream()
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
}
