package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Moments as pages show them: to the minute, in the zone of the clock. */
final class Times {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private Times() {}

    static String said(Instant at, Clock clock) {
        return MINUTE.format(at.atZone(clock.getZone()));
    }
}
