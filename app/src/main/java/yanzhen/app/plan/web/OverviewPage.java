package yanzhen.app.plan.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.loop.Money;
import yanzhen.app.plan.Figure.Qualifier;
import yanzhen.app.plan.Indicator;
import yanzhen.app.plan.Overview;
import yanzhen.app.plan.Overview.Line;
import yanzhen.app.plan.Overview.Standing;
import yanzhen.app.plan.OwnReading;
import yanzhen.app.plan.PublicReading;
import yanzhen.app.plan.Readings;
import yanzhen.app.site.RailEntry;
import yanzhen.app.site.Sheet;

/** 总览: the sixteen indicators, each with its target, its public value and what is recorded here. */
@Controller
class OverviewPage {

    /** A public value older than this many days before the day asked for is called stale. */
    private static final long STALE_DAYS = 730;

    /**
     * All that the template may read.
     *
     * @param groups those left after the filter
     * @param query the same question for links, beginning with a question mark; may be empty
     * @param show the filter; empty for all
     */
    record Board(
            String plan,
            String document,
            String day,
            String known,
            boolean back,
            boolean synthetic,
            int indicators,
            long withValue,
            long past,
            long lacking,
            long unjudged,
            long without,
            List<Group> groups,
            String query,
            String show) {

        /** The address of this page with another filter. */
        public String showing(String filter) {
            return "/" + query + (query.isEmpty() ? "?" : "&") + "show=" + filter;
        }
    }

    record Group(String key, String name, List<Row> rows) {}

    /**
     * One indicator.
     *
     * @param also how the text words the target differently; null when it does not
     * @param value null when there is none
     * @param mark key of the value's qualifier; null when it is exact
     */
    record Row(
            int number,
            String name,
            String unit,
            boolean targetInUnit,
            String target,
            @Nullable String also,
            @Nullable String value,
            @Nullable String mark,
            @Nullable String valueDay,
            boolean stale,
            boolean unconfirmed,
            boolean computed,
            String state,
            String tone,
            @Nullable Bar bar,
            @Nullable Spark spark,
            Own own,
            Standing standing) {}

    /**
     * The platform's own count.
     *
     * @param kind key of how it was reached
     * @param value the number in words; empty where there is none
     * @param detail a second, smaller line; empty where there is none
     */
    record Own(String kind, String value, String detail, boolean synthetic, boolean list) {}

    private final Readings readings;
    private final Words words;
    private final Clock clock;

    OverviewPage(Readings readings, Words words, Clock clock) {
        this.readings = readings;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/")
    String show(
            @ModelAttribute Asked asked,
            @RequestParam(defaultValue = "") String show,
            Model model,
            Locale locale) {
        var overview = readings.overview(asked.asOf(clock));
        if (overview.isEmpty()) {
            model.addAttribute("back", asked.back());
            return "plan/no-plan";
        }
        model.addAttribute("board", board(overview.get(), asked, show, locale));
        return "plan/overview";
    }

    private Board board(Overview overview, Asked asked, String show, Locale locale) {
        var rows = overview.lines().stream().filter(it -> shows(show, it.standing())).toList();
        return new Board(
                overview.outline().name().in(locale),
                overview.outline().document(),
                overview.asOf().day().toString(),
                LocalDate.ofInstant(overview.asOf().knownAt(), clock.getZone()).toString(),
                asked.back(),
                overview.lines().stream().anyMatch(it -> it.own().synthetic()),
                overview.lines().size(),
                overview.withValue(),
                overview.count(Standing.PAST),
                overview.count(Standing.SHORT),
                overview.count(Standing.UNJUDGED),
                overview.count(Standing.NONE),
                groups(rows, overview, locale),
                asked.query(),
                show);
    }

    private static boolean shows(String filter, Standing standing) {
        return switch (filter) {
            case "public" -> standing != Standing.NONE;
            case "past" -> standing == Standing.PAST;
            case "short" -> standing == Standing.SHORT;
            case "unjudged" -> standing == Standing.UNJUDGED;
            case "none" -> standing == Standing.NONE;
            default -> true;
        };
    }

    private List<Group> groups(List<Line> lines, Overview overview, Locale locale) {
        var groups = new ArrayList<Group>();
        for (var line : lines) {
            var group = line.indicator().group();
            if (groups.isEmpty() || !groups.getLast().key.equals(group.key())) {
                groups.add(new Group(group.key(), group.name().in(locale), new ArrayList<>()));
            }
            groups.getLast().rows.add(row(line, overview, locale));
        }
        return groups;
    }

    private Row row(Line line, Overview overview, Locale locale) {
        var indicator = line.indicator();
        var latest = line.latest();
        var plan = overview.outline().period();
        var asked = overview.asOf().day();
        return new Row(
                indicator.number(),
                indicator.name().in(locale),
                Words.unit(indicator, locale),
                indicator.target().number().isPresent(),
                words.target(indicator.wording(), indicator, locale),
                indicator.others().isEmpty()
                        ? null
                        : words.target(indicator.others().getFirst(), indicator, locale),
                latest.map(it -> Words.value(it.value(), indicator, locale)).orElse(null),
                latest.map(PublicReading::qualifier).flatMap(OverviewPage::mark).orElse(null),
                latest.map(it -> it.day().toString()).orElse(null),
                latest.filter(it -> ChronoUnit.DAYS.between(it.day(), asked) > STALE_DAYS)
                        .isPresent(),
                latest.filter(PublicReading::unconfirmed).isPresent(),
                latest.filter(PublicReading.Quotient.class::isInstance).isPresent(),
                words.progress(line.progress(), locale),
                Words.tone(line),
                Bar.of(line, plan),
                Spark.of(
                        line.history(),
                        indicator.target().number().map(Number::doubleValue).orElse(null),
                        plan.baseline().minusDays(60),
                        plan.end(),
                        asked.isAfter(plan.end()) ? asked : plan.end()),
                own(line, locale),
                line.standing());
    }

    private static Optional<String> mark(Qualifier qualifier) {
        return qualifier == Qualifier.EXACT
                ? Optional.empty()
                : Optional.of(qualifier.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private Own own(Line line, Locale locale) {
        var indicator = line.indicator();
        return switch (line.own()) {
            case OwnReading.Stock(var raw, var organisations, var synthetic) ->
                    new Own(
                            "stock",
                            Words.plain(BigDecimal.valueOf(organisations)),
                            stock(indicator, raw, organisations, locale),
                            synthetic,
                            true);
            case OwnReading.Accepted(var within, var after, var synthetic) ->
                    new Own(
                            "accepted",
                            String.valueOf(within),
                            after == 0 ? "" : words.say("own.after", locale, after),
                            synthetic,
                            true);
            case OwnReading.Turnover turnover ->
                    new Own(
                            "turnover",
                            Money.said(turnover.total().total(), locale),
                            turnover(turnover, indicator.decimals(), locale),
                            turnover.synthetic(),
                            true);
            case OwnReading.NoneYet _ -> new Own("none-yet", "", "", false, false);
            case OwnReading.StatisticsOnly _ -> new Own("statistics", "", "", false, false);
            case OwnReading.NotKept(var note) ->
                    new Own(
                            "not-kept",
                            "",
                            Optional.ofNullable(note)
                                    .map((Bilingual it) -> it.in(locale))
                                    .orElse(""),
                            false,
                            false);
        };
    }

    private String stock(Indicator indicator, long raw, long organisations, Locale locale) {
        if (raw != organisations) {
            return words.say("own.raw", locale, raw, raw - organisations);
        }
        return indicator.scale() == 1 || locale.getLanguage().equals("en")
                ? ""
                : words.say(
                        "own.scaled",
                        locale,
                        Words.number(
                                BigDecimal.valueOf(organisations)
                                        .divide(BigDecimal.valueOf(indicator.scale())),
                                4),
                        indicator.unit().in(locale));
    }

    private String turnover(OwnReading.Turnover turnover, int decimals, Locale locale) {
        var year = String.valueOf(turnover.year());
        return turnover.ratio()
                .map(it ->
                        words.say(
                                "own.ratio",
                                locale,
                                year,
                                turnover.total().count(),
                                Words.number(it, Math.max(decimals, 4))))
                .orElseGet(() -> words.say("own.no-ratio", locale, year, turnover.total().count()));
    }

    @GetMapping("/indicators/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet = new Sheet(words.say("overview.title", locale), heads(locale));
        var overview = readings.overview(asked.asOf(clock));
        overview.ifPresent(it -> it.lines().forEach(line -> add(sheet, line, it, locale)));
        return sheet.download(kind);
    }

    private List<String> heads(Locale locale) {
        return List.of(
                        "overview.number",
                        "overview.group",
                        "overview.indicator",
                        "overview.unit",
                        "overview.target",
                        "overview.value",
                        "overview.value-day",
                        "overview.value-mark",
                        "overview.state",
                        "overview.own",
                        "overview.own-detail",
                        "overview.mark")
                .stream()
                .map(it -> words.say(it, locale))
                .toList();
    }

    private void add(Sheet sheet, Line line, Overview overview, Locale locale) {
        var row = row(line, overview, locale);
        sheet.add(
                row.number,
                line.indicator().group().name().in(locale),
                row.name,
                row.unit,
                row.target,
                line.latest().map(PublicReading::value).orElse(null),
                line.latest().map(PublicReading::day).orElse(null),
                row.mark == null ? "" : words.say("mark." + row.mark, locale),
                row.state,
                row.own.value.isEmpty() ? words.say("own." + row.own.kind, locale) : row.own.value,
                row.own.detail,
                row.own.synthetic ? words.say("site.synthetic", locale) : "");
    }

    /** The entries of this module in the rail. */
    @Configuration(proxyBeanMethods = false)
    static class Rail {
        @Bean
        RailEntry planEntry() {
            return new RailEntry(10, "plan", "/");
        }

        @Bean
        RailEntry clausesEntry() {
            return new RailEntry(15, "clauses", "/plan/clauses");
        }

        @Bean
        RailEntry threadsEntry() {
            return new RailEntry(70, "threads", "/threads");
        }
    }
}
