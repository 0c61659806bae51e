package yanzhen.app.chain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 更新提请: whoever answers for a node is asked whether a fact still holds.
 *
 * @param chain that answers for the node
 * @param kind PROVISION, or a kind of fact on a node
 * @param about the supplier, or what the fact says
 * @param share percent of a supplier as it is typed; null for a fact on the node
 * @param asOf day of the source of the fact that is asked about
 * @param due last day on which it counts as fresh
 * @param reminders how often it was asked again
 * @param note what the one who was asked first passed on with it; null when nobody did
 * @param proposed whether an answer waits for review
 */
public record UpdateRequest(
        UUID id,
        UUID node,
        String chain,
        Bilingual chainName,
        Bilingual nodeName,
        String kind,
        Bilingual about,
        @Nullable String share,
        UUID fact,
        LocalDate asOf,
        LocalDate due,
        State state,
        NodeOwner asked,
        Instant askedAt,
        int reminders,
        @Nullable String note,
        @Nullable String notedBy,
        boolean proposed,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        boolean synthetic) {

    /** Of facts on suppliers, beside the kinds of facts on nodes. */
    public static final String PROVISION = "PROVISION";

    /** 状态. */
    public enum State {
        /** 待答. */
        OPEN,
        /** 逾期未答. */
        OVERDUE,
        /** 已更新: something else was said. */
        ANSWERED,
        /** 确认未变: the same, with a newer source. */
        CONFIRMED,
        /** 撤销: nobody needs an answer any longer. */
        WITHDRAWN;

        public boolean waits() {
            return this == OPEN || this == OVERDUE;
        }
    }
}
