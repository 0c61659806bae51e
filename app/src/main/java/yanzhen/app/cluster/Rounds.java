package yanzhen.app.cluster;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.rules.Datum;
import yanzhen.app.site.Conflict;

/** 申报批次: calls for applications, and evaluations of those who hold a scheme. */
public interface Rounds {

    /** 批次种类. */
    enum Kind {
        /** 认定. */
        RECOGNITION,
        /** 复核评价. */
        EVALUATION
    }

    /**
     * 所依规定: what a round keeps of the version that it follows.
     *
     * @param cycleMonths months between evaluations; null when there are none
     * @param validityMonths months that what is granted lasts; null when it has no end
     */
    record Version(String key, @Nullable Integer cycleMonths, @Nullable Integer validityMonths) {}

    /**
     * 批次.
     *
     * @param opens first day on which applications are taken
     * @param closes first day on which they are not any more
     * @param places most recognitions; null without a limit
     * @param taken recognitions granted so far
     * @param version of the rules that it follows
     * @param conditions as they were when it was opened
     * @param sheet as it was when it was opened; null where experts give a score as a whole
     */
    record Round(
            UUID id,
            String scheme,
            Kind kind,
            String title,
            LocalDate opens,
            LocalDate closes,
            @Nullable Integer places,
            int taken,
            Version version,
            Procedure procedure,
            List<Conditions.Condition> conditions,
            @Nullable ScoreSheet sheet,
            boolean synthetic) {

        /** The data that its rules and its sheet speak of, and of how many years at most. */
        public Map<Datum, Integer> needs() {
            var needs = new LinkedHashMap<Datum, Integer>();
            for (var condition : conditions) {
                if (condition.rule() != null) {
                    condition
                            .rule()
                            .needs()
                            .forEach((it, years) -> needs.merge(it, years, Math::max));
                }
            }
            if (sheet != null) {
                sheet.needs().forEach((it, years) -> needs.merge(it, years, Math::max));
            }
            return needs;
        }

        /** COMING, OPEN or CLOSED. */
        public String state(LocalDate day) {
            return day.isBefore(opens) ? "COMING" : day.isBefore(closes) ? "OPEN" : "CLOSED";
        }

        public boolean takes(LocalDate day) {
            return state(day).equals("OPEN");
        }
    }

    /**
     * What is needed to open one.
     *
     * @param quotas places that a district may recommend for; a district that is not named has no
     *     limit
     * @param dueBy of an evaluation: everybody whose evaluation is due before this day takes part;
     *     null for a call
     */
    record Opening(
            String scheme,
            Kind kind,
            String title,
            LocalDate opens,
            LocalDate closes,
            @Nullable Integer places,
            Map<String, Integer> quotas,
            @Nullable LocalDate dueBy) {}

    /**
     * Opens a round. For an evaluation everybody who is due gets a draft.
     *
     * @throws NoProcedure when the pack does not say how the scheme is applied for
     * @throws NoRules when no rules are in force on the day on which it opens
     * @throws NobodyDue when an evaluation would have nobody in it
     * @throws yanzhen.app.access.Forbidden when the viewer does not run the region
     */
    UUID open(Opening opening);

    /**
     * Closes it on another day.
     *
     * @throws yanzhen.app.access.Forbidden when the viewer does not run the region
     */
    void closeOn(UUID round, LocalDate day, String reason);

    Optional<Round> find(UUID round);

    /** All of them, those that close last first. */
    List<Round> all();

    /**
     * How each scheme is applied for by the rules that stand today; none for schemes of which the
     * pack says nothing.
     */
    Map<String, Procedure> procedures();

    /** 评分表 of each scheme by the rules that stand today; none for schemes without one. */
    Map<String, ScoreSheet> sheets();

    /** 评分表 of one version of the rules of a scheme; empty where it has none. */
    Optional<ScoreSheet> sheet(String scheme, String version);

    /**
     * How a scheme is applied for by one version of its rules; empty where the pack says nothing.
     */
    Optional<Procedure> procedure(String scheme, String version);

    /**
     * 推荐名额.
     *
     * @param taken recommended so far
     */
    record Quota(String district, int places, int taken) {}

    /** Of a round, by district. */
    List<Quota> quotas(UUID round);

    /**
     * 到期应评.
     *
     * @param due day by which the evaluation is due
     */
    record Due(UUID recognition, UUID organisation, LocalDate due) {}

    /** Who holds the scheme today and is due for an evaluation before a day, the earliest first. */
    List<Due> due(String scheme, LocalDate before);

    /** The pack does not say how the scheme is applied for. */
    final class NoProcedure extends Conflict {
        public NoProcedure(String scheme) {
            super(
                    "no-procedure",
                    "The pack does not say how %s is applied for.".formatted(scheme),
                    scheme);
        }
    }

    /** No rules of the scheme are in force on the day. */
    final class NoRules extends Conflict {
        public NoRules(String scheme, LocalDate day) {
            super(
                    "no-rules",
                    "No rules of %s are in force on %s.".formatted(scheme, day),
                    scheme,
                    day.toString());
        }
    }

    /** An evaluation would have nobody in it. */
    final class NobodyDue extends Conflict {
        public NobodyDue(LocalDate before) {
            super(
                    "nobody-due",
                    "Nobody is due for an evaluation before %s.".formatted(before),
                    before.toString());
        }
    }
}
