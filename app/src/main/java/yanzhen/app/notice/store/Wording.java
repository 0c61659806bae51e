package yanzhen.app.notice.store;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.notice.NodeAddress;

/** Writes mails: plain text in the reader's language, with a link to where the thing is. */
@Component
class Wording {

    private static final int LONGEST_SUBJECT = 100;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private final MessageSource messages;
    private final NodeAddress address;
    private final Clock clock;

    Wording(MessageSource messages, NodeAddress address, Clock clock) {
        this.messages = messages;
        this.address = address;
        this.clock = clock;
    }

    Letter notice(
            UUID id,
            String to,
            Locale language,
            Bilingual text,
            String path,
            @Nullable Instant due) {
        var said = text.in(language);
        var body = new StringBuilder(said).append("\n\n");
        if (due != null) {
            body.append(say(language, "notice.mail.due", moment(due))).append("\n\n");
        }
        body.append(address(path)).append("\n\n");
        return letter(id, to, language, subject(language, said), body);
    }

    Letter confirmation(UUID id, String to, Locale language, String token, Instant until) {
        var body =
                new StringBuilder(say(language, "notice.mail.confirm", moment(until)))
                        .append("\n\n")
                        .append(address("/notices/confirm/" + token))
                        .append("\n\n")
                        .append(say(language, "notice.mail.confirm.else"))
                        .append("\n\n");
        return letter(
                id,
                to,
                language,
                subject(language, say(language, "notice.mail.confirm.subject")),
                body);
    }

    private Letter letter(UUID id, String to, Locale language, String subject, StringBuilder body) {
        var text =
                body.append("-- \n")
                        .append(say(language, "notice.mail.foot", address("/notices/settings")))
                        .append('\n');
        return new Letter(id, to, language, subject, text.toString());
    }

    /** One line, cut between characters. */
    private String subject(Locale language, String said) {
        var line = said.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) > LONGEST_SUBJECT) {
            line = line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + "…";
        }
        return say(language, "notice.mail.subject", line);
    }

    private String say(Locale language, String key, Object... arguments) {
        return messages.getMessage(key, arguments, language);
    }

    private String moment(Instant at) {
        return MINUTE.format(at.atZone(clock.getZone()));
    }

    private String address(String path) {
        return address.given().orElse("") + path;
    }
}
