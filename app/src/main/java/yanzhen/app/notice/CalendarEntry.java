package yanzhen.app.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
import yanzhen.app.kernel.Bilingual;

/**
 * 日程: one dated thing of a calendar.
 *
 * @param uid stays the same as long as the thing does, 1 to 200 of letters, digits, dots and
 *     hyphens
 * @param when moment, span or days
 * @param summary what is on
 * @param path where it is looked at
 * @param sequence 0 at first; grows with each change that readers must learn of
 * @param changed when it was made or last changed
 * @param cancelled whether it is called off; it stays in the calendar, so that its readers take it
 *     out of theirs
 */
public record CalendarEntry(
        String uid,
        When when,
        Bilingual summary,
        String path,
        int sequence,
        Instant changed,
        boolean cancelled) {

    private static final Pattern UID = Pattern.compile("[A-Za-z0-9.-]{1,200}");

    public CalendarEntry {
        Paths.check(path);
        if (!UID.matcher(uid).matches()) {
            throw new IllegalArgumentException(
                    "The uid (%s) is not of the form %s.".formatted(uid, UID.pattern()));
        }
        if (sequence < 0) {
            throw new IllegalArgumentException(
                    "The sequence (%d) is less than 0.".formatted(sequence));
        }
    }

    /** When it is. */
    public sealed interface When {

        /** The last day that it touches, in the region's time or as a day of the calendar. */
        LocalDate lastDay(java.time.ZoneId zone);

        /**
         * From one moment to another; both the same for a deadline.
         *
         * @param end not before the start
         */
        record Span(Instant start, Instant end) implements When {
            public Span {
                if (end.isBefore(start)) {
                    throw new IllegalArgumentException(
                            "It ends (%s) before it starts (%s).".formatted(end, start));
                }
            }

            public static Span at(Instant moment) {
                return new Span(moment, moment);
            }

            @Override
            public LocalDate lastDay(java.time.ZoneId zone) {
                return end.atZone(zone).toLocalDate();
            }
        }

        /**
         * Whole days.
         *
         * @param last day, which belongs to it
         */
        record Days(LocalDate first, LocalDate last) implements When {
            public Days {
                if (last.isBefore(first)) {
                    throw new IllegalArgumentException(
                            "The last day (%s) comes before the first (%s)."
                                    .formatted(last, first));
                }
            }

            @Override
            public LocalDate lastDay(java.time.ZoneId zone) {
                return last;
            }
        }
    }
}
