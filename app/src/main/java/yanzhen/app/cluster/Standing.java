package yanzhen.app.cluster;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Shortfall;

/**
 * 位置: where a firm stands in one recognition scheme by its numbers.
 *
 * @param held whether it holds it
 * @param met conditions that are met
 * @param lacking conditions that are not
 * @param undecided conditions that cannot be decided, because a number is missing
 * @param gaps what is lacking, of a firm that is close or falls back; none of the others
 */
public record Standing(boolean held, int met, int lacking, int undecided, List<Gap> gaps) {

    /** 所缺: a condition that is not met. */
    public record Gap(int condition, @Nullable Shortfall shortfall) {}

    /** 结论. */
    public enum State {
        /** 在册, 数值没有不满足的. */
        HELD,
        /** 回落: it holds it, and its last numbers no longer meet a condition. */
        FALLING,
        /** 够数: it meets every number and does not hold it. */
        READY,
        /** 差一条: one number is not met, and all others are. */
        CLOSE,
        /** 差得更多: it lacks more than one, or the only one. */
        FAR,
        /** 数据不全: nothing is known to be lacking, and something is not known. */
        UNDECIDED,
        /** 不在范围: there is no number to judge by, or the body is no firm. */
        NONE
    }

    /** Not held, and not judged. */
    public static final Standing OUTSIDE = new Standing(false, 0, 0, 0, List.of());

    private static final Standing HELD_ONLY = new Standing(true, 0, 0, 0, List.of());

    public Standing {
        gaps = List.copyOf(gaps);
    }

    /** Without conditions that are numbers. */
    static Standing unjudged(boolean held) {
        return held ? HELD_ONLY : OUTSIDE;
    }

    /**
     * By the numbers of a firm; conditions that people judge are passed over, and of who holds the
     * scheme those that were asked at its entry.
     */
    public static Standing of(boolean held, List<Condition> conditions, Facts facts) {
        int met = 0;
        int undecided = 0;
        var gaps = new ArrayList<Gap>();
        for (int at = 0; at < conditions.size(); at++) {
            var rule = conditions.get(at).rule();
            if (rule == null || (held && conditions.get(at).entry())) {
                continue;
            }
            var judgement = rule.judge(facts);
            switch (judgement.answer()) {
                case MET -> met++;
                case LACKING -> gaps.add(new Gap(at, judgement.shortfall()));
                case UNDECIDED -> undecided++;
            }
        }
        boolean wanted = held || isClose(met, gaps.size(), undecided);
        return met + gaps.size() + undecided == 0
                ? unjudged(held)
                : new Standing(held, met, gaps.size(), undecided, wanted ? gaps : List.of());
    }

    /** Who lacks the only number that is asked for meets nothing yet. */
    private static boolean isClose(int met, int lacking, int undecided) {
        return met > 0 && lacking == 1 && undecided == 0;
    }

    public State state() {
        if (held) {
            return lacking > 0 ? State.FALLING : State.HELD;
        }
        if (met + lacking + undecided == 0) {
            return State.NONE;
        }
        if (lacking > 0) {
            return isClose(met, lacking, undecided) ? State.CLOSE : State.FAR;
        }
        return undecided > 0 ? State.UNDECIDED : State.READY;
    }

    /** Whether every number is known to be met. */
    public boolean meets() {
        return met > 0 && lacking == 0 && undecided == 0;
    }
}
