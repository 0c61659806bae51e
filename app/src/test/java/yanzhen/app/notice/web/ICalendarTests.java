package yanzhen.app.notice.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.notice.CalendarEntry;
import yanzhen.app.notice.CalendarEntry.When;

class ICalendarTests {

    private static final Instant CHANGED = Instant.parse("2026-05-01T00:30:00Z");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @Test
    void writesADeadlineASpanAndDays() {
        var calendar =
                ReadCalendar.of(
                        calendar(
                                entry(
                                        "call-1",
                                        When.Span.at(Instant.parse("2026-06-01T09:00:00Z")),
                                        0,
                                        false),
                                entry(
                                        "meeting-2",
                                        new When.Span(
                                                Instant.parse("2026-06-02T01:00:00Z"),
                                                Instant.parse("2026-06-02T03:30:00Z")),
                                        3,
                                        true),
                                entry(
                                        "publicity-3",
                                        new When.Days(
                                                LocalDate.of(2026, 6, 24),
                                                LocalDate.of(2026, 6, 30)),
                                        1,
                                        false)));

        assertThat(calendar.head())
                .contains("VERSION:2.0", "PRODID:-//Yanzhen//Notices//ZH", "NAME:日程");
        assertThat(calendar.events()).hasSize(3);
        assertThat(calendar.events().get(0))
                .containsEntry("UID", "call-1@yanzhen")
                .containsEntry("DTSTAMP", "20260501T003000Z")
                .containsEntry("DTSTART", "20260601T090000Z")
                .doesNotContainKey("DTEND")
                .containsEntry("SEQUENCE", "0")
                .containsEntry("STATUS", "CONFIRMED")
                .containsEntry("SUMMARY", "截止, 请提交")
                .containsEntry("URL", "https://yanzhen.example.cn/calls/1");
        assertThat(calendar.events().get(1))
                .containsEntry("DTSTART", "20260602T010000Z")
                .containsEntry("DTEND", "20260602T033000Z")
                .containsEntry("SEQUENCE", "3")
                .containsEntry("STATUS", "CANCELLED");
        // 24 to 30 June: the first day after it is 1 July.
        assertThat(calendar.events().get(2))
                .containsEntry("DTSTART;VALUE=DATE", "20260624")
                .containsEntry("DTEND;VALUE=DATE", "20260701");
    }

    @Test
    void speaksEnglishWhenAsked() {
        var calendar =
                ReadCalendar.of(
                        ICalendar.of(
                                "Dates",
                                List.of(entry("a", When.Span.at(CHANGED), 0, false)),
                                Locale.ENGLISH,
                                "http://localhost:8620"));

        assertThat(calendar.head()).contains("PRODID:-//Yanzhen//Notices//EN", "NAME:Dates");
        assertThat(calendar.events().getFirst())
                .containsEntry("SUMMARY", "Due; hand it in")
                .containsEntry("URL", "http://localhost:8620/calls/1");
    }

    /** RFC 5545 3.6: a calendar has one component at least. */
    @Test
    void isWholeAlsoWhenNothingIsOn() {
        var text = new String(calendar(), StandardCharsets.UTF_8);

        assertThat(ReadCalendar.of(calendar()).events()).isEmpty();
        assertThat(text).contains("BEGIN:VTIMEZONE\r\n").endsWith("END:VCALENDAR\r\n");
    }

    @Test
    void escapesWhatHasAMeaning() {
        assertThat(ICalendar.escaped("a\\b;c,d\ne\r\nf\rg\u0007h\ti:\"j\""))
                .isEqualTo("a\\\\b\\;c\\,d\\ne\\nf\\ngh\ti:\"j\"");
    }

    @Test
    void foldsAt75OctetsAndNotEarlier() {
        assertThat(lines(ICalendar.folded("x".repeat(75)))).containsExactly("x".repeat(75));
        assertThat(lines(ICalendar.folded("x".repeat(76)))).containsExactly("x".repeat(75), " x");
        // 24 characters of three octets are 72; one more would make 75 with the three before.
        assertThat(lines(ICalendar.folded("abc" + "雁".repeat(25))))
                .containsExactly("abc" + "雁".repeat(24), " 雁");
        assertThat(lines(ICalendar.folded("ab" + "雁".repeat(25))))
                .containsExactly("ab" + "雁".repeat(24), " 雁");
    }

    /**
     * Any text: lines keep to their length, each is UTF-8 by itself, and together they are the
     * text.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void foldsAndUnfoldsAnyText(long seed) throws CharacterCodingException {
        var text = text(new Random(seed), 400).replace("\r", "").replace("\n", "");

        var folded = ICalendar.folded(text);

        for (var line : ReadCalendar.octets(folded)) {
            assertThat(line.length).isLessThanOrEqualTo(ICalendar.LONGEST_LINE);
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(line));
        }
        assertThat(ReadCalendar.unfolded(folded)).containsExactly(text);
    }

    /** Any text as a summary comes back as it was, its line ends as line feeds. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bringsAnyTextBack(long seed) {
        var random = new Random(seed);
        var text = text(random, 200);
        var entry =
                new CalendarEntry(
                        "u-" + seed,
                        When.Span.at(CHANGED),
                        new Bilingual(text, "x"),
                        "/calls/1",
                        0,
                        CHANGED,
                        false);

        var read = ReadCalendar.of(calendar(entry)).events().getFirst().get("SUMMARY");

        assertThat(read).isEqualTo(plain(text));
    }

    @Test
    void givesTheSameBytesForTheSameEntries() {
        var entry = entry("a", When.Span.at(CHANGED), 0, false);

        assertThat(calendar(entry)).isEqualTo(calendar(entry));
        assertThat(
                        Arrays.equals(
                                calendar(entry),
                                calendar(entry("a", When.Span.at(CHANGED), 1, false))))
                .isFalse();
    }

    private static String plain(String text) {
        var plain = new StringBuilder();
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(it -> it == '\n' || it == '\t' || !Character.isISOControl(it))
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static final List<String> PIECES =
            List.of(
                    "雁",
                    "é",
                    "𠮷",
                    "😀",
                    "a",
                    " ",
                    "\\",
                    ";",
                    ",",
                    "\n",
                    "\r\n",
                    "\r",
                    "\t",
                    ":",
                    "\"",
                    "\u0000",
                    "\u007f",
                    "\u0085",
                    "BEGIN:VEVENT",
                    "END");

    private static String text(Random random, int most) {
        var text = new StringBuilder();
        int length = random.nextInt(most);
        for (int at = 0; at < length; at++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static CalendarEntry entry(String uid, When when, int sequence, boolean cancelled) {
        return new CalendarEntry(
                uid,
                when,
                new Bilingual("截止, 请提交", "Due; hand it in"),
                "/calls/1",
                sequence,
                CHANGED,
                cancelled);
    }

    private static byte[] calendar(CalendarEntry... entries) {
        return ICalendar.of(
                "日程", List.of(entries), Locale.SIMPLIFIED_CHINESE, "https://yanzhen.example.cn");
    }

    private static List<String> lines(byte[] folded) {
        var lines = new ArrayList<String>();
        ReadCalendar.octets(folded)
                .forEach(it -> lines.add(new String(it, StandardCharsets.UTF_8)));
        return lines;
    }
}
