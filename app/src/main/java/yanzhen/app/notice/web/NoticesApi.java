package yanzhen.app.notice.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.notice.Feeds;
import yanzhen.app.notice.Inbox;
import yanzhen.app.notice.Inbox.Query;
import yanzhen.app.notice.MailAddress;
import yanzhen.app.notice.MailPreferences;
import yanzhen.app.notice.MailRoute;
import yanzhen.app.notice.Subscriptions;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** The asking account's notices, and how it gets them. */
@RestController
@Tag(name = "notices", description = "Notices, mail, calendars, what is followed 通知")
class NoticesApi {

    private static final String SETTINGS = "/api/v1/notices/settings";

    /**
     * A notice.
     *
     * @param undelivered why its mail was given up; missing when it was not
     */
    @Schema(name = "Notice")
    record NoticeBody(
            UUID id,
            String kind,
            String subjectType,
            String subject,
            String path,
            Bilingual text,
            Instant at,
            @Nullable Instant due,
            boolean read,
            @Nullable String undelivered) {}

    /** How many notices are not read, counting to 100. */
    record UnreadNotices(long count) {}

    /**
     * Until which notice all count as read.
     *
     * @param until the latest that was looked at
     * @param kind missing for all kinds
     */
    record ReadBody(@Nullable UUID until, @Nullable String kind) {}

    /** How many were marked. */
    record MarkedNotices(int marked) {}

    /**
     * How notices come.
     *
     * @param mail NONE when this node can send mail, else what it lacks
     * @param trouble why the latest mail did not arrive; missing when it did
     */
    record NoticeSettings(
            MailRoute.Lack mail,
            @Nullable String email,
            @Nullable String pendingEmail,
            boolean byMail,
            String language,
            @Nullable String trouble) {}

    /** What may be chosen; what is missing stays. */
    record NoticeChoice(@Nullable Boolean byMail, @Nullable String language) {}

    /** An address that a link is to be sent to. */
    record NoticeAddress(@Nullable String email) {}

    /** The address of a calendar; it itself is not kept. */
    record CalendarFeed(UUID id, Instant madeAt, @Nullable LocalDate usedOn) {}

    /**
     * A new address of a calendar.
     *
     * @param address missing when the command was sent before: it is given once and not kept
     */
    record NewCalendarFeed(UUID id, @Nullable String address) {}

    /** Something that is followed. */
    @Schema(name = "NoticeSubscription")
    record FollowedBody(
            UUID id, String type, String subject, Bilingual title, String path, Instant since) {}

    private final Inbox inbox;
    private final MailRoute route;
    private final MailPreferences preferences;
    private final Feeds feeds;
    private final Subscriptions subscriptions;
    private final NoticeCommands commands;
    private final NoticeWords words;
    private final FeedAddress addresses;

    NoticesApi(
            Inbox inbox,
            MailRoute route,
            MailPreferences preferences,
            Feeds feeds,
            Subscriptions subscriptions,
            NoticeCommands commands,
            NoticeWords words,
            FeedAddress addresses) {
        this.inbox = inbox;
        this.route = route;
        this.preferences = preferences;
        this.feeds = feeds;
        this.subscriptions = subscriptions;
        this.commands = commands;
        this.words = words;
        this.addresses = addresses;
    }

    @GetMapping("/api/v1/notices")
    @Operation(summary = "Notices, unread first, then the latest first; pages by cursor")
    Slice<NoticeBody> search(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Locale locale) {
        return inbox.search(
                        new Query(kind.strip(), unread),
                        NoticesPage.cursor(cursor),
                        Api.limited(limit))
                .map(it -> body(it, locale));
    }

    @GetMapping("/api/v1/notices/unread")
    @Operation(summary = "How many notices are not read, counting to 100")
    UnreadNotices unread() {
        return new UnreadNotices(inbox.unread(100));
    }

    @GetMapping("/api/v1/notices/{id}")
    @Operation(summary = "One notice; asking for it does not mark it as read")
    NoticeBody one(@PathVariable UUID id, Locale locale) {
        return inbox.find(id)
                .map(it -> body(it, locale))
                .orElseThrow(() -> new NotFound("notice", id));
    }

    /** The key changes nothing here: marking twice is marking once, and leaves no audit record. */
    @PatchMapping("/api/v1/notices/{id}")
    @Operation(summary = "Mark a notice as read")
    NoticeBody read(@RequestHeader(Api.KEY) String key, @PathVariable UUID id, Locale locale) {
        return inbox.read(id)
                .map(it -> body(it, locale))
                .orElseThrow(() -> new NotFound("notice", id));
    }

    @PatchMapping("/api/v1/notices")
    @Operation(summary = "Mark all notices up to one as read")
    MarkedNotices readAll(@RequestHeader(Api.KEY) String key, @RequestBody ReadBody body) {
        if (body.until == null) {
            var problems = new Problems();
            problems.add("", null, "until", "", "required");
            throw new Problems.Refused(problems);
        }
        var kind = body.kind == null ? "" : body.kind.strip();
        return new MarkedNotices(inbox.readAll(new Query(kind, false), body.until));
    }

    private NoticeBody body(Inbox.Notice it, Locale locale) {
        return new NoticeBody(
                it.id(),
                it.kind(),
                it.subjectType(),
                it.subject(),
                it.path(),
                it.text(),
                it.at(),
                it.due(),
                it.read(),
                it.undelivered() == null ? null : words.fault(it.undelivered(), locale));
    }

    @GetMapping("/api/v1/notices/settings")
    @Operation(summary = "Where and in which language notices come")
    NoticeSettings settings(Locale locale) {
        var own = preferences.own();
        return new NoticeSettings(
                route.lack(),
                own.email(),
                own.pending(),
                own.byMail(),
                own.english() ? "en" : "zh",
                preferences.trouble().map(it -> words.fault(it.fault(), locale)).orElse(null));
    }

    @PatchMapping("/api/v1/notices/settings")
    @Operation(summary = "Choose whether notices come by mail, and their language")
    ResponseEntity<NoticeSettings> choose(
            @RequestHeader(Api.KEY) String key, @RequestBody NoticeChoice body, Locale locale) {
        var problems = new Problems();
        var language = body.language;
        if (language != null && !language.equals("zh") && !language.equals("en")) {
            problems.add("", null, "language", language, "unknown-reference");
        }
        problems.mustBeNone();
        var own = preferences.own();
        var answer =
                commands.choose(
                        key,
                        body.byMail == null ? own.byMail() : body.byMail,
                        language == null ? own.english() : language.equals("en"));
        return Api.changed(answer, settings(locale));
    }

    @PostMapping("/api/v1/notices/settings/address")
    @Operation(summary = "Send a link to an address; it is used once the link was followed")
    ResponseEntity<NoticeSettings> propose(
            @RequestHeader(Api.KEY) String key, @RequestBody NoticeAddress body, Locale locale) {
        var problems = new Problems();
        var address = MailAddress.read(body.email, problems);
        problems.mustBeNone();
        return Api.created(SETTINGS, commands.propose(key, address), settings(locale));
    }

    @PostMapping("/api/v1/notices/settings/address/removal")
    @Operation(summary = "Forget the address; no mail is sent any more")
    ResponseEntity<NoticeSettings> forget(@RequestHeader(Api.KEY) String key, Locale locale) {
        return Api.created(SETTINGS, commands.forget(key), settings(locale));
    }

    @GetMapping("/api/v1/notices/feeds")
    @Operation(summary = "Addresses of the own calendar; they themselves are not kept")
    List<CalendarFeed> feeds() {
        return feeds.own().stream().map(NoticesApi::feed).toList();
    }

    private static CalendarFeed feed(Feeds.Feed it) {
        return new CalendarFeed(it.id(), it.madeAt(), it.usedOn());
    }

    @PostMapping("/api/v1/notices/feeds")
    @Operation(summary = "Make an address of the own calendar; the answer holds it once")
    ResponseEntity<NewCalendarFeed> makeFeed(@RequestHeader(Api.KEY) String key) {
        var made = commands.makeFeed(key);
        return Api.created(
                "/api/v1/notices/feeds",
                made.answer(),
                new NewCalendarFeed(
                        made.answer().id(),
                        made.token() == null ? null : addresses.of(made.token())));
    }

    @PostMapping("/api/v1/notices/feeds/{id}/revoke")
    @Operation(summary = "Revoke an address of the own calendar; the answer holds those left")
    ResponseEntity<List<CalendarFeed>> revokeFeed(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id) {
        return Api.created("/api/v1/notices/feeds", commands.revokeFeed(key, id), feeds());
    }

    @GetMapping("/api/v1/notices/subscriptions")
    @Operation(summary = "What the account follows, the latest first")
    List<FollowedBody> subscriptions() {
        return subscriptions.all().stream()
                .map(it ->
                        new FollowedBody(
                                it.id(),
                                it.what().type(),
                                it.what().subject(),
                                it.what().title(),
                                it.what().path(),
                                it.since()))
                .toList();
    }

    @PostMapping("/api/v1/notices/subscriptions/{id}/end")
    @Operation(summary = "Follow something no longer; the answer holds what is left")
    ResponseEntity<List<FollowedBody>> end(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id) {
        return Api.created("/api/v1/notices/subscriptions", commands.end(key, id), subscriptions());
    }
}
