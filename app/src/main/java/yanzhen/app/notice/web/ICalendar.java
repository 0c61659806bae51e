package yanzhen.app.notice.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import yanzhen.app.notice.CalendarEntry;
import yanzhen.app.notice.CalendarEntry.When;

/**
 * 日历文件: entries as iCalendar (RFC 5545): lines end in CRLF and are folded at 75 octets, never
 * inside of a character; moments stand in UTC, days as dates whose end does not belong to them. The
 * same entries give the same bytes.
 */
final class ICalendar {

    /** RFC 5545 3.1: octets of a line without its end; those after the first begin with a space. */
    static final int LONGEST_LINE = 75;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Locale language;
    private final String base;

    private ICalendar(Locale language, String base) {
        this.language = language;
        this.base = base;
    }

    /**
     * A calendar.
     *
     * @param name as readers show it
     * @param entries in the order in which they are to stand
     * @param base address of this node, before the paths of entries
     */
    static byte[] of(String name, List<CalendarEntry> entries, Locale language, String base) {
        var calendar = new ICalendar(language, base);
        calendar.head(name);
        entries.forEach(calendar::event);
        if (entries.isEmpty()) {
            calendar.zone();
        }
        calendar.line("END:VCALENDAR");
        return calendar.out.toByteArray();
    }

    private void head(String name) {
        line("BEGIN:VCALENDAR");
        line("VERSION:2.0");
        line("PRODID:-//Yanzhen//Notices//" + (language.getLanguage().equals("en") ? "EN" : "ZH"));
        line("CALSCALE:GREGORIAN");
        // RFC 7986, and what older readers know it by.
        line("NAME:" + escaped(name));
        line("X-WR-CALNAME:" + escaped(name));
        line("REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        line("X-PUBLISHED-TTL:PT6H");
    }

    /**
     * RFC 5545 3.6 asks for one component at least; where nothing is on, the region's time is one.
     */
    private void zone() {
        line("BEGIN:VTIMEZONE");
        line("TZID:Asia/Shanghai");
        line("BEGIN:STANDARD");
        line("DTSTART:19920101T000000");
        line("TZOFFSETFROM:+0800");
        line("TZOFFSETTO:+0800");
        line("END:STANDARD");
        line("END:VTIMEZONE");
    }

    private void event(CalendarEntry it) {
        line("BEGIN:VEVENT");
        line("UID:" + it.uid() + "@yanzhen");
        line("DTSTAMP:" + moment(it.changed()));
        switch (it.when()) {
            case When.Span(var start, var end) -> {
                line("DTSTART:" + moment(start));
                // Without an end it is over as it begins: a deadline.
                if (end.isAfter(start)) {
                    line("DTEND:" + moment(end));
                }
            }
            case When.Days(var first, var last) -> {
                line("DTSTART;VALUE=DATE:" + day(first));
                line("DTEND;VALUE=DATE:" + day(last.plusDays(1)));
            }
        }
        line("SEQUENCE:" + it.sequence());
        line("STATUS:" + (it.cancelled() ? "CANCELLED" : "CONFIRMED"));
        line("SUMMARY:" + escaped(it.summary().in(language)));
        line("URL:" + base + it.path());
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }

    private static String moment(Instant at) {
        return MOMENT.format(at);
    }

    private static String day(LocalDate day) {
        return DAY.format(day);
    }

    /**
     * A text as a value (RFC 5545 3.3.11); other control characters than the tab are none of a text
     * and left out.
     */
    static String escaped(String text) {
        var escaped = new StringBuilder();
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .forEach(it -> {
                    switch (it) {
                        case '\\', ';', ',' -> escaped.append('\\').appendCodePoint(it);
                        case '\n' -> escaped.append("\\n");
                        default -> {
                            if (it == '\t' || !Character.isISOControl(it)) {
                                escaped.appendCodePoint(it);
                            }
                        }
                    }
                });
        return escaped.toString();
    }

    private void line(String content) {
        out.writeBytes(folded(content));
    }

    /** A line with its end, folded where it is longer than {@value #LONGEST_LINE} octets. */
    static byte[] folded(String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var folded = new ByteArrayOutputStream(bytes.length + bytes.length / 25 + 2);
        int from = 0;
        int room = LONGEST_LINE;
        while (bytes.length - from > room) {
            int until = from + room;
            while (continues(bytes[until])) {
                until--;
            }
            folded.write(bytes, from, until - from);
            folded.writeBytes(new byte[] {'\r', '\n', ' '});
            from = until;
            room = LONGEST_LINE - 1;
        }
        folded.write(bytes, from, bytes.length - from);
        folded.writeBytes(new byte[] {'\r', '\n'});
        return folded.toByteArray();
    }

    /** Whether the byte goes on with a character of UTF-8 that began before it. */
    private static boolean continues(byte it) {
        return (it & 0xC0) == 0x80;
    }
}
