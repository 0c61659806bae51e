package yanzhen.app.challenge;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.challenge.Wall.Content;

/**
 * 榜: a need put on the wall for anyone able to meet it. A state offers only its own moves.
 *
 * <p>Closing is not a state but a time: from the deadline on no bid is taken.
 */
public sealed interface Challenge {

    UUID id();

    Content content();

    /** Whether it was made up for a demonstration. */
    boolean synthetic();

    /** 草稿: may lack anything but the title. */
    record Draft(UUID id, Content content, boolean synthetic) implements Challenge {

        public Draft redrafted(Content other) {
            return new Draft(id, other, synthetic);
        }

        /**
         * Puts it on the wall.
         *
         * @throws yanzhen.app.kernel.Problems.Refused when the rules find something missing
         */
        public Published published(ChallengeRules rules, Instant now) {
            rules.missing(content, now).mustBeNone();
            return new Published(id, content, synthetic, now);
        }

        public Withdrawn withdrawn(String reason, Instant now) {
            return new Withdrawn(id, content, synthetic, null, now, reason);
        }
    }

    /**
     * 已上榜, taking bids or waiting for the award.
     *
     * @param since when it went on the wall
     */
    record Published(UUID id, Content content, boolean synthetic, Instant since)
            implements Challenge {

        /** Until its deadline, and not at the very moment of it. */
        public boolean takesBids(Instant now) {
            return content.bidDeadline() != null && now.isBefore(content.bidDeadline());
        }

        /**
         * Once no more bids are taken.
         *
         * @throws Wall.WrongState while they are
         */
        public Awarded awarded(Instant now) {
            if (takesBids(now)) {
                throw new Wall.WrongState("award");
            }
            return new Awarded(id, content, synthetic, since);
        }

        /** A later deadline. */
        public Published extended(Instant deadline) {
            return new Published(id, content.closingAt(deadline), synthetic, since);
        }

        public Withdrawn withdrawn(String reason, Instant now) {
            return new Withdrawn(id, content, synthetic, since, now, reason);
        }
    }

    /** 攻关中: a team is at work. */
    record Awarded(UUID id, Content content, boolean synthetic, Instant since)
            implements Challenge {

        public Completed completed() {
            return new Completed(id, content, synthetic, since);
        }
    }

    /** 已完成: its outcome is accepted. */
    record Completed(UUID id, Content content, boolean synthetic, Instant since)
            implements Challenge {}

    /**
     * 已撤回.
     *
     * @param since when it had gone on the wall; null when it never had
     * @param reason shown to everybody who may see it
     */
    record Withdrawn(
            UUID id,
            Content content,
            boolean synthetic,
            @Nullable Instant since,
            Instant at,
            String reason)
            implements Challenge {}

    /** DRAFT, PUBLISHED, AWARDED, COMPLETED or WITHDRAWN. */
    default String state() {
        return switch (this) {
            case Draft _ -> "DRAFT";
            case Published _ -> "PUBLISHED";
            case Awarded _ -> "AWARDED";
            case Completed _ -> "COMPLETED";
            case Withdrawn _ -> "WITHDRAWN";
        };
    }

    /** When it went on the wall; null when it never did. */
    default @Nullable Instant onTheWallSince() {
        return switch (this) {
            case Draft _ -> null;
            case Published it -> it.since;
            case Awarded it -> it.since;
            case Completed it -> it.since;
            case Withdrawn it -> it.since;
        };
    }

    /** As people are told: a published one is OPEN or CLOSED by the clock of the server. */
    default String shownState(Instant now) {
        return this instanceof Published it ? it.takesBids(now) ? "OPEN" : "CLOSED" : state();
    }
}
