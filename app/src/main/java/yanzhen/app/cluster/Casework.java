package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.site.Conflict;

/** 办理: what officers and experts do with applications. */
public interface Casework {

    /**
     * 待办.
     *
     * @param step id of the open step, by which it is decided
     * @param due day by which it should be left
     * @param opinions given so far in a review
     * @param appointed experts of a review who have not stepped aside
     * @param objections not answered yet
     * @param handler null while nobody has taken it
     */
    record Waiting(
            UUID step,
            UUID application,
            UUID round,
            String roundTitle,
            UUID organisation,
            String organisationName,
            @Nullable String organisationNameEn,
            String scheme,
            String district,
            Step kind,
            Instant since,
            LocalDate due,
            int opinions,
            int appointed,
            @Nullable BigDecimal score,
            int objections,
            boolean synthetic,
            @Nullable Handler handler) {

        /** The organisation's name for a reader's language; the Chinese one without an English. */
        public String nameIn(Locale locale) {
            return locale.getLanguage().equals("en") && organisationNameEn != null
                    ? organisationNameEn
                    : organisationName;
        }

        public boolean late(LocalDate day) {
            return due.isBefore(day);
        }
    }

    /**
     * 承办人.
     *
     * @param deputy whether the viewer stands in for him today
     */
    record Handler(UUID account, String name, boolean deputy) {}

    /**
     * What waits for the viewer, the one that is due first in front.
     *
     * @param round null for all
     * @param kind null for all
     */
    List<Waiting> queue(@Nullable UUID round, @Nullable Step kind);

    /**
     * 认定文号与生效日.
     *
     * @param from first day of the recognition; of an evaluation the day of its result
     * @param document notice by which it is announced
     */
    record Award(LocalDate from, String document) {}

    /**
     * Ends open steps, all of them or none.
     *
     * @param steps ids from the queue
     * @param reason shown to the applicant
     * @param award needed to pass the last step; null otherwise
     * @throws yanzhen.app.kernel.Problems.Refused with everything that stands against it, by
     *     organisation: somebody else was faster, no place is left, an opinion is missing
     */
    void decide(List<UUID> steps, Verdict verdict, String reason, @Nullable Award award);

    /**
     * 专家.
     *
     * @param waiting opinions that the expert owes
     */
    record Expert(UUID account, String name, int waiting) {}

    /** Who can be appointed, those who owe least first. */
    List<Expert> experts();

    /**
     * Appoints an expert to an application that is in review.
     *
     * @throws NotInReview when it is not
     * @throws AlreadyAppointed when the expert has it
     */
    void appoint(UUID application, UUID expert);

    /**
     * 评审任务.
     *
     * @param points by the key of the item of the score sheet; none without one
     * @param recused why the expert stepped aside; null when not
     */
    record Review(
            UUID application,
            UUID expert,
            String expertName,
            @Nullable BigDecimal score,
            Map<String, BigDecimal> points,
            @Nullable String opinion,
            @Nullable String recused,
            @Nullable Instant givenAt) {}

    /** Of an application, as far as the viewer may see them. */
    List<Review> reviews(UUID application);

    /** Of all applications of a round, as far as the viewer may see them, in one query. */
    Map<UUID, List<Review>> reviewsOf(UUID round);

    /** The viewer's own, those that wait first. */
    List<Review> ownReviews();

    /**
     * The viewer's opinion, with a score as a whole.
     *
     * @param score 0 to 100
     * @throws NotInReview when the review is over
     * @throws ScoredByItem when the round has a score sheet
     */
    void judge(UUID application, BigDecimal score, String opinion);

    /**
     * The viewer's opinion by the score sheet of the round: what can be computed is, the viewer
     * gives the rest, and the score is the total.
     *
     * @param points of the items that are open, by key
     * @throws NotInReview when the review is over
     * @throws NoSheet when the round has none
     * @throws yanzhen.app.kernel.Problems.Refused when points are missing, too many or not asked
     *     for, by the field of the item
     */
    void judge(UUID application, Map<String, BigDecimal> points, String opinion);

    /**
     * 回避: the viewer has ties and steps aside.
     *
     * @throws NotInReview when the review is over
     */
    void recuse(UUID application, String reason);

    /**
     * 异议.
     *
     * @param due day by which it should be answered
     * @param upheld null while it is not answered
     */
    record Objection(
            UUID id,
            UUID application,
            String byName,
            String contact,
            String text,
            Instant filedAt,
            LocalDate due,
            @Nullable Boolean upheld,
            @Nullable String answer,
            @Nullable Instant answeredAt,
            @Nullable String answeredBy) {}

    /** Of an application; empty for those who are not officers of the region. */
    List<Objection> objections(UUID application);

    /** Until when anybody may object to it; empty when it is not publicised, or not any more. */
    Optional<LocalDate> publicisedUntil(UUID application);

    /**
     * Objects to an application that is publicised.
     *
     * @throws NotPublicised when it is not, or not any more
     * @throws TooMany when so many wait already that more would only bury them
     */
    UUID object(UUID application, String name, String contact, String text);

    /**
     * Answers an objection. One that is upheld keeps the application from going on by itself.
     *
     * @throws Answered when it is answered already
     */
    void answer(UUID objection, boolean upheld, String text);

    /**
     * 到期: what happens by the day alone. What has been publicised long enough and stands unopposed
     * goes on; drafts of a round that has closed, and what was sent back and not completed in its
     * days, come to an end.
     *
     * @return how many applications moved
     */
    int byTheDay();

    /**
     * 办理时效 of a scheme, for anybody.
     *
     * @param median days at a step, half of them shorter
     * @param inTime share that was left by its day, 0 to 1
     */
    record Timeliness(String scheme, Step step, long left, BigDecimal median, BigDecimal inTime) {}

    List<Timeliness> timeliness();

    Optional<Evaluated> evaluated(UUID application);

    /**
     * 评价结果.
     *
     * @param band key in the procedure
     * @param nextDue null when the recognition ended
     */
    record Evaluated(LocalDate day, BigDecimal score, String band, @Nullable LocalDate nextDue) {}

    /** It is not in review. */
    final class NotInReview extends Conflict {
        public NotInReview() {
            super("not-in-review", "The application is not in review.");
        }
    }

    /** Points are given item by item. */
    final class ScoredByItem extends Conflict {
        public ScoredByItem() {
            super("scored-by-item", "The round has a score sheet. Give points for its items.");
        }
    }

    /** The score is given as a whole. */
    final class NoSheet extends Conflict {
        public NoSheet() {
            super("no-score-sheet", "The round has no score sheet. Give a score from 0 to 100.");
        }
    }

    /** The expert has it already. */
    final class AlreadyAppointed extends Conflict {
        public AlreadyAppointed() {
            super("expert-appointed", "The expert has this application already.");
        }
    }

    /** It is not publicised. */
    final class NotPublicised extends Conflict {
        public NotPublicised() {
            super("not-publicised", "The application is not publicised, or not any more.");
        }
    }

    /** Too many objections wait. */
    final class TooMany extends Conflict {
        public TooMany(int most) {
            super(
                    "objections-many",
                    "%d objections wait to be answered already.".formatted(most),
                    String.valueOf(most));
        }
    }

    /** It is answered. */
    final class Answered extends Conflict {
        public Answered() {
            super("objection-answered", "The objection is answered already.");
        }
    }
}
