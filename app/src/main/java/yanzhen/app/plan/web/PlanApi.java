package yanzhen.app.plan.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.plan.Counted;
import yanzhen.app.plan.Figure;
import yanzhen.app.plan.Indicator;
import yanzhen.app.plan.Overview;
import yanzhen.app.plan.OwnReading;
import yanzhen.app.plan.OwnRecords;
import yanzhen.app.plan.PlanClause;
import yanzhen.app.plan.Plans;
import yanzhen.app.plan.Progress;
import yanzhen.app.plan.PublicReading;
import yanzhen.app.plan.Readings;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** The plan, its indicators and what they count, for programs. */
@RestController
@Tag(name = "plan", description = "Plan, indicators and readings 规划、指标与读数")
class PlanApi {

    /** A clause in the platform's own short wording. */
    record ClauseBody(
            String key,
            @Nullable String parent,
            String kind,
            String document,
            String place,
            Bilingual title,
            Bilingual wording) {

        static ClauseBody of(PlanClause it) {
            return new ClauseBody(
                    it.key(),
                    it.parent(),
                    it.kind(),
                    it.source().document(),
                    it.source().place(),
                    it.title(),
                    it.wording());
        }
    }

    /** An indicator with where it stands. */
    record IndicatorBody(
            int number,
            String key,
            Bilingual name,
            Bilingual unit,
            String shape,
            List<WordingBody> targets,
            @Nullable BigDecimal baseline,
            @Nullable ReadingBody latest,
            ProgressBody progress,
            OwnBody own) {}

    /**
     * A target as the plan words it; kind is about, at-least, more-than, reach or among-leaders.
     */
    record WordingBody(
            String kind,
            @Nullable BigDecimal value,
            String words,
            String place,
            @Nullable Bilingual interpretation) {

        static WordingBody of(Indicator.Wording it) {
            return new WordingBody(
                    kebab(it.target().getClass().getSimpleName()),
                    it.target().number().orElse(null),
                    it.words(),
                    it.place(),
                    it.interpretation());
        }
    }

    /** A public value and the figures that it rests on. */
    record ReadingBody(LocalDate day, BigDecimal value, String how, List<FigureBody> figures) {

        static ReadingBody of(PublicReading it) {
            return new ReadingBody(
                    it.day(),
                    it.value(),
                    kebab(it.getClass().getSimpleName()),
                    it.figures().stream().map(FigureBody::of).toList());
        }
    }

    /** A published figure. */
    record FigureBody(
            String subject,
            String component,
            String period,
            LocalDate asOf,
            BigDecimal value,
            String qualifier,
            String confidence,
            String source,
            @Nullable String sourceEn,
            @Nullable String url,
            @Nullable LocalDate published) {

        static FigureBody of(Figure it) {
            return new FigureBody(
                    it.subject().key(),
                    it.component(),
                    it.period(),
                    it.asOf(),
                    it.value(),
                    it.qualifier().name(),
                    it.source().confidence().name(),
                    it.source().title(),
                    it.source().titleEn(),
                    it.source().url(),
                    it.published());
        }
    }

    /**
     * Where the latest public value stands.
     *
     * @param completion value over target; absent where that has no meaning
     */
    record ProgressBody(String state, @Nullable BigDecimal completion) {

        static ProgressBody of(Progress it) {
            return new ProgressBody(
                    kebab(it.getClass().getSimpleName()),
                    switch (it) {
                        case Progress.Met(var completion) -> completion;
                        case Progress.Over(var completion) -> completion;
                        case Progress.OnTheWay(var completion, _, _) -> completion;
                        case Progress.Near(var completion, _, _, _) -> completion;
                        case Progress.Placed _ -> null;
                        case Progress.NoData _ -> null;
                        case Progress.NotJudged _ -> null;
                    });
        }
    }

    /**
     * What the platform's own records come to.
     *
     * @param kind stock, accepted, turnover, none-yet, statistics-only or not-kept
     * @param value organisations, outcomes or yuan; absent where nothing is counted
     */
    record OwnBody(String kind, @Nullable BigDecimal value, boolean synthetic) {

        static OwnBody of(OwnReading it) {
            return new OwnBody(
                    kebab(it.getClass().getSimpleName()),
                    switch (it) {
                        case OwnReading.Stock(_, long organisations, _) ->
                                BigDecimal.valueOf(organisations);
                        case OwnReading.Accepted(long within, _, _) -> BigDecimal.valueOf(within);
                        case OwnReading.Turnover turnover -> turnover.total().total().amount();
                        case OwnReading.NoneYet _ -> null;
                        case OwnReading.StatisticsOnly _ -> null;
                        case OwnReading.NotKept _ -> null;
                    },
                    it.synthetic());
        }
    }

    /** All indicators as of a day and as known at a moment. */
    record OverviewBody(
            String document,
            LocalDate asOf,
            java.time.Instant knownAt,
            List<IndicatorBody> items) {}

    /**
     * One record that counts.
     *
     * @param id of the recognition, outcome or contract; absent where contracts are summed up
     * @param adds whether it adds to the reading that is shown first
     */
    record CountedBody(
            String kind,
            @Nullable UUID id,
            @Nullable UUID organisation,
            LocalDate day,
            BigDecimal value,
            boolean adds,
            boolean synthetic) {

        static CountedBody of(Counted it) {
            return switch (it) {
                case Counted.OfRecognition(var holding, boolean first) ->
                        new CountedBody(
                                "recognition",
                                holding.recognition(),
                                holding.organisation(),
                                it.day(),
                                it.value(),
                                first,
                                it.synthetic());
                case Counted.OfOutcome(var outcome, boolean within) ->
                        new CountedBody(
                                "outcome",
                                outcome.id(),
                                outcome.organisation(),
                                it.day(),
                                it.value(),
                                within,
                                it.synthetic());
                case Counted.OfContract(var contract, _) ->
                        new CountedBody(
                                "contract",
                                contract.id(),
                                contract.seller(),
                                it.day(),
                                it.value(),
                                true,
                                it.synthetic());
                case Counted.OfClosedContracts _ ->
                        new CountedBody(
                                "closed-contracts",
                                null,
                                null,
                                it.day(),
                                it.value(),
                                true,
                                it.synthetic());
            };
        }
    }

    private final Plans plans;
    private final Readings readings;
    private final OwnRecords own;
    private final Clock clock;

    PlanApi(Plans plans, Readings readings, OwnRecords own, Clock clock) {
        this.plans = plans;
        this.readings = readings;
        this.own = own;
        this.clock = clock;
    }

    @GetMapping("/api/v1/plan/clauses")
    @Operation(summary = "The plan as a tree of clauses, in reading order")
    List<ClauseBody> clauses(@RequestParam(required = false) @Nullable LocalDate known) {
        return plans.clauses(new Asked(null, known).asOf(clock).knownAt()).stream()
                .map(ClauseBody::of)
                .toList();
    }

    @GetMapping("/api/v1/indicators")
    @Operation(summary = "Every indicator as of a day, as known at the end of another")
    OverviewBody indicators(
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known) {
        var asOf = new Asked(day, known).asOf(clock);
        var overview = overview(asOf, "all");
        return new OverviewBody(
                overview.outline().document(),
                asOf.day(),
                asOf.knownAt(),
                overview.lines().stream().map(PlanApi::body).toList());
    }

    private Overview overview(AsOf asOf, Object what) {
        return readings.overview(asOf).orElseThrow(() -> new NotFound("indicator", what));
    }

    @GetMapping("/api/v1/indicators/{number}")
    @Operation(summary = "One indicator")
    IndicatorBody indicator(
            @PathVariable int number,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known) {
        var asOf = new Asked(day, known).asOf(clock);
        return body(IndicatorPage.line(overview(asOf, number), number));
    }

    @GetMapping("/api/v1/indicators/{number}/readings")
    @Operation(summary = "Every public reading of an indicator, with the figures under it")
    List<ReadingBody> readings(
            @PathVariable int number,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known) {
        var asOf = new Asked(day, known).asOf(clock);
        return IndicatorPage.line(overview(asOf, number), number).history().stream()
                .map(ReadingBody::of)
                .toList();
    }

    /** The cursor is the place in the list as of the day; pages of one question fit together. */
    @GetMapping("/api/v1/indicators/{number}/counted")
    @Operation(summary = "The records that an indicator counts; their values sum to its reading")
    Slice<CountedBody> counted(
            @PathVariable int number,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Api.limited(limit);
        var asOf = new Asked(day, known).asOf(clock);
        var overview = overview(asOf, number);
        var indicator = IndicatorPage.line(overview, number).indicator();
        var all = own.counted(indicator, overview.outline().period(), asOf);
        int from = from(cursor, all.size());
        int until = Math.min(all.size(), from + size);
        return new Slice<>(
                all.subList(from, until).stream().map(CountedBody::of).toList(),
                until < all.size() ? Cursor.after(String.valueOf(until)).toString() : null);
    }

    private static int from(@Nullable String cursor, int size) {
        Optional<Cursor> read = Cursor.read(cursor, 1);
        if (read.isEmpty()) {
            return 0;
        }
        try {
            return Math.clamp(Integer.parseInt(read.get().values().getFirst()), 0, size);
        } catch (NumberFormatException e) {
            throw Cursor.foreign(cursor);
        }
    }

    private static IndicatorBody body(Overview.Line line) {
        var it = line.indicator();
        return new IndicatorBody(
                it.number(),
                it.key(),
                it.name(),
                it.unit(),
                it.shape().name(),
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(it.wording()), it.others().stream())
                        .map(WordingBody::of)
                        .toList(),
                it.baselineValue().orElse(null),
                line.latest().map(ReadingBody::of).orElse(null),
                ProgressBody.of(line.progress()),
                OwnBody.of(line.own()));
    }

    /** AmongLeaders as among-leaders. */
    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
