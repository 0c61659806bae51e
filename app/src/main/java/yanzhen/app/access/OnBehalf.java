package yanzhen.app.access;

import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * 代为: a part of a transaction done with the rights of the program, acting for organisations.
 *
 * <p>For what follows from a decision and is no decision of its own: when two records become one,
 * sealed bids and drafts must follow although whoever merges may not read them. The audit trail
 * still names who acts.
 */
public interface OnBehalf {

    /**
     * Does the work; afterwards the transaction has the rights that it had before.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside of a
     *     transaction
     */
    <T> T of(Set<UUID> organisations, Supplier<T> work);
}
