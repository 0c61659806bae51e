package yanzhen.app.notice;

import org.jspecify.annotations.Nullable;

/** 邮件通道: whether this node can send mail at all. Without it, notices show on their page alone. */
public interface MailRoute {

    /** What keeps it from sending. */
    enum Lack {
        /** Nothing does. */
        NONE,
        /** No mail server is named ({@code spring.mail.host}). */
        SERVER,
        /** A mail without links would be of no use ({@code yanzhen.address}). */
        ADDRESS
    }

    Lack lack();

    default boolean open() {
        return lack() == Lack.NONE;
    }

    /**
     * Why a mail did not arrive.
     *
     * @param code {@code unreachable}, {@code refused}, {@code no-such-address}, {@code
     *     interrupted}, {@code switched-off}, {@code account-disabled}, {@code expired}; its
     *     sentence is the message {@code notice.fault.<code>}
     * @param reply of the mail server, 400 to 599; null when it gave none
     */
    record Fault(String code, @Nullable Integer reply) {}
}
