package yanzhen.app.notice.store;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import yanzhen.app.notice.MailRoute.Fault;
import yanzhen.app.notice.NodeAddress;

/** 投递: hands a mail to the mail server, and says what became of it. */
@Component
class Postman {

    /**
     * A mail that was not taken.
     *
     * @param forGood whether another attempt would end the same way
     */
    record Undelivered(Fault fault, boolean forGood) {}

    private static final int REPLIES_FOR_GOOD = 500;

    private final @Nullable JavaMailSender server;
    private final MessageSource messages;
    private final NodeAddress address;
    private final String from;
    private final Clock clock;

    /**
     * The one of the application.
     *
     * @param from address of the sender; empty for {@code no-reply} at this node's own name
     */
    @Autowired
    Postman(
            ObjectProvider<JavaMailSender> server,
            MessageSource messages,
            NodeAddress address,
            @Value("${yanzhen.mail-from:}") String from,
            Clock clock) {
        this(server.getIfAvailable(), messages, address, from, clock);
    }

    Postman(
            @Nullable JavaMailSender server,
            MessageSource messages,
            NodeAddress address,
            String from,
            Clock clock) {
        this.server = server;
        this.messages = messages;
        this.address = address;
        this.from = from.isBlank() ? "no-reply@" + address.host() : from.strip();
        this.clock = clock;
        check(this.from);
    }

    private static void check(String from) {
        try {
            new InternetAddress(from, true).validate();
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "The sender of mails (%s) is no address. Give one with YANZHEN_MAIL_FROM, such as notices@example.cn."
                            .formatted(from),
                    e);
        }
    }

    /** Empty when the server took it. */
    Optional<Undelivered> deliver(Letter letter) {
        if (server == null) {
            throw new IllegalStateException("No mail server is named.");
        }
        try {
            var mail = server.createMimeMessage();
            var parts = new MimeMessageHelper(mail, false, StandardCharsets.UTF_8.name());
            parts.setFrom(from, messages.getMessage("site.name", null, letter.language()));
            parts.setTo(letter.to());
            parts.setSubject(letter.subject());
            parts.setText(letter.text());
            parts.setSentDate(Date.from(clock.instant()));
            mail.setHeader("Message-ID", "<%s@%s>".formatted(letter.id(), address.host()));
            // RFC 3834: no answering machine answers it. RFC 2369: where it can be switched off.
            mail.setHeader("Auto-Submitted", "auto-generated");
            address.given()
                    .ifPresent(it -> unsubscribe(mail, "<%s/notices/settings>".formatted(it)));
            server.send(mail);
            return Optional.empty();
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException(
                    "The mail %s cannot be written.".formatted(letter.id()), e);
        } catch (MailException e) {
            return Optional.of(undelivered(e));
        }
    }

    private static void unsubscribe(jakarta.mail.internet.MimeMessage mail, String where) {
        try {
            mail.setHeader("List-Unsubscribe", where);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Undelivered undelivered(MailException fault) {
        var address = first(fault, SMTPAddressFailedException.class);
        if (address.isPresent()) {
            int reply = address.get().getReturnCode();
            return reply >= REPLIES_FOR_GOOD
                    ? new Undelivered(new Fault("no-such-address", reply), true)
                    : new Undelivered(new Fault("refused", reply), false);
        }
        var reply =
                first(fault, SMTPSendFailedException.class)
                        .map(SMTPSendFailedException::getReturnCode)
                        .or(() ->
                                first(fault, SMTPSenderFailedException.class)
                                        .map(SMTPSenderFailedException::getReturnCode))
                        .filter(it -> it >= 400)
                        .orElse(null);
        boolean answered = reply != null || fault instanceof MailAuthenticationException;
        return new Undelivered(new Fault(answered ? "refused" : "unreachable", reply), false);
    }

    /** The faults of a mail hang on each other in three ways; each is looked at once. */
    private static <T extends Throwable> Optional<T> first(Throwable fault, Class<T> type) {
        var open = new ArrayList<Throwable>(List.of(fault));
        var seen = new ArrayList<Throwable>();
        while (!open.isEmpty()) {
            var it = open.removeFirst();
            if (type.isInstance(it)) {
                return Optional.of(type.cast(it));
            }
            if (seen.contains(it)) {
                continue;
            }
            seen.add(it);
            if (it instanceof MailSendException several) {
                open.addAll(List.of(several.getMessageExceptions()));
            }
            if (it instanceof MessagingException chained && chained.getNextException() != null) {
                open.add(chained.getNextException());
            }
            if (it.getCause() != null) {
                open.add(it.getCause());
            }
        }
        return Optional.empty();
    }
}
