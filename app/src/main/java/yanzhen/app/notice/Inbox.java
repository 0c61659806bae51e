package yanzhen.app.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/**
 * 收件箱: what the viewer was told. Reading a notice is no change of state worth an audit record, and
 * marking it twice is marking it once, so that it needs no key either.
 */
public interface Inbox {

    /**
     * A notice as its reader sees it.
     *
     * @param undelivered why its mail was given up; null when there was none or it went out
     */
    record Notice(
            UUID id,
            String kind,
            String subjectType,
            String subject,
            String path,
            Bilingual text,
            Instant at,
            @Nullable Instant due,
            boolean read,
            MailRoute.@Nullable Fault undelivered) {}

    /**
     * What to look for.
     *
     * @param kind empty for all
     */
    record Query(String kind, boolean unreadOnly) {
        public static final Query ALL = new Query("", false);
    }

    /** How many notices of a kind there are. */
    record Kind(String kind, long count) {}

    /** Unread first, then the latest first. */
    Slice<Notice> search(Query query, @Nullable Cursor after, int size);

    long count(Query query);

    /** The kinds of all notices, by kind. */
    List<Kind> kinds();

    Optional<Notice> find(UUID id);

    /** The notice, which counts as read from now on. */
    Optional<Notice> read(UUID id);

    /**
     * Marks what was there when the reader looked.
     *
     * @param until the latest notice that the reader could see
     * @return how many were unread
     */
    int readAll(Query query, UUID until);

    /** The latest notice; empty when there is none. */
    Optional<UUID> latest();

    /** How many are unread, counting no further than {@code most}. */
    long unread(long most);
}
