package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;
import yanzhen.app.cluster.Checks;
import yanzhen.app.cluster.Checks.Doubt;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.Reports.Asked;
import yanzhen.app.cluster.Reports.Filing;
import yanzhen.app.cluster.Reports.Reported;
import yanzhen.app.cluster.Reports.Submission;
import yanzhen.app.cluster.Reports.Way;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Kind;
import yanzhen.app.site.Api;
import yanzhen.app.site.Unreadable;

/** Annual reports for programs: read, corrected number by number, and their history. */
@RestController
@Tag(name = "reports", description = "Annual reports 年报")
class ReportsApi {

    private static final int FIRST_YEAR = 1990;
    private static final int LAST_YEAR = 2100;

    /**
     * The report of a year.
     *
     * @param submission number of the latest submission; 0 while there is none
     */
    record ReportBody(
            UUID organisation,
            int year,
            int submission,
            List<NumberBody> values,
            List<DoubtBody> doubts) {}

    /** A number with who reported it and when. */
    record NumberBody(
            String datum,
            String name,
            @Schema(description = UNITS) String unit,
            BigDecimal value,
            Instant reportedAt,
            String reportedBy) {}

    /** Numbers that do not go together; nothing is refused for them. */
    record DoubtBody(
            String check,
            @Schema(description = "Whether it may well be so; otherwise the numbers contradict")
                    boolean hint,
            String sentence,
            String sentenceEn,
            List<DoubtFigureBody> figures) {}

    /** A number that a check looked at. */
    record DoubtFigureBody(String datum, int year, String unit, BigDecimal value) {}

    /** Numbers to report. Those that are not named stay as they are. */
    record NumbersTyped(@Nullable List<NumberTyped> values) {}

    /** One of them. */
    record NumberTyped(
            @Nullable String datum,
            @Schema(description = "null takes back what was reported") @Nullable BigDecimal value,
            @Schema(description = UNITS + " Left out where a number is taken back.")
                    @Nullable String unit) {}

    /** One time that numbers of a year were reported. */
    record ReportSubmissionBody(
            int submission,
            @Schema(description = "FORM, TABLE, API, or PACK for demonstration records") String way,
            Instant reportedAt,
            String reportedBy,
            List<NumberChangeBody> changes) {

        static ReportSubmissionBody of(Submission it) {
            return new ReportSubmissionBody(
                    it.number(),
                    it.way().name(),
                    it.at(),
                    it.by(),
                    it.changes().stream()
                            .map(each ->
                                    new NumberChangeBody(each.datum(), each.before(), each.after()))
                            .toList());
        }
    }

    /** What it made of a number. */
    record NumberChangeBody(
            String datum, @Nullable BigDecimal before, @Nullable BigDecimal after) {}

    private static final String UNITS =
            "CNY (yuan, not 10,000 yuan), people, years, 1 (a share of the whole), count, points or"
                    + " place, as the datum has it.";

    private record ReportCommand(
            UUID organisation,
            int year,
            Map<String, @Nullable BigDecimal> values,
            @Nullable Integer seen) {}

    private final ReportReaders readers;
    private final ReportYears years;
    private final Reports reports;
    private final Checks checks;
    private final Commands commands;

    ReportsApi(
            ReportReaders readers,
            ReportYears years,
            Reports reports,
            Checks checks,
            Commands commands) {
        this.readers = readers;
        this.years = years;
        this.reports = reports;
        this.checks = checks;
        this.commands = commands;
    }

    @GetMapping("/api/v1/organisations/{id}/reports/{year}")
    @Operation(
            summary = "The report of a year: numbers with who gave them and when, and doubts",
            description =
                    "The ETag changes with every submission; send it as If-Match with a change.")
    @ApiResponse(responseCode = "200", description = "The report.")
    @ApiResponse(responseCode = "304", description = "It is as the ETag sent.")
    @Nullable ResponseEntity<ReportBody> one(
            @PathVariable UUID id, @PathVariable int year, WebRequest request) {
        readers.mustRead(id);
        mustBeWritten(year);
        var body = body(id, year);
        var tag = tag(body.submission);
        if (request.checkNotModified(tag)) {
            return null;
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).eTag(tag).body(body);
    }

    private static void mustBeWritten(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new Unreadable("year", String.valueOf(year), "report-year");
        }
    }

    private static String tag(int submission) {
        return "\"%d\"".formatted(submission);
    }

    private ReportBody body(UUID id, int year) {
        return new ReportBody(
                id,
                year,
                reports.latest(id, year),
                numbers(id, year),
                checks.of(id, year, Map.of()).stream().map(ReportsApi::doubt).toList());
    }

    /** In the order of the pack. */
    private List<NumberBody> numbers(UUID id, int year) {
        var reported = new HashMap<String, Reported>();
        reports.of(id).stream()
                .filter(it -> it.year() == year)
                .forEach(it -> reported.put(it.datum(), it));
        var numbers = new ArrayList<NumberBody>();
        for (var asked : reports.asked()) {
            var found = reported.get(asked.datum().key());
            if (found != null && !asked.known()) {
                numbers.add(number(found, asked));
            }
        }
        return List.copyOf(numbers);
    }

    private Map<String, Asked> data() {
        return reports.asked().stream()
                .filter(it -> !it.known())
                .collect(Collectors.toMap(it -> it.datum().key(), it -> it));
    }

    private static NumberBody number(Reported it, Asked asked) {
        var datum = asked.datum();
        return new NumberBody(
                datum.key(), datum.name().zh(), unit(datum.kind()), it.value(), it.at(), it.by());
    }

    private static DoubtBody doubt(Doubt it) {
        var check = it.check();
        return new DoubtBody(
                check.key(),
                check.hint(),
                check.say().zh(),
                check.say().en(),
                it.figures().stream()
                        .map(each ->
                                new DoubtFigureBody(
                                        each.datum().key(),
                                        each.year(),
                                        unit(each.datum().kind()),
                                        each.value()))
                        .toList());
    }

    private static String unit(Kind kind) {
        return switch (kind) {
            case MONEY -> "CNY";
            case PEOPLE -> "people";
            case YEARS -> "years";
            case SHARE -> "1";
            case COUNT -> "count";
            case POINTS -> "points";
            case PLACE -> "place";
        };
    }

    @GetMapping("/api/v1/organisations/{id}/reports/{year}/submissions")
    @Operation(summary = "Every time that numbers of a year were reported, the latest first")
    List<ReportSubmissionBody> submissions(@PathVariable UUID id, @PathVariable int year) {
        readers.mustRead(id);
        mustBeWritten(year);
        return reports.history(id, year).stream().map(ReportSubmissionBody::of).toList();
    }

    @PatchMapping("/api/v1/organisations/{id}/reports/{year}")
    @Operation(
            summary = "Report numbers of a year; those not named stay as they are",
            description =
                    "Doubts about the numbers come with the answer and never refuse it. With"
                            + " If-Match the change is made only while the report is as that ETag.")
    @ApiResponse(responseCode = "200", description = "The report as it is now.")
    @ApiResponse(
            responseCode = "412",
            description = "Somebody has reported since the ETag of If-Match. Read it again.")
    ResponseEntity<ReportBody> report(
            @RequestHeader(Api.KEY) String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @PathVariable UUID id,
            @PathVariable int year,
            @RequestBody NumbersTyped body) {
        readers.mustRead(id);
        var problems = new Problems();
        years.check(year, problems);
        var values = values(body, problems);
        problems.mustBeNone();
        var command = new ReportCommand(id, year, values, seen(match));
        try {
            var answer =
                    commands.once(
                            key,
                            command,
                            id,
                            () ->
                                    reports.report(
                                            new Filing(id, year, values, Way.API, command.seen)));
            var changed = Api.changed(answer, body(id, year));
            return ResponseEntity.status(changed.getStatusCode())
                    .headers(changed.getHeaders())
                    .eTag(tag(reports.latest(id, year)))
                    .body(changed.getBody());
        } catch (Reports.Moved e) {
            throw new ResponseStatusException(HttpStatus.PRECONDITION_FAILED, e.getMessage(), e);
        }
    }

    /** Null for any state. */
    private static @Nullable Integer seen(@Nullable String match) {
        if (match == null || match.equals("*")) {
            return null;
        }
        try {
            return Integer.valueOf(match.strip().replaceAll("^\"|\"$", ""));
        } catch (NumberFormatException e) {
            throw new ResponseStatusException(HttpStatus.PRECONDITION_FAILED, match, e);
        }
    }

    private Map<String, @Nullable BigDecimal> values(NumbersTyped body, Problems problems) {
        var values = new TreeMap<String, @Nullable BigDecimal>();
        var typed = body.values == null ? List.<NumberTyped>of() : body.values;
        if (typed.isEmpty()) {
            problems.add("", null, "values", "", "required");
        }
        var data = data();
        for (int at = 0; at < typed.size(); at++) {
            read(typed.get(at), "values[%d].".formatted(at), data, values, problems);
        }
        return values;
    }

    private static void read(
            NumberTyped typed,
            String place,
            Map<String, Asked> data,
            Map<String, @Nullable BigDecimal> values,
            Problems problems) {
        var key = typed.datum == null ? "" : typed.datum;
        var asked = data.get(key);
        if (asked == null) {
            problems.add(
                    "", null, place + "datum", key, key.isEmpty() ? "required" : "report-datum");
            return;
        }
        if (values.containsKey(key)) {
            problems.add("", null, place + "datum", key, "duplicate");
            return;
        }
        values.put(
                key, typed.value == null ? null : read(typed, typed.value, place, asked, problems));
    }

    private static @Nullable BigDecimal read(
            NumberTyped typed, BigDecimal value, String place, Asked asked, Problems problems) {
        var kind = asked.datum().kind();
        var unit = typed.unit == null ? "" : typed.unit;
        if (!unit.equals(unit(kind))) {
            var code = unit.isEmpty() ? "required" : "report-unit";
            problems.add("", null, place + "unit", unit, code, unit(kind));
        }
        var held = NumberTyping.held(value, kind);
        if (held == null) {
            problems.add("", null, place + "value", value.toString(), "typed-range");
        }
        return held;
    }
}
