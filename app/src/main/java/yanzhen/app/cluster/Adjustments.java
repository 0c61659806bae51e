package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Procedure.Acts;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.Conflict;

/**
 * 调整: a recognised organisation changes its name, passes its recognitions on to another, or ceases
 * to hold them. It is asked for, checked and decided; what the decision brings happens with it, all
 * of it or nothing.
 */
public interface Adjustments {

    /** 调整种类. */
    enum Kind {
        /** 更名. */
        NAME,
        /** 承继, after a merger, a division or a restructuring. */
        SUCCESSION,
        /** 注销或不再具备条件. */
        CESSATION
    }

    /** 状态. */
    enum State {
        /** 办理中. */
        UNDER_WAY,
        /** 待补正. */
        RETURNED,
        /** 已办结: what was asked for has happened. */
        DONE,
        /** 未通过. */
        REFUSED,
        /** 已撤回. */
        WITHDRAWN;

        /** Whether nothing can happen to it any more. */
        public boolean ended() {
            return this == DONE || this == REFUSED || this == WITHDRAWN;
        }
    }

    /**
     * 调整申请.
     *
     * @param district of the organisation when it was filed
     * @param revision how often it was handed in
     * @param rule how it is dealt with, as it was when it was filed
     * @param document notice of the decision; null before
     * @param reason why it ended as it did, or was sent back; null otherwise
     */
    record Adjustment(
            UUID id,
            UUID organisation,
            String district,
            Kind kind,
            State state,
            int revision,
            Procedure rule,
            @Nullable UUID filedBy,
            String filedByName,
            Instant filedAt,
            @Nullable Instant endedAt,
            @Nullable String document,
            @Nullable String reason,
            boolean synthetic) {}

    /**
     * 申请内容: what is asked for.
     *
     * @param effective day from which it holds
     * @param name the new one; null when it is no change of name
     * @param nameEn null when there is none
     * @param touched recognitions that it concerns
     * @param statement what happened, in the applicant's words
     */
    record Wish(
            LocalDate effective,
            @Nullable String name,
            @Nullable String nameEn,
            List<Touched> touched,
            String statement) {

        public Wish {
            touched = List.copyOf(touched);
        }
    }

    /**
     * A recognition that is touched.
     *
     * @param successor organisation to which it passes; null when it is no succession
     */
    record Touched(UUID recognition, @Nullable UUID successor) {}

    /** 材料, already kept. */
    record Paper(String paper, UUID file, String name) {}

    /** 一次提交: what was handed in, as it was then; papers of before included. */
    record Revision(int revision, Instant at, String by, Wish wish, List<Paper> papers) {}

    /**
     * 办理记录: one step on the way.
     *
     * @param due day by which it should be left
     * @param leftAt null while it waits
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
            @Nullable String by) {}

    /** Verdicts that may end a step: before the register changes, the city too may ask for more. */
    static List<Verdict> verdicts(Step step) {
        return switch (step) {
            case COMPLETENESS, DECISION ->
                    List.of(Verdict.PASSED, Verdict.RETURNED, Verdict.REFUSED);
            case RECOMMENDATION, REVIEW, PANEL, PUBLICITY -> List.of();
        };
    }

    /** How each kind is dealt with, of those that the pack knows. */
    Map<Kind, Procedure> rules();

    /**
     * What an organisation holds today or from a later day, and the kinds of adjustment that the
     * scheme knows.
     */
    record Adjustable(UUID recognition, Scheme scheme, Period valid, List<Kind> kinds) {}

    /** What can be adjusted, by scheme. */
    List<Adjustable> adjustable(UUID organisation);

    /**
     * Files a request; its first step begins.
     *
     * @throws yanzhen.app.kernel.Problems.Refused with all that stands against it
     * @throws UnderWay when one of the kind is under way already
     * @throws yanzhen.app.access.Forbidden when the viewer neither acts for the organisation nor
     *     looks after its district
     */
    UUID file(UUID organisation, Kind kind, Wish wish, List<Paper> papers);

    /**
     * Hands in again what was sent back; the step that sent it back begins anew.
     *
     * @param papers those that are added; those of before stay
     * @throws yanzhen.app.kernel.Problems.Refused with all that stands against it
     * @throws NotOpen when it was not sent back
     */
    void resubmit(UUID adjustment, Wish wish, List<Paper> papers);

    /**
     * Takes it back.
     *
     * @throws NotOpen when it has ended
     */
    void withdraw(UUID adjustment, String reason);

    /**
     * Ends the open step. When the last one is passed, what was asked for happens.
     *
     * @param step id of the open step, so that who comes second hears that somebody was faster
     * @param document notice of the decision; needed to pass the last step, null otherwise
     * @throws yanzhen.app.kernel.Problems.Refused with all that stands against it, by recognition
     *     and organisation; nothing has happened then
     */
    void decide(UUID step, Verdict verdict, String reason, @Nullable String document);

    Optional<Adjustment> find(UUID adjustment);

    /** Those that the viewer sees, the latest first. */
    List<Adjustment> all();

    /** Those of the organisation that the viewer sees, the latest first. */
    List<Adjustment> of(UUID organisation);

    /** The latest first. */
    List<Revision> revisions(UUID adjustment);

    /** The latest first. */
    List<Passage> passages(UUID adjustment);

    /**
     * 待办.
     *
     * @param step id of the open step
     */
    record Waiting(
            UUID step,
            UUID adjustment,
            UUID organisation,
            String name,
            @Nullable String nameEn,
            Kind kind,
            String district,
            Step at,
            Instant since,
            LocalDate due,
            boolean synthetic) {

        /** The organisation's name for a reader's language; the Chinese one without an English. */
        public String nameIn(Locale locale) {
            return locale.getLanguage().equals("en") && nameEn != null ? nameEn : name;
        }

        public boolean late(LocalDate day) {
            return due.isBefore(day);
        }
    }

    /** What waits for the viewer, the one that is due first in front. */
    List<Waiting> queue();

    /**
     * 办理时效 of a kind.
     *
     * @param median days at a step, half of them shorter
     * @param inTime share that was left by its day, 0 to 1
     */
    record Timeliness(Kind kind, Step step, long left, BigDecimal median, BigDecimal inTime) {}

    /** Over all requests, for anybody. */
    List<Timeliness> timeliness();

    /** 承继关系: a recognition of one organisation that another's continues. */
    record Succession(
            UUID predecessor,
            UUID predecessorOrganisation,
            UUID successor,
            UUID successorOrganisation,
            UUID adjustment) {}

    /** Those from or to these recognitions, as known at the moment. */
    List<Succession> successions(Collection<UUID> recognitions, Instant knownAt);

    /** One of the kind is under way. */
    final class UnderWay extends Conflict {
        public UnderWay() {
            super(
                    "adjustment-under-way",
                    "The organisation has a request of this kind under way already.");
        }
    }

    /** It is not in a state that allows this. */
    final class NotOpen extends Conflict {
        public NotOpen(State state) {
            super("adjustment-not-open", "The request is %s.".formatted(state), state.name());
        }
    }
}
