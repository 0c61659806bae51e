package yanzhen.app.plan.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Scheme;
import yanzhen.app.plan.Counted;
import yanzhen.app.plan.Indicator;
import yanzhen.app.plan.Overview;
import yanzhen.app.plan.OwnRecords;
import yanzhen.app.plan.Readings;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Money;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;

/** 所计记录: every record of ours that an indicator counts; their sum is the reading. */
@Controller
class CountedPage {

    private static final List<String> HEADS =
            List.of(
                    "counted.what",
                    "counted.who",
                    "counted.kind",
                    "counted.day",
                    "counted.value",
                    "counted.adds",
                    "counted.why",
                    "overview.mark");

    private static final int ROWS = 50;

    /**
     * All that the template may read.
     *
     * @param records how many there are, those not shown to the viewer included
     * @param shown the rows of this page
     */
    record View(
            int number,
            String name,
            OwnWords.Own own,
            long records,
            List<Row> shown,
            int from,
            int page,
            int pages,
            String day,
            String known,
            boolean back,
            boolean synthetic,
            boolean money,
            String sum,
            boolean notes,
            boolean threads,
            String query,
            ListAddress address) {}

    /**
     * One thing that is counted, with the page that opens its evidence.
     *
     * @param counts what it adds; empty when it adds nothing
     * @param why it adds nothing, or adds apart; empty when it simply counts
     * @param thread address of its thread; null when it is part of none
     */
    record Row(
            String title,
            @Nullable String path,
            String who,
            @Nullable UUID organisation,
            String kind,
            String day,
            String counts,
            BigDecimal amount,
            String why,
            @Nullable String thread,
            boolean synthetic) {}

    private final Readings readings;
    private final OwnRecords own;
    private final OwnWords ownWords;
    private final Organisations organisations;
    private final Recognitions recognitions;
    private final Words words;
    private final Clock clock;

    CountedPage(
            Readings readings,
            OwnRecords own,
            OwnWords ownWords,
            Organisations organisations,
            Recognitions recognitions,
            Words words,
            Clock clock) {
        this.readings = readings;
        this.own = own;
        this.ownWords = ownWords;
        this.organisations = organisations;
        this.recognitions = recognitions;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/indicators/{number}/counted")
    String show(
            @PathVariable int number,
            @ModelAttribute Asked asked,
            @RequestParam(defaultValue = "1") int page,
            Model model,
            Locale locale) {
        var overview = overview(number, asked);
        var line = IndicatorPage.line(overview, number);
        var counted = own.counted(line.indicator(), overview.outline().period(), overview.asOf());
        int pages = Math.max(1, (counted.size() + ROWS - 1) / ROWS);
        int at = Math.clamp(page, 1, pages);
        var part = counted.subList((at - 1) * ROWS, Math.min(counted.size(), at * ROWS));
        model.addAttribute(
                "view",
                view(line, overview, counted, rows(part, locale), at, pages, asked, locale));
        return "plan/counted";
    }

    private Overview overview(int number, Asked asked) {
        return readings.overview(asked.asOf(clock))
                .orElseThrow(() -> new NotFound("indicator", number));
    }

    private View view(
            Overview.Line line,
            Overview overview,
            List<Counted> counted,
            List<Row> rows,
            int page,
            int pages,
            Asked asked,
            Locale locale) {
        var indicator = line.indicator();
        return new View(
                indicator.number(),
                indicator.name().in(locale),
                ownWords.of(indicator, line.own(), locale),
                counted.stream().mapToLong(CountedPage::records).sum(),
                rows,
                (page - 1) * ROWS,
                page,
                pages,
                overview.asOf().day().toString(),
                LocalDate.ofInstant(overview.asOf().knownAt(), clock.getZone()).toString(),
                asked.back(),
                counted.stream().anyMatch(Counted::synthetic),
                money(indicator),
                sum(indicator, counted),
                rows.stream().anyMatch(it -> !it.why.isEmpty()),
                rows.stream().anyMatch(it -> it.thread != null),
                asked.query(),
                ListAddress.of("/indicators/%d/counted".formatted(indicator.number()))
                        .with("day", asked.day())
                        .with("known", asked.known()));
    }

    private static long records(Counted it) {
        return it instanceof Counted.OfClosedContracts(long count, _, _, _) ? count : 1;
    }

    private static boolean money(Indicator indicator) {
        return indicator.own() instanceof yanzhen.app.plan.OwnRule.RegisteredContracts;
    }

    private static String sum(Indicator indicator, List<Counted> counted) {
        var sum =
                counted.stream()
                        .filter(CountedPage::adds)
                        .map(Counted::value)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return money(indicator) ? Words.number(sum, 2) : Words.plain(sum);
    }

    /** What adds to the reading that is shown first: each organisation once, inside of the plan. */
    private static boolean adds(Counted it) {
        return switch (it) {
            case Counted.OfRecognition(_, boolean first) -> first;
            case Counted.OfOutcome(_, boolean within) -> within;
            case Counted.OfContract _ -> true;
            case Counted.OfClosedContracts _ -> true;
        };
    }

    private List<Row> rows(List<Counted> counted, Locale locale) {
        var ids =
                counted.stream()
                        .map(CountedPage::organisation)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        var who = organisations.byId(ids);
        var schemes =
                recognitions.schemes().stream()
                        .collect(Collectors.toMap(Scheme::key, it -> it.name().in(locale)));
        return counted.stream().map(it -> row(it, who, schemes, locale)).toList();
    }

    private static @Nullable UUID organisation(Counted it) {
        return switch (it) {
            case Counted.OfRecognition(var holding, _) -> holding.organisation();
            case Counted.OfOutcome(var outcome, _) -> outcome.organisation();
            case Counted.OfContract(var contract, _) -> contract.seller();
            case Counted.OfClosedContracts _ -> null;
        };
    }

    private Row row(
            Counted it, Map<UUID, Organisation> who, Map<String, String> schemes, Locale locale) {
        var id = organisation(it);
        var organisation = id == null ? null : who.get(id);
        var name = organisation == null ? "" : organisation.nameIn(locale);
        return switch (it) {
            case Counted.OfRecognition(var holding, boolean first) ->
                    new Row(
                            name,
                            "/organisations/" + holding.organisation(),
                            "",
                            null,
                            schemes.getOrDefault(holding.scheme(), holding.scheme()),
                            it.day().toString(),
                            first ? "1" : "",
                            it.value(),
                            first ? "" : words.say("counted.again", locale),
                            null,
                            it.synthetic());
            case Counted.OfOutcome(var outcome, boolean within) ->
                    new Row(
                            outcome.title(),
                            "/outcomes/" + outcome.id(),
                            name,
                            id,
                            words.say("category." + outcome.category(), locale),
                            it.day().toString(),
                            within ? "1" : "",
                            it.value(),
                            within ? "" : words.say("counted.after", locale),
                            "/threads?outcome=" + outcome.id(),
                            it.synthetic());
            case Counted.OfContract(var contract, _) ->
                    new Row(
                            contract.name(),
                            "/contracts/" + contract.id(),
                            name,
                            id,
                            words.say("contract.type." + contract.type(), locale),
                            it.day().toString(),
                            Money.exact(contract.total()),
                            it.value(),
                            "",
                            it.outcomeId().isEmpty() && contract.product() == null
                                    ? null
                                    : "/threads?contract=" + contract.id(),
                            it.synthetic());
            case Counted.OfClosedContracts(long count, var total, _, _) ->
                    new Row(
                            words.say("counted.closed", locale, count),
                            null,
                            "",
                            null,
                            "",
                            "",
                            Money.exact(total),
                            it.value(),
                            words.say("counted.closed.why", locale),
                            null,
                            it.synthetic());
        };
    }

    @GetMapping("/indicators/{number}/counted/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable int number,
            @PathVariable String form,
            @ModelAttribute Asked asked,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var overview = overview(number, asked);
        var indicator = IndicatorPage.line(overview, number).indicator();
        var counted = own.counted(indicator, overview.outline().period(), overview.asOf());
        var sheet =
                new Sheet(
                        words.say("counted.title", locale, String.valueOf(number)),
                        HEADS,
                        it -> words.say(it, locale));
        var rows = rows(counted, locale);
        for (int at = 0; at < rows.size(); at++) {
            var row = rows.get(at);
            sheet.add(
                    row.title,
                    row.who,
                    row.kind,
                    row.day,
                    row.amount,
                    words.say(adds(counted.get(at)) ? "site.yes" : "site.no", locale),
                    row.why,
                    row.synthetic ? words.say("site.synthetic", locale) : "");
        }
        return sheet.download(kind);
    }
}
