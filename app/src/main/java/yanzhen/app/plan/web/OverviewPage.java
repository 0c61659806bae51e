package yanzhen.app.plan.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import yanzhen.app.plan.Overview;
import yanzhen.app.plan.Overview.Line;
import yanzhen.app.plan.Overview.Standing;
import yanzhen.app.plan.PublicReading;
import yanzhen.app.plan.Readings;
import yanzhen.app.site.RailEntry;
import yanzhen.app.site.Sheet;

/** 总览: the sixteen indicators, each with its target, its public value and what is recorded here. */
@Controller
class OverviewPage {

    private static final List<String> HEADS =
            List.of(
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
                    "overview.mark");

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
            OwnWords.Own own,
            Standing standing) {}

    private final Readings readings;
    private final Words words;
    private final OwnWords own;
    private final Clock clock;

    OverviewPage(Readings readings, Words words, OwnWords own, Clock clock) {
        this.readings = readings;
        this.words = words;
        this.own = own;
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
                latest.map(PublicReading::qualifier).flatMap(Words::markKey).orElse(null),
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
                own.of(indicator, line.own(), locale),
                line.standing());
    }

    @GetMapping("/indicators/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet =
                new Sheet(words.say("overview.title", locale), HEADS, it -> words.say(it, locale));
        var overview = readings.overview(asked.asOf(clock));
        overview.ifPresent(it -> it.lines().forEach(line -> add(sheet, line, it, locale)));
        return sheet.download(kind);
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
                row.own.value().isEmpty()
                        ? words.say("own." + row.own.kind(), locale)
                        : row.own.value(),
                row.own.detail(),
                row.own.synthetic() ? words.say("site.synthetic", locale) : "");
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
