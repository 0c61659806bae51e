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

    /**
     * Writes one record for each row of a query, in one statement, so that thousands of states need
     * not leave the database and come back.
     *
     * @param changes a query with the columns {@code action}, {@code subject_type}, {@code
     *     subject}, {@code before} and {@code after} (as {@code jsonb}) and {@code reason}, in the
     *     order of the records; never put together from what a user typed
     * @param parameters of the query
     * @return how many records
     */
    int recordRows(String changes, Object... parameters);
}
