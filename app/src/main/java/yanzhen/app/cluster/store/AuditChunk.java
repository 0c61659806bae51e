package yanzhen.app.cluster.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

/** Writes audit records of many changes, a few thousand at a time. */
final class AuditChunk {

    private static final int SIZE = 5_000;

    private final AuditTrail audit;
    private final IntConsumer told;
    private final List<Change> changes = new ArrayList<>(SIZE);
    private int written;

    /**
     * An empty one.
     *
     * @param told after each writing how many there are in all
     */
    AuditChunk(AuditTrail audit, IntConsumer told) {
        this.audit = audit;
        this.told = told;
    }

    void add(Change change) {
        changes.add(change);
        if (changes.size() == SIZE) {
            write();
        }
    }

    /** Writes what has not been written yet. */
    void write() {
        audit.recordAll(List.copyOf(changes));
        written += changes.size();
        changes.clear();
        told.accept(written);
    }
}
