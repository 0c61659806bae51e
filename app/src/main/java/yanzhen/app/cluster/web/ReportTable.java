package yanzhen.app.cluster.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.Reports.Asked;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.TableRow;
import yanzhen.app.site.UploadedTable;
import yanzhen.app.site.UploadedTable.Column;

/**
 * 年报表: the numbers of a firm's year as a table to fill in, with what is known already.
 *
 * <p>Each row carries the report that it belongs to (表号): the firm's code, the year, and the number
 * of the last submission that stands in it, so that a table that lay for weeks is compared with
 * what it began from.
 */
@Component
class ReportTable {

    private static final String REPORT = "report";
    private static final String DATUM = "datum";
    private static final String UNIT = "unit";
    private static final String VALUE = "value";
    private static final List<String> COLUMNS =
            List.of(REPORT, DATUM, "name", "form", UNIT, "before", VALUE);
    private static final Set<String> NEEDED = Set.of(REPORT, DATUM, UNIT, VALUE);
    private static final int[] WIDTHS = {30, 20, 38, 18, 12, 18, 18};
    private static final int MOST_TEXT = 200;
    private static final int MOST_ROWS = 1_000;
    private static final String FILLED_IN = "FFF8DC";
    private static final MediaType XLSX =
            MediaType.parseMediaType(
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private static final Pattern NAMED = Pattern.compile("(\\w{18})-(\\d{4})-(\\d{1,6})");

    /**
     * What a table holds.
     *
     * @param seen number of the submission that it began from
     * @param typed texts by datum
     */
    record Read(int seen, Map<String, String> typed) {}

    private final Reports reports;
    private final ReportTyping typing;
    private final MessageSource messages;

    ReportTable(Reports reports, ReportTyping typing, MessageSource messages) {
        this.reports = reports;
        this.typing = typing;
        this.messages = messages;
    }

    /** The table as a file. */
    ResponseEntity<byte[]> download(
            Organisation organisation, int year, Sheet.Form form, Locale locale) {
        var name = say("report.table.file", locale, organisation.nameIn(locale), "" + year);
        var rows = rows(organisation, year, locale);
        if (form == Sheet.Form.CSV) {
            var sheet = new Sheet(name, COLUMNS, it -> say(head(it), locale));
            rows.forEach(sheet::add);
            return sheet.download(form);
        }
        var file = URLEncoder.encode(name + ".xlsx", StandardCharsets.UTF_8).replace("+", "%20");
        return ResponseEntity.ok()
                .contentType(XLSX)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + file)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(workbook(rows, year, locale));
    }

    private List<@Nullable Object[]> rows(Organisation organisation, int year, Locale locale) {
        var id = organisation.id();
        int latest = reports.latest(id, year);
        var now = reports.asOf(id, year, latest);
        var before = reports.asOf(id, year - 1, reports.latest(id, year - 1));
        var report = "%s-%d-%d".formatted(organisation.key(), year, latest);
        var rows = new ArrayList<@Nullable Object[]>();
        for (var asked : typing.asked()) {
            var datum = asked.datum();
            rows.add(
                    new @Nullable Object[] {
                        report,
                        datum.key(),
                        datum.name().in(locale),
                        asked.form(),
                        unit(asked, locale),
                        said(before.get(datum.key()), asked),
                        said(now.get(datum.key()), asked)
                    });
        }
        return rows;
    }

    private static @Nullable BigDecimal said(@Nullable BigDecimal value, Asked asked) {
        return value == null
                ? null
                : new BigDecimal(NumberTyping.said(value, asked.datum().kind()));
    }

    private String unit(Asked asked, Locale locale) {
        return say("check.unit." + asked.datum().kind(), locale);
    }

    private byte[] workbook(List<@Nullable Object[]> rows, int year, Locale locale) {
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "Yanzhen", "1.0")) {
            var sheet = book.newWorksheet(say("report.head", locale, "" + year));
            for (int column = 0; column < WIDTHS.length; column++) {
                sheet.value(0, column, say(head(COLUMNS.get(column)), locale));
                sheet.style(0, column).bold().set();
                sheet.width(column, WIDTHS[column]);
            }
            sheet.freezePane(0, 1);
            for (int at = 0; at < rows.size(); at++) {
                fill(sheet, at + 1, rows.get(at));
            }
            notes(book.newWorksheet(say("import.notes", locale)), locale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void fill(Worksheet sheet, int row, @Nullable Object[] cells) {
        for (int column = 0; column < cells.length; column++) {
            switch (cells[column]) {
                case null -> {}
                case Number number -> sheet.value(row, column, number);
                case Object text -> sheet.value(row, column, text.toString());
            }
        }
        sheet.style(row, cells.length - 1).fillColor(FILLED_IN).set();
    }

    private void notes(Worksheet sheet, Locale locale) {
        for (int at = 0; at < COLUMNS.size(); at++) {
            sheet.value(at, 0, say(head(COLUMNS.get(at)), locale));
            sheet.value(at, 1, say("report.table.note." + COLUMNS.get(at), locale));
        }
        sheet.width(0, WIDTHS[1]);
        sheet.width(1, 90);
    }

    /**
     * Reads a table that was filled in, with everything that is wrong with it.
     *
     * @param locale in which units are said; they are read in both languages
     * @return null when it cannot be read at all
     */
    @Nullable Read read(
            Path file, Organisation organisation, int year, Locale locale, Problems problems) {
        var reading = new Reading(organisation.key(), year, locale, problems);
        boolean whole = UploadedTable.read(file, columns(), MOST_ROWS, problems, reading::row);
        return whole ? new Read(reading.seen(organisation), reading.typed) : null;
    }

    private List<Column> columns() {
        return COLUMNS.stream()
                .map(it -> new Column(it, NEEDED.contains(it), MOST_TEXT, bothLanguages(head(it))))
                .toList();
    }

    private Set<String> bothLanguages(String message) {
        return Set.copyOf(
                Stream.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)
                        .map(it -> say(message, it))
                        .distinct()
                        .toList());
    }

    private static String head(String column) {
        return "report.table." + column;
    }

    private String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    /** One table while its rows come. */
    private final class Reading {

        private final String code;
        private final int year;
        private final Locale locale;
        private final Problems problems;
        private final Map<String, Asked> data = new HashMap<>();
        private final Map<String, String> typed = new TreeMap<>();
        private final Set<String> strange = new HashSet<>();
        private final Set<Integer> seen = new HashSet<>();

        Reading(String code, int year, Locale locale, Problems problems) {
            this.code = code;
            this.year = year;
            this.locale = locale;
            this.problems = problems;
            typing.asked().forEach(it -> data.put(it.datum().key(), it));
        }

        void row(TableRow row) {
            checkReport(row);
            var key = row.required(DATUM, problems);
            var asked = data.get(key);
            if (key.isEmpty()) {
                return;
            }
            if (asked == null) {
                row.complain(problems, DATUM, "report-datum");
            } else if (typed.containsKey(key)) {
                row.complain(problems, DATUM, "duplicate");
            } else {
                take(row, asked);
            }
        }

        /** Each strange report is named once: it would be the same in every row. */
        private void checkReport(TableRow row) {
            var text = row.required(REPORT, problems);
            var parts = NAMED.matcher(text);
            if (text.isEmpty() || strange.contains(text)) {
                return;
            }
            if (!parts.matches()) {
                strange.add(text);
                row.complain(problems, REPORT, "report-table-report");
            } else if (!parts.group(1).equals(code)) {
                strange.add(text);
                row.complain(problems, REPORT, "report-other-firm", parts.group(1), code);
            } else if (!parts.group(2).equals(String.valueOf(year))) {
                strange.add(text);
                row.complain(problems, REPORT, "report-other-year", parts.group(2), "" + year);
            } else {
                seen.add(Integer.valueOf(parts.group(3)));
            }
        }

        private void take(TableRow row, Asked asked) {
            var key = asked.datum().key();
            var kind = asked.datum().kind();
            var units = bothLanguages("check.unit." + kind);
            var unit = row.required(UNIT, problems);
            if (!unit.isEmpty() && !units.contains(unit)) {
                row.complain(problems, UNIT, "report-unit", unit(asked, locale));
            }
            var plain = NumberTyping.plain(row.text(VALUE));
            typed.put(key, plain);
            if (!plain.isEmpty()) {
                NumberTyping.read(key, row.number(), plain, kind, problems);
            }
        }

        /** The earliest: what came after it is shown as such. */
        int seen(Organisation organisation) {
            int latest = reports.latest(organisation.id(), year);
            return Math.min(latest, seen.stream().mapToInt(it -> it).min().orElse(latest));
        }
    }
}
