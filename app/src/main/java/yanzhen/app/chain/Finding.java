package yanzhen.app.chain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 诊断发现: one rule that fired at a node.
 *
 * @param rule key of the rule
 * @param sentence the reason in words, values in it
 * @param measure what was found; null when nothing could be measured
 * @param threshold what it was held against
 * @param weight what it adds to the node's weight
 */
public record Finding(
        String rule,
        Severity severity,
        Bilingual sentence,
        @Nullable BigDecimal measure,
        BigDecimal threshold,
        int weight) {

    /** Whether it says the same, however its numbers are written. */
    public boolean sameAs(Finding other) {
        return rule.equals(other.rule)
                && severity == other.severity
                && weight == other.weight
                && same(threshold, other.threshold)
                && same(measure, other.measure);
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }

    /** How bad it is. */
    public enum Severity {
        /** 薄弱. */
        WEAK,
        /** 关注. */
        WATCH,
        /** 提示: how far a failure would reach; says nothing of whether it comes, so no verdict. */
        NOTE,
        /** 无法判断: data are missing, which is no verdict. */
        UNKNOWN
    }
}
