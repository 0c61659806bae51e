package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 办理程序: how a scheme is applied for, as its pack has it. A round keeps the one it was opened with,
 * so that rules that change meanwhile do not touch an application under way.
 *
 * @param stages in their order; the last one decides
 * @param papers what is handed in beside the numbers that are known
 * @param bands what a score of an evaluation comes to, the highest first; none without evaluations
 * @param returnDays days that an applicant has to complete what was sent back
 * @param answerDays days that an objection waits for its answer at most
 * @param document document that it follows
 * @param place place in it
 * @param confirmed whether it was read there
 * @param reading what we took it to mean; null where it leaves nothing open
 */
public record Procedure(
        List<Stage> stages,
        List<Paper> papers,
        List<Band> bands,
        int returnDays,
        int answerDays,
        String document,
        String place,
        boolean confirmed,
        @Nullable Bilingual reading) {

    public Procedure {
        stages = List.copyOf(stages);
        papers = List.copyOf(papers);
        bands = List.copyOf(bands);
    }

    /** 办理环节. */
    public enum Step {
        /** 材料审核. */
        COMPLETENESS,
        /** 区级推荐. */
        RECOMMENDATION,
        /** 专家评审. */
        REVIEW,
        /** 综合评估. */
        PANEL,
        /** 公示. */
        PUBLICITY,
        /** 认定. */
        DECISION;

        /** Verdicts that may end the step. */
        public List<Verdict> verdicts() {
            return switch (this) {
                case COMPLETENESS, RECOMMENDATION, PANEL ->
                        List.of(Verdict.PASSED, Verdict.RETURNED, Verdict.REFUSED);
                case REVIEW, DECISION -> List.of(Verdict.PASSED, Verdict.REFUSED);
                case PUBLICITY -> List.of(Verdict.REFUSED);
            };
        }
    }

    /** Who acts at a step. */
    public enum Acts {
        /** 区级 of the applicant. */
        DISTRICT,
        /** 市级. */
        CITY
    }

    /** 办理结论 of a step. */
    public enum Verdict {
        /** 通过. */
        PASSED,
        /** 退回补正. */
        RETURNED,
        /** 不通过. */
        REFUSED,
        /** 申请单位撤回. */
        WITHDRAWN
    }

    /**
     * One step.
     *
     * @param days calendar days that it may take; of the publicity, that it lasts
     * @param reviewers opinions that a review needs; 0 for other steps
     * @param pass mean score from which a review is passed; null where people judge
     */
    public record Stage(Step step, Acts acts, int days, int reviewers, @Nullable BigDecimal pass) {}

    /** 材料. */
    public record Paper(String key, Bilingual name, boolean required) {}

    /**
     * 评价等次.
     *
     * @param from lowest score, 0 to 100
     * @param skips evaluations that need not be taken after it
     * @param ends whether the recognition ends with it
     */
    public record Band(String key, Bilingual name, BigDecimal from, int skips, boolean ends) {}

    /**
     * The stage at a place of the way, the first being 1.
     *
     * @throws IndexOutOfBoundsException when there is none
     */
    public Stage at(int ordinal) {
        return stages.get(ordinal - 1);
    }

    /** The stage of a step; empty where the way has none. */
    public Optional<Stage> of(Step step) {
        return stages.stream().filter(it -> it.step == step).findFirst();
    }

    /** The band of a score; empty where there are no evaluations. */
    public Optional<Band> band(BigDecimal score) {
        return bands.stream().filter(it -> score.compareTo(it.from) >= 0).findFirst();
    }
}
