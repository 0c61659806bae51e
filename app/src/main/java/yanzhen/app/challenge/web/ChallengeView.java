package yanzhen.app.challenge.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.site.Choice;

/**
 * All that the template of a challenge may read.
 *
 * @param next message key of who may do what next
 * @param missing fields that keep a draft off the wall
 * @param mine the viewer's own bids
 * @param bids all bids, once the deadline has passed and for those who may see them
 * @param arrived how many bids stood at the deadline; null while it lies ahead
 */
record ChallengeView(
        UUID id,
        String title,
        String description,
        String category,
        String state,
        boolean synthetic,
        String next,
        List<Step> steps,
        Terms terms,
        List<TargetLine> targets,
        @Nullable WeakPoint weakLink,
        @Nullable FromTopic topic,
        @Nullable Choice need,
        @Nullable Withdrawal withdrawal,
        List<PutOff> putOff,
        List<RuleLine> rules,
        List<String> missing,
        List<BidLine> mine,
        List<ReceiptLine> receipts,
        List<BidLine> bids,
        @Nullable Long arrived,
        List<Choice> bidders,
        Moves moves,
        @Nullable UUID project) {

    /** 阶段: past, here or ahead, with what happened. */
    record Step(String key, String at, @Nullable String say) {}

    /** What is agreed. */
    record Terms(
            UUID owner,
            String ownerName,
            Shown.@Nullable Amount reward,
            String payer,
            @Nullable String opened,
            @Nullable String deadline,
            String zone,
            String now,
            @Nullable LocalDate deliverBy,
            String ipRule,
            String use) {}

    /**
     * The topic of pre-research that it came from.
     *
     * @param path null for those who may not look at it
     */
    record FromTopic(String title, @Nullable String path) {}

    record TargetLine(String metric, String sign, String value, String unit, String test) {}

    record Withdrawal(@Nullable String at, String reason) {}

    record PutOff(String before, String after, String reason) {}

    /**
     * One bid.
     *
     * @param mayWithdraw whether the viewer may still take it back
     */
    record BidLine(
            UUID id,
            String bidder,
            UUID organisation,
            String approach,
            Shown.@Nullable Amount price,
            List<String> promises,
            int version,
            String digest,
            @Nullable String at,
            boolean stands,
            boolean mayWithdraw,
            @Nullable String decision,
            @Nullable String reason) {}

    /** A receipt; null instead of an address where its text was not kept. */
    record ReceiptLine(int version, String digest, @Nullable String at, @Nullable String sheet) {}

    /** What the viewer may do. */
    record Moves(boolean edit, boolean publish, boolean withdraw, boolean extend, boolean award) {}
}
