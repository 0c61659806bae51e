package yanzhen.app.evidence;

import java.util.List;

/**
 * 审计记录: one record per state change, written in the transaction that makes the change.
 *
 * <p>The application's database role may insert and read, never update or delete.
 */
public interface AuditTrail {

    /**
     * Writes one record for the current actor.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside of a
     *     transaction
     */
    void record(Change change);

    /** Writes one record for each change, in order and in one batch. */
    void recordAll(List<Change> changes);
}
