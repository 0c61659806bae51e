package yanzhen.app.challenge;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.Conflict;

/** 揭榜: challenges and bids, from the draft to the award. */
public interface Wall {

    /** 榜的状态. Closing is not a state but a time: from the deadline on no bid is taken. */
    enum State {
        DRAFT,
        PUBLISHED,
        AWARDED,
        COMPLETED,
        WITHDRAWN
    }

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

        /** Everything that keeps it off the wall, all at once. */
        public Problems missing(Instant now) {
            var problems = new Problems();
            require(problems, "description", description);
            require(problems, "payer", payer);
            require(problems, "ipRule", ipRule);
            require(problems, "useCommitment", useCommitment);
            if (reward == null) {
                problems.add("", null, "reward", "", "challenge-missing");
            }
            if (deliverBy == null) {
                problems.add("", null, "deliverBy", "", "challenge-missing");
            }
            if (bidDeadline == null) {
                problems.add("", null, "bidDeadline", "", "challenge-missing");
            } else if (!bidDeadline.isAfter(now)) {
                problems.add("", null, "bidDeadline", bidDeadline.toString(), "deadline-past");
            }
            if (targets.isEmpty()) {
                problems.add("", null, "targets", "", "challenge-missing");
            }
            return problems;
        }

        private static void require(Problems problems, String field, String value) {
            if (value.isBlank()) {
                problems.add("", null, field, "", "challenge-missing");
            }
        }
    }

    /** 榜 as stored. */
    record Challenge(UUID id, State state, Content content, boolean synthetic) {
        public boolean takesBids(Instant now) {
            return state == State.PUBLISHED
                    && content.bidDeadline() != null
                    && now.isBefore(content.bidDeadline());
        }
    }

    /**
     * 揭榜申请.
     *
     * @param promises one value for each target, in order
     * @param digest SHA-256 over the content, the bidder's receipt
     * @param decision AWARDED or DECLINED; null while undecided
     */
    record Bid(
            UUID id,
            UUID challenge,
            UUID organisation,
            String approach,
            Yuan price,
            List<BigDecimal> promises,
            String digest,
            Instant submittedAt,
            @Nullable String decision,
            @Nullable String reason) {}

    List<Challenge> challenges();

    Optional<Challenge> find(UUID id);

    UUID draft(Content content);

    /** Changes a draft. */
    void redraft(UUID id, Content content);

    /**
     * Puts it on the wall.
     *
     * @throws Problems.Refused when something is missing; it stays a draft
     */
    void publish(UUID id);

    /** Bids that the viewer may see: before the deadline only the own one. */
    List<Bid> bids(UUID challenge);

    UUID bid(
            UUID challenge,
            UUID organisation,
            String approach,
            Yuan price,
            List<BigDecimal> promises);

    /**
     * Awards one bid, declines the others, and starts the project with its milestones.
     *
     * @return the project
     */
    UUID award(UUID bid, String reason, String reasonForOthers);

    /** The challenge is not in the state that this needs. */
    final class WrongState extends Conflict {
        public WrongState(String move) {
            super(
                    "challenge-" + move,
                    "The challenge is in a state that does not allow: %s.".formatted(move));
        }
    }
}
