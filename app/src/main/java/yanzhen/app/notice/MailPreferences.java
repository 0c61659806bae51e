package yanzhen.app.notice;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 通知设置: where and in which language the viewer gets mail. Every change leaves an audit record,
 * which holds no address.
 */
public interface MailPreferences {

    /**
     * As they stand.
     *
     * @param email confirmed by its link; null when there is none
     * @param pending address whose link was not followed yet; null when there is none
     * @param byMail whether notices come by mail too
     * @param english language of mails and of the own calendar
     */
    record Preference(
            @Nullable String email, @Nullable String pending, boolean byMail, boolean english) {

        public static final Preference DEFAULT = new Preference(null, null, false, false);
    }

    /** A mail that did not go out so far, or was given up. */
    record Trouble(MailRoute.Fault fault, Instant at, boolean givenUp, int tries) {}

    Preference own();

    /** The latest mail of the account when it is in trouble; empty when the latest went out. */
    Optional<Trouble> trouble();

    /**
     * Sends a link to an address. The address before, if any, stays in use until the link is
     * followed.
     *
     * @param email of the form {@link MailAddress} checks
     * @throws yanzhen.app.site.Conflict when this node sends no mail, when the address is in use
     *     already, or when too many links were asked for today
     */
    void propose(String email);

    /** An address that waits for its confirmation. */
    record Waiting(UUID id, String email) {}

    /**
     * What the link of a mail stands for; empty when it is wrong, used, too old or somebody else's.
     */
    Optional<Waiting> waiting(String token);

    /**
     * Takes the address of a link into use; notices come by mail from now on.
     *
     * @throws yanzhen.app.site.NotFound when the link is wrong, used, too old or somebody else's
     */
    void confirm(String token);

    /**
     * Sets what may be chosen.
     *
     * @throws yanzhen.app.site.Conflict when mail is asked for without a confirmed address, or when
     *     nothing changes
     */
    void choose(boolean byMail, boolean english);

    /**
     * Forgets address and pending address.
     *
     * @throws yanzhen.app.site.Conflict when there is none
     */
    void forget();
}
