package yanzhen.app.notice;

import java.time.LocalDate;
import java.util.List;

/**
 * 日程来源: gives dated entries to the calendars. A module makes a bean of it. Entries with the same
 * uid from both lists count once, as the account's own.
 */
public interface CalendarSource {

    /**
     * What everybody may know. Asked as a visitor, whoever reads the calendar.
     *
     * @param since entries that ended before this day are not needed
     */
    List<CalendarEntry> open(LocalDate since);

    /** What the viewer is concerned with besides. Asked with the rights of the account. */
    List<CalendarEntry> own(LocalDate since);
}
