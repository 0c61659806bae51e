package yanzhen.app.notice.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.notice.Inbox;
import yanzhen.app.notice.Inbox.Query;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;

/** 通知: what the viewer was told, unread first. */
@Controller
class NoticesPage {

    private static final int ROWS = 30;

    /** What the address holds; all may be missing. */
    record Asked(@Nullable String kind, @Nullable Boolean unread, @Nullable String cursor) {
        Query query() {
            return new Query(kind == null ? "" : kind.strip(), Boolean.TRUE.equals(unread));
        }
    }

    /**
     * All that the template may read.
     *
     * @param unread of all kinds
     * @param latest until which all can be marked; null when there is none
     */
    record Listing(
            List<Line> lines,
            long count,
            long unread,
            List<Choice> kinds,
            Query query,
            boolean all,
            @Nullable UUID latest,
            @Nullable String next,
            boolean first,
            ListAddress address) {}

    /** One notice. */
    record Line(
            UUID id,
            String kind,
            String text,
            String at,
            @Nullable String due,
            boolean read,
            @Nullable String undelivered) {}

    private final Inbox inbox;
    private final NoticeWords words;

    NoticesPage(Inbox inbox, NoticeWords words) {
        this.inbox = inbox;
        this.words = words;
    }

    @GetMapping("/notices")
    String show(@ModelAttribute Asked asked, Model model, Locale locale) {
        var query = asked.query();
        var after = cursor(asked.cursor);
        var slice = inbox.search(query, after, ROWS);
        model.addAttribute(
                "listing",
                new Listing(
                        slice.items().stream().map(it -> line(it, locale)).toList(),
                        inbox.count(query),
                        inbox.count(new Query("", true)),
                        kinds(locale),
                        query,
                        query.equals(Query.ALL),
                        inbox.latest().orElse(null),
                        slice.next(),
                        after == null,
                        address(query)));
        return "notice/notices";
    }

    private static ListAddress address(Query query) {
        return ListAddress.of("/notices")
                .with("kind", query.kind())
                .with("unread", query.unreadOnly() ? true : null);
    }

    private List<Choice> kinds(Locale locale) {
        return inbox.kinds().stream()
                .map(it ->
                        new Choice(
                                it.kind(),
                                "%s (%d)".formatted(words.kind(it.kind(), locale), it.count())))
                .toList();
    }

    private Line line(Inbox.Notice it, Locale locale) {
        return new Line(
                it.id(),
                words.kind(it.kind(), locale),
                it.text().in(locale),
                words.moment(it.at()),
                words.momentOrNull(it.due()),
                it.read(),
                it.undelivered() == null ? null : words.fault(it.undelivered(), locale));
    }

    /** The place after a row: whether that was unread, and its id. */
    static @Nullable Cursor cursor(@Nullable String text) {
        var cursor = Cursor.read(text, 2).orElse(null);
        if (cursor == null) {
            return null;
        }
        var values = cursor.values();
        if (!values.getFirst().matches("true|false")
                || !values.getLast().matches("[0-9a-f-]{36}")) {
            throw Cursor.foreign(text);
        }
        return cursor;
    }

    /** Opening it is reading it; then on to what it is about. */
    @GetMapping("/notices/{id}")
    String open(@PathVariable UUID id) {
        return "redirect:" + read(id).path();
    }

    @PostMapping("/notices/{id}/read")
    String mark(@PathVariable UUID id, @ModelAttribute Asked asked) {
        read(id);
        return "redirect:" + address(asked.query()).first();
    }

    private Inbox.Notice read(UUID id) {
        return inbox.read(id).orElseThrow(() -> new NotFound("notice", id));
    }

    @PostMapping("/notices/read")
    String markAll(
            @RequestParam UUID until, @ModelAttribute Asked asked, RedirectAttributes flash) {
        inbox.readAll(asked.query(), until);
        flash.addFlashAttribute("done", "notices-read");
        return "redirect:" + address(asked.query()).first();
    }
}
