package yanzhen.app.challenge;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** 揭榜: challenges and bids, from the draft to the award. */
public interface Wall {

    /**
     * 量化指标.
     *
     * @param atLeast true when the measured value must reach the value, false when it must not
     *     exceed it
     */
    record Target(
            String metric, boolean atLeast, BigDecimal value, String unit, String testMethod) {

        public boolean metBy(BigDecimal measured) {
            return atLeast ? measured.compareTo(value) >= 0 : measured.compareTo(value) <= 0;
        }
    }

    /**
     * What a challenge says; a draft may lack any of it but the title.
     *
     * @param bidDeadline from this moment on no bid is taken
     */
    record Content(
            @Nullable UUID weakLink,
            UUID owner,
            String title,
            String description,
            BaseCategory category,
            @Nullable Yuan reward,
            String payer,
            String ipRule,
            String useCommitment,
            @Nullable Instant bidDeadline,
            @Nullable LocalDate deliverBy,
            List<Target> targets) {

        /** Whether a field of the form is filled in. */
        public boolean says(String field) {
            return switch (field) {
                case "description" -> !description.isBlank();
                case "payer" -> !payer.isBlank();
                case "ipRule" -> !ipRule.isBlank();
                case "useCommitment" -> !useCommitment.isBlank();
                case "reward" -> reward != null;
                case "deliverBy" -> deliverBy != null;
                case "bidDeadline" -> bidDeadline != null;
                case "weakLink" -> weakLink != null;
                default ->
                        throw new IllegalArgumentException(
                                "A challenge has no field %s that a rule could require."
                                        .formatted(field));
            };
        }

        /** The same with another deadline. */
        public Content closingAt(Instant deadline) {
            return new Content(
                    weakLink,
                    owner,
                    title,
                    description,
                    category,
                    reward,
                    payer,
                    ipRule,
                    useCommitment,
                    deadline,
                    deliverBy,
                    targets);
        }
    }

    /**
     * 揭榜申请, in its latest version.
     *
     * @param promises one value for each target, in order
     * @param version counted from 1
     * @param digest SHA-256 of the text of the receipt
     * @param withdrawnAt when its bidder took it back; null while it stands
     * @param decision AWARDED or DECLINED; null while undecided
     */
    record Bid(
            UUID id,
            UUID challenge,
            UUID organisation,
            String approach,
            Yuan price,
            List<BigDecimal> promises,
            int version,
            String digest,
            Instant submittedAt,
            @Nullable Instant withdrawnAt,
            @Nullable String decision,
            @Nullable String reason) {

        public boolean stands() {
            return withdrawnAt == null;
        }
    }

    /**
     * 回执 of one version of a bid.
     *
     * @param sheet whether its text was kept, which bids of before have not
     */
    record Receipt(UUID bid, int version, String digest, Instant submittedAt, boolean sheet) {}

    /** What a bidder offers. */
    record Offer(String approach, Yuan price, List<BigDecimal> promises) {}

    /** 延期: a deadline that was put off. */
    record Extension(Instant before, Instant after, String reason, Instant at) {}

    /** 榜单排序, the largest first. */
    enum Sort {
        /** Those that take bids, then those that wait for the award, then the others. */
        STATE,
        PUBLISHED,
        DEADLINE,
        REWARD
    }

    /**
     * What to look for.
     *
     * @param words part of title, description or the owner's name; empty for all
     * @param state DRAFT, OPEN, CLOSED, AWARDED, COMPLETED, WITHDRAWN or empty for all
     * @param category of the five bases; empty for all
     * @param chain key of a chain; empty for all
     */
    record Query(String words, String state, String category, String chain, Sort sort) {

        public static Query all() {
            return new Query("", "", "", "", Sort.STATE);
        }
    }

    /**
     * A challenge in a list.
     *
     * @param chain where its weak link lies; null when it comes from none
     * @param node the weak link; null when it comes from none
     */
    record Listed(Challenge challenge, @Nullable Bilingual chain, @Nullable Bilingual node) {}

    /** Two values make the cursor. */
    Slice<Listed> search(Query query, @Nullable Cursor after, int size);

    long count(Query query);

    Optional<Challenge> find(UUID id);

    /**
     * The rules in force.
     *
     * @throws NoRules when no pack has brought any
     */
    ChallengeRules rules();

    UUID draft(Content content);

    /**
     * Changes a draft.
     *
     * @throws WrongState when it is no draft any more
     */
    void redraft(UUID id, Content content);

    /**
     * Puts it on the wall.
     *
     * @throws yanzhen.app.kernel.Problems.Refused when something is missing; it stays a draft
     */
    void publish(UUID id);

    /**
     * Takes it back, before an award only.
     *
     * @param reason shown to everybody
     */
    void withdraw(UUID id, String reason);

    /**
     * Opens it for bids again, when none came.
     *
     * @param deadline in the future, and before the delivery
     */
    void extend(UUID id, Instant deadline, String reason);

    List<Extension> extensions(UUID challenge);

    /** Bids that the viewer may see: before the deadline only the own one. */
    List<Bid> bids(UUID challenge);

    /** How many bids stood at the deadline; null while it lies ahead. The number is public. */
    @Nullable Long bidsAtClosing(UUID challenge);

    /** Receipts of all versions of the viewer's own bids, the latest first. */
    List<Receipt> receipts(UUID challenge);

    /**
     * 回执正文: the text whose SHA-256 is the digest of the receipt, byte for byte.
     *
     * @return empty where there is none that the viewer may have
     */
    Optional<String> receiptSheet(UUID challenge, UUID bid, int version);

    /**
     * 送达: that something for a challenge has reached us.
     *
     * @param at by the clock of the database, which alone judges deadlines
     */
    record Arrival(UUID id, UUID challenge, UUID organisation, Instant at) {}

    /**
     * Notes that somebody hands something in. It is done before all else, outside of any
     * transaction: from then on it counts as in time, however long we need to see to it.
     */
    Arrival arrived(UUID challenge, UUID organisation);

    /** The same for what concerns a bid that there is. */
    Arrival arrivedFor(UUID bid);

    /**
     * Hands a bid in, or a new version of it.
     *
     * @return the bid
     * @throws Late when it arrived at the deadline or after it
     */
    UUID bid(Arrival arrival, Offer offer);

    /** What arrives now. */
    UUID bid(UUID challenge, UUID organisation, Offer offer);

    /**
     * Takes the own bid back, before the deadline. It can be handed in again.
     *
     * @throws Late when it arrived at the deadline or after it
     */
    void withdrawBid(UUID bid, Arrival arrival);

    /** As it arrives now. */
    void withdrawBid(UUID bid);

    /**
     * Awards one bid, declines the others, and starts the project with its milestones.
     *
     * @return the project
     */
    UUID award(UUID bid, String reason, String reasonForOthers);

    /** The project that an award started; empty before. */
    Optional<UUID> project(UUID challenge);

    /** The challenge is not in the state that this needs. */
    final class WrongState extends Conflict {
        public WrongState(String move) {
            super(
                    "challenge-" + move,
                    "The challenge is in a state that does not allow: %s.".formatted(move));
        }
    }

    /** What arrived at the deadline or after it. */
    final class Late extends Conflict {

        /**
         * Says by how much.
         *
         * @param at and deadline as the region's clock shows them, to the millisecond
         * @param behind milliseconds between the two
         */
        public Late(String at, String deadline, long behind) {
            super(
                    "challenge-late",
                    "It arrived at %s, %d ms after the deadline %s."
                            .formatted(at, behind, deadline),
                    at,
                    deadline,
                    String.valueOf(behind));
        }
    }

    /** The organisation has as many undecided bids as the rules allow. */
    final class TooManyBids extends Conflict {
        public TooManyBids(int most) {
            super(
                    "challenge-bids-many",
                    "The organisation has %d undecided bids already.".formatted(most),
                    String.valueOf(most));
        }
    }

    /** No pack has brought rules for challenges. */
    final class NoRules extends Conflict {
        public NoRules() {
            super("challenge-no-rules", "No pack with a challenge.yaml is loaded.");
        }
    }
}
