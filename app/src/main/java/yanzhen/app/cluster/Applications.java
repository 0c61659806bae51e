package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Procedure.Acts;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.ScoreBasis.Origin;
import yanzhen.app.rules.Facts;
import yanzhen.app.site.Conflict;

/**
 * 申请: what an organisation asks to be recognised as. What it has reported is read from its annual
 * reports; it adds what people judge, and papers.
 */
public interface Applications {

    /** 状态. */
    enum State {
        /** 草稿. */
        DRAFT,
        /** 办理中. */
        UNDER_WAY,
        /** 待补正. */
        RETURNED,
        /** 已认定; of an evaluation, 已评价. */
        GRANTED,
        /** 未通过. */
        REFUSED,
        /** 已撤回. */
        WITHDRAWN;

        /** Whether nothing can happen to it any more. */
        public boolean ended() {
            return this == GRANTED || this == REFUSED || this == WITHDRAWN;
        }

        /** Whether the applicant can change what it says. */
        public boolean open() {
            return this == DRAFT || this == RETURNED;
        }
    }

    /**
     * 申请.
     *
     * @param district of the organisation when it began
     * @param revision how often it was handed in
     * @param answers by the place of the condition among those of the round, the first being 1
     * @param score mean of the review, 0 to 100; null before
     * @param recognition granted by it; of an evaluation the one that is evaluated
     * @param reason why it ended as it did, or was sent back; null otherwise
     */
    record Application(
            UUID id,
            UUID round,
            UUID organisation,
            String scheme,
            String district,
            State state,
            int revision,
            Map<Integer, String> answers,
            boolean publicised,
            @Nullable BigDecimal score,
            @Nullable UUID recognition,
            @Nullable Instant submittedAt,
            @Nullable Instant endedAt,
            @Nullable String reason,
            boolean synthetic) {}

    /** 材料: a paper that is handed in. */
    record Attached(UUID id, String paper, UUID file, String name) {}

    /**
     * 一次提交: what was handed in, as it was then.
     *
     * @param numbers by datum and year, exact, as the rules read them
     * @param lastYear the last closed year of the numbers
     * @param industry code of the industry; null when it was not known
     * @param origins by datum and year, whence the numbers came; what the register knew has none
     */
    record Revision(
            int revision,
            Instant at,
            String by,
            Map<Integer, String> answers,
            Map<String, String> numbers,
            int lastYear,
            @Nullable String industry,
            Map<String, Origin> origins,
            List<Attached> papers) {}

    /**
     * 办理记录: one step on the way.
     *
     * @param due day by which it should be left
     * @param leftAt null while it waits
     * @param onBehalfOf whose deputy decided it; null where nobody stood in
     * @param opinions scores and opinions of a review, without names
     */
    record Passage(
            UUID id,
            int ordinal,
            Step step,
            Acts acts,
            Instant enteredAt,
            LocalDate due,
            @Nullable Instant leftAt,
            @Nullable Verdict verdict,
            @Nullable String reason,
            @Nullable String by,
            @Nullable String onBehalfOf,
            List<Opinion> opinions) {}

    /**
     * 评审意见, without a name.
     *
     * @param points by the key of the item; none where the score was given as a whole
     */
    record Opinion(BigDecimal score, String text, @Nullable Map<String, BigDecimal> points) {
        public Opinion {
            points = points == null ? Map.of() : Map.copyOf(points);
        }
    }

    /**
     * Begins an application.
     *
     * @throws RoundClosed when the round takes none today
     * @throws UnderWay when the organisation has one for the scheme already
     * @throws AlreadyHeld when it holds the scheme beyond the end of the round
     */
    UUID begin(UUID round, UUID organisation);

    /**
     * Keeps what was typed.
     *
     * @param answers by the place of the condition; an empty text takes one back
     * @throws NotOpen when it is not the applicant's turn
     */
    void save(UUID application, Map<Integer, String> answers);

    /**
     * Adds a paper.
     *
     * @throws NotOpen when it is not the applicant's turn
     */
    void attach(UUID application, String paper, UUID file, String name);

    /**
     * Takes a paper back; what was handed in before keeps it.
     *
     * @throws NotOpen when it is not the applicant's turn
     */
    void detach(UUID application, UUID attached);

    /**
     * Hands it in: the numbers are read, and the first step begins; after it was sent back, the
     * step that sent it back.
     *
     * @throws yanzhen.app.kernel.Problems.Refused when a paper or an answer is missing
     * @throws RoundClosed when the round takes none any more
     * @throws NotOpen when it is not the applicant's turn
     */
    void submit(UUID application);

    /**
     * Takes it back; a place of the district that it holds becomes free.
     *
     * @throws NotOpen when it has ended
     */
    void withdraw(UUID application, String reason);

    Optional<Application> find(UUID application);

    /** Those of the ids that the viewer sees, in one query. */
    Map<UUID, Application> byId(Collection<UUID> ids);

    /** Those of organisations for which the viewer acts, the latest first. */
    List<Application> own();

    /** Those of a round that the viewer sees, by the district and when they were begun. */
    List<Application> of(UUID round);

    List<Attached> papers(UUID application);

    /** The latest first. */
    List<Revision> revisions(UUID application);

    /** The latest first. */
    List<Passage> passages(UUID application);

    /** What rules read of it: as handed in; while it is a draft, as it would be today. */
    Facts facts(Application application);

    /** The same for its score sheet, with whence each number comes. */
    ScoreBasis basis(Application application);

    /** The round takes no applications today. */
    final class RoundClosed extends Conflict {
        public RoundClosed(LocalDate opens, LocalDate closes) {
            super(
                    "round-closed",
                    "Applications are taken from %s until the day before %s."
                            .formatted(opens, closes),
                    opens.toString(),
                    closes.toString());
        }
    }

    /** There is one for the scheme already. */
    final class UnderWay extends Conflict {
        public UnderWay() {
            super(
                    "application-under-way",
                    "The organisation has an application for this scheme already.");
        }
    }

    /** It holds the scheme already. */
    final class AlreadyHeld extends Conflict {
        public AlreadyHeld(String until) {
            super(
                    "recognition-held",
                    "The organisation holds this scheme until %s already.".formatted(until),
                    until);
        }
    }

    /** It is not the applicant's turn. */
    final class NotOpen extends Conflict {
        public NotOpen(State state) {
            super("application-not-open", "The application is %s.".formatted(state), state.name());
        }
    }
}
