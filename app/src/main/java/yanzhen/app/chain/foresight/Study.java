package yanzhen.app.chain.foresight;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 德尔菲调查: what experts think of some candidates, in two rounds.
 *
 * @param least fewest answers to a question of which anything is shown
 */
public record Study(UUID id, Plan plan, List<UUID> candidates, int least, boolean synthetic) {

    public Study {
        candidates = List.copyOf(candidates);
    }

    /** 问项. */
    public enum Question {
        /** 重要性, 1 to 5. */
        IMPORTANCE,
        /** 可行性, 1 to 5. */
        FEASIBILITY,
        /** 实现年份. */
        YEAR
    }

    /** 阶段: follows from the time alone. */
    public enum Phase {
        PLANNED,
        ROUND_1,
        BETWEEN,
        ROUND_2,
        CLOSED;

        /** The round that is open; 0 when none is. */
        public int round() {
            return this == ROUND_1 ? 1 : this == ROUND_2 ? 2 : 0;
        }

        /** How many rounds are over. */
        public int over() {
            return switch (this) {
                case PLANNED, ROUND_1 -> 0;
                case BETWEEN, ROUND_2 -> 1;
                case CLOSED -> 2;
            };
        }
    }

    /**
     * What is set up.
     *
     * @param firstCloses first moment at which the first round takes no answer
     */
    public record Plan(
            String title,
            String say,
            Instant firstOpens,
            Instant firstCloses,
            Instant secondOpens,
            Instant secondCloses) {}

    public Phase at(Instant now) {
        if (now.isBefore(plan.firstOpens)) {
            return Phase.PLANNED;
        }
        if (now.isBefore(plan.firstCloses)) {
            return Phase.ROUND_1;
        }
        if (now.isBefore(plan.secondOpens)) {
            return Phase.BETWEEN;
        }
        return now.isBefore(plan.secondCloses) ? Phase.ROUND_2 : Phase.CLOSED;
    }

    /**
     * 一份意见 of one expert on one candidate; what is null was not answered.
     *
     * @param expertise 1 to 5
     */
    public record Answer(
            UUID candidate,
            @Nullable Integer importance,
            @Nullable Integer feasibility,
            @Nullable Integer year,
            int expertise,
            String reason) {

        public @Nullable Integer to(Question question) {
            return switch (question) {
                case IMPORTANCE -> importance;
                case FEASIBILITY -> feasibility;
                case YEAR -> year;
            };
        }
    }

    /**
     * What one round came to for one candidate.
     *
     * @param answers how many answered each question
     * @param spreads only of questions with enough answers
     * @param reasons shuffled
     */
    public record Outcome(
            Map<Question, Integer> answers, Map<Question, Spread> spreads, List<String> reasons) {
        public Outcome {
            answers = Map.copyOf(answers);
            spreads = Map.copyOf(spreads);
            reasons = List.copyOf(reasons);
        }

        public static Outcome nothing() {
            return new Outcome(Map.of(), Map.of(), List.of());
        }
    }

    /**
     * 专家 on a panel.
     *
     * @param answered rounds in which the expert has answered
     */
    public record Member(UUID account, String name, boolean dropped, List<Integer> answered) {
        public Member {
            answered = List.copyOf(answered);
        }
    }
}
