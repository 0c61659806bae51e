package yanzhen.app.cluster;

import java.util.List;
import java.util.UUID;
import yanzhen.app.cluster.Belongings.Passage;
import yanzhen.app.cluster.Belongings.Return;
import yanzhen.app.cluster.Belongings.Trace;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

/** 流转的审计记录: one for each thing that followed its organisation. */
public final class Following {

    /** Whose it was, and whose it is. */
    record Of(UUID organisation) {}

    private final AuditTrail audit;
    private final String action;
    private final String subject;

    /**
     * Things of one kind.
     *
     * @param action of the audit records
     * @param subject its type, as in the audit trail
     */
    public Following(AuditTrail audit, String action, String subject) {
        this.audit = audit;
        this.action = action;
        this.subject = subject;
    }

    /** Records those that passed on. */
    public List<Trace> passed(Passage it, List<Trace> passed) {
        record(
                passed.stream().map(Trace::item).toList(),
                new Of(it.giver()),
                new Of(it.taker()),
                it.reason());
        return passed;
    }

    /** Records those that came back, which are all but the missing ones. */
    public List<String> returned(Return it, List<String> missing) {
        record(
                it.traces().stream()
                        .map(Trace::item)
                        .filter(item -> !missing.contains(item))
                        .toList(),
                new Of(it.taker()),
                new Of(it.giver()),
                it.reason());
        return missing;
    }

    private void record(List<String> items, Of before, Of after, String reason) {
        audit.recordAll(
                items.stream()
                        .map(it -> Change.of(action, subject, it, before, after).because(reason))
                        .toList());
    }
}
