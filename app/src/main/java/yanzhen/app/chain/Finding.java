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

    /** How bad it is. */
    public enum Severity {
        /** 薄弱. */
        WEAK,
        /** 关注. */
        WATCH,
        /** 无法判断: data are missing, which is no verdict. */
        UNKNOWN
    }
}
