package yanzhen.app.notice.store;

import java.util.Locale;
import java.util.UUID;

/**
 * 信件: a mail ready to be sent.
 *
 * @param id of what it tells; each attempt carries it as Message-ID
 */
record Letter(UUID id, String to, Locale language, String subject, String text) {}
