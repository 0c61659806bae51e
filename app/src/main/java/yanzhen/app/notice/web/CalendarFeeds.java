package yanzhen.app.notice.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import yanzhen.app.access.Openly;
import yanzhen.app.access.Viewers;
import yanzhen.app.notice.CalendarEntry;
import yanzhen.app.notice.CalendarSource;
import yanzhen.app.notice.Feeds;
import yanzhen.app.notice.MailPreferences;
import yanzhen.app.site.NotFound;

/** 日历订阅: what is on for everybody, and for the account of an address that nobody can guess. */
@Controller
class CalendarFeeds {

    /** What is over stays for this long, so that readers learn of what was called off. */
    private static final int DAYS_BACK = 90;

    private static final MediaType CALENDAR =
            MediaType.parseMediaType("text/calendar;charset=UTF-8");

    private final List<CalendarSource> sources;
    private final Openly openly;
    private final Feeds feeds;
    private final MailPreferences preferences;
    private final FeedAddress addresses;
    private final MessageSource messages;
    private final Clock clock;

    CalendarFeeds(
            ObjectProvider<CalendarSource> sources,
            Openly openly,
            Feeds feeds,
            MailPreferences preferences,
            FeedAddress addresses,
            MessageSource messages,
            Clock clock) {
        this.sources = sources.orderedStream().toList();
        this.openly = openly;
        this.feeds = feeds;
        this.preferences = preferences;
        this.addresses = addresses;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/calendar.ics")
    @Nullable ResponseEntity<byte[]> open(
            @RequestParam(defaultValue = "zh") String lang, WebRequest request) {
        // By its address alone: what a store on the way keeps must be the same for everybody.
        var language = lang.equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
        return answer("notice.calendar.open", since(), List.of(), language, true, request);
    }

    /** The account's rights are those of now, not of when the address was made. */
    @GetMapping("/calendar/{token}.ics")
    @Nullable ResponseEntity<byte[]> own(@PathVariable String token, WebRequest request) {
        // The address itself is a secret: the answer does not repeat it.
        var account = feeds.account(token).orElseThrow(() -> new NotFound("calendar feed", "…"));
        return Viewers.doAs(
                account.asViewer(),
                () -> {
                    var since = since();
                    var own = sources.stream().flatMap(it -> it.own(since).stream()).toList();
                    var language =
                            preferences.own().english()
                                    ? Locale.ENGLISH
                                    : Locale.SIMPLIFIED_CHINESE;
                    return answer("notice.calendar.own", since, own, language, false, request);
                });
    }

    private LocalDate since() {
        return LocalDate.now(clock).minusDays(DAYS_BACK);
    }

    private @Nullable ResponseEntity<byte[]> answer(
            String name,
            LocalDate since,
            List<CalendarEntry> own,
            Locale language,
            boolean everybodys,
            WebRequest request) {
        var open =
                openly.ask(() -> sources.stream().flatMap(it -> it.open(since).stream()).toList());
        var bytes =
                ICalendar.of(
                        messages.getMessage(name, null, language),
                        together(own, open, since),
                        language,
                        addresses.base());
        var tag = "\"" + digest(bytes) + "\"";
        if (request.checkNotModified(tag)) {
            return null;
        }
        var caching = CacheControl.maxAge(Duration.ofMinutes(5));
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .eTag(tag)
                .cacheControl(everybodys ? caching.cachePublic() : caching.cachePrivate())
                .header("Content-Disposition", "inline; filename=\"calendar.ics\"")
                .header("X-Robots-Tag", "noindex")
                .body(bytes);
    }

    /** By time, then by uid: the same entries come in the same order. */
    private List<CalendarEntry> together(
            List<CalendarEntry> own, List<CalendarEntry> open, LocalDate since) {
        var once = new LinkedHashMap<String, CalendarEntry>();
        Stream.concat(own.stream(), open.stream())
                .filter(it -> !it.when().lastDay(clock.getZone()).isBefore(since))
                .forEach(it -> once.putIfAbsent(it.uid(), it));
        return once.values().stream()
                .sorted(
                        Comparator.comparing(
                                        (CalendarEntry it) -> it.when().lastDay(clock.getZone()))
                                .thenComparing(CalendarEntry::uid))
                .toList();
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
