package yanzhen.app.notice;

import java.util.Collection;
import java.util.UUID;

/**
 * 告知: tells accounts that something has changed. Whoever changes it calls this inside of the
 * transaction of the change, so that nobody is told what did not happen, and nothing that happened
 * goes untold.
 *
 * <p>Anybody may tell, and learns nothing by it: neither who follows a thing, nor how many, nor who
 * was told already. Telling leaves no audit record of its own: the change that it tells of has one.
 */
public interface Notices {

    /**
     * Tells each of the accounts once; those that were told before by the same key are left alone.
     * An account that is disabled finds it when it is enabled again, and gets no mail.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside of a
     *     transaction
     * @throws org.springframework.dao.DataIntegrityViolationException when there is no such account
     */
    void tell(Collection<UUID> accounts, Message message);

    /**
     * Tells everybody who follows a thing.
     *
     * @param subjectType of what is followed, which may be another thing than the message's subject
     */
    void tellSubscribers(String subjectType, String subject, Message message);
}
