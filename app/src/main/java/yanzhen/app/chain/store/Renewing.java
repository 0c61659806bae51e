package yanzhen.app.chain.store;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.Proposals.Said;
import yanzhen.app.chain.Provision;
import yanzhen.app.kernel.SourceNote;

/**
 * 更新: what a fact says once a newer source has been heard, the rest staying as it was. It is as
 * sure as before: that somebody confirms it does not make it verified.
 */
record Renewing(String sourceTitle, @Nullable String url, LocalDate asOf) {

    /** Reason that stands in the history of a fact that was confirmed. */
    static final String CONFIRMED = "确认未变，来源更新";

    static Renewing of(Said said) {
        return new Renewing(said.sourceTitle(), said.sourceUrl(), said.asOf());
    }

    private SourceNote source(SourceNote before) {
        return new SourceNote(sourceTitle, url, asOf, before.confidence());
    }

    Provision.Statement supplier(Provision.Statement it) {
        return supplier(it, it.share(), it.negligible());
    }

    /** The same supplier with another share, as it is typed. */
    Provision.Statement supplier(Provision.Statement it, String share) {
        boolean told = !share.equals(Said.NEGLIGIBLE) && !share.equals(Said.UNKNOWN);
        return supplier(it, told ? new BigDecimal(share) : null, share.equals(Said.NEGLIGIBLE));
    }

    private Provision.Statement supplier(
            Provision.Statement it, @Nullable BigDecimal share, boolean negligible) {
        return new Provision.Statement(
                it.organisation(),
                it.provider(),
                it.country(),
                share,
                negligible,
                it.total(),
                source(it.source()));
    }

    NodeFact.Statement fact(NodeFact.Statement it) {
        return fact(it, it.value());
    }

    /** The same kind of fact with another value. */
    NodeFact.Statement fact(NodeFact.Statement it, String value) {
        return new NodeFact.Statement(
                it.kind(),
                value,
                it.reference(),
                it.owner(),
                source(it.source()),
                it.validFrom(),
                it.validUntil());
    }
}
