package yanzhen.app.notice.web;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.notice.MailRoute.Fault;

/** What pages and the API say in words. */
@Component
class NoticeWords {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private final MessageSource messages;
    private final Clock clock;

    NoticeWords(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /** In the region's own time. */
    String moment(Instant at) {
        return MINUTE.format(at.atZone(clock.getZone()));
    }

    @Nullable String momentOrNull(@Nullable Instant at) {
        return at == null ? null : moment(at);
    }

    /** A kind that no module has named shows as it is called. */
    String kind(String kind, Locale locale) {
        var name = messages.getMessage("notice.kind." + kind, null, kind, locale);
        return name == null ? kind : name;
    }

    String fault(Fault fault, Locale locale) {
        var why = messages.getMessage("notice.fault." + fault.code(), null, locale);
        return fault.reply() == null
                ? why
                : messages.getMessage(
                        "notice.fault.replied",
                        new Object[] {why, String.valueOf(fault.reply())},
                        locale);
    }
}
