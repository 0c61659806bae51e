package yanzhen.app.chain;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Finding.Severity;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;

/**
 * 诊断规则 of a pack.
 *
 * @param weight what it adds to the node's weight when it finds it weak
 * @param name short
 * @param sentence what it says when it fires; {0} is the measure, {1} the threshold
 * @param ground why it is asked; null when the book's own ground is all that is said
 */
public record Rule(
        String key,
        Measure measure,
        Steps steps,
        int weight,
        Bilingual name,
        Bilingual sentence,
        @Nullable Ground ground) {

    /** 度量: what is measured at a node. */
    public enum Measure {
        /** 供应方数: who could supply, those with a negligible share left out. */
        PROVIDERS,
        /** 企业集中度: of suppliers, 0 to 10 000. */
        HHI,
        /** 境外份额, percent. */
        FOREIGN_SHARE,
        /** 境内供应方数. */
        DOMESTIC_PROVIDERS,
        /** 单一来源国份额: percent from that country or region abroad from which most comes. */
        LARGEST_COUNTRY,
        /** 国别集中度: of countries and regions, 0 to 10 000. */
        COUNTRY_HHI,
        /** 供应记录数. */
        FACTS,
        /** 过期记录数: of suppliers and of the node itself. */
        STALE_FACTS,
        /** 数据年龄: whole months since the youngest day of which anything is known of it. */
        DATA_AGE,
        /** 技术成熟度, 1 to 9. */
        READINESS,
        /** 对外依存度, percent. */
        FOREIGN_DEPENDENCE,
        /** 可替代: 1 where something else can take its place, 0 where nothing can. */
        SUBSTITUTES,
        /** 恢复缺口: days until supply is back, less the days for which stocks last. */
        RECOVERY_GAP,
        /**
         * 系统性风险: percent of all output in a supply network that is at risk when that maker fails on
         * whom most hangs (ESRI).
         */
        SYSTEMIC_RISK,
        /** 停产面: percent of the chain's end products that stop when it fails. */
        PRODUCTS_STOPPED,
        /** 咽喉: how many end products get all their supply through it. */
        CHOKE_POINT,
        /** 上游层级: how many tiers of inputs are behind it. */
        TIERS_BEHIND;

        /** From the notation of the pack, for example {@code foreign-share}. */
        public static Measure of(String written) {
            return valueOf(written.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }

    /**
     * 门槛.
     *
     * @param upwards true when large measures are bad (at-least), false when small ones are
     *     (at-most)
     * @param watch reached: to be watched; null when the rule has no such step
     * @param weak reached: weak; null when the rule has no such step
     * @param unknown reached: cannot be judged; null when the rule has no such step
     * @param note reached: worth knowing, and no verdict; null when the rule has no such step
     */
    public record Steps(
            boolean upwards,
            @Nullable BigDecimal watch,
            @Nullable BigDecimal weak,
            @Nullable BigDecimal unknown,
            @Nullable BigDecimal note) {

        @org.jspecify.annotations.NullUnmarked
        private boolean reached(@Nullable BigDecimal step, BigDecimal measured) {
            return step != null
                    && (upwards ? measured.compareTo(step) >= 0 : measured.compareTo(step) <= 0);
        }
    }

    /**
     * 依据.
     *
     * @param clause where it is written; null when it is our reading alone
     * @param reason why this is asked, and why with these steps
     */
    public record Ground(@Nullable Clause clause, Bilingual reason) {}

    /** What this rule says of a measure; nothing when no step is reached. */
    public Optional<Finding> judge(BigDecimal measured) {
        if (steps.reached(steps.weak, measured)) {
            return Optional.of(finding(Severity.WEAK, measured, steps.weak, weight));
        }
        if (steps.reached(steps.watch, measured)) {
            return Optional.of(finding(Severity.WATCH, measured, steps.watch, 0));
        }
        if (steps.reached(steps.unknown, measured)) {
            return Optional.of(finding(Severity.UNKNOWN, measured, steps.unknown, 0));
        }
        if (steps.reached(steps.note, measured)) {
            return Optional.of(finding(Severity.NOTE, measured, steps.note, 0));
        }
        return Optional.empty();
    }

    /** What it could add to a node's weight. */
    public int atMost() {
        return steps.weak == null ? 0 : weight;
    }

    private Finding finding(
            Severity severity, BigDecimal measured, @Nullable BigDecimal step, int counts) {
        var threshold = step == null ? BigDecimal.ZERO : step;
        return new Finding(
                key,
                severity,
                new Bilingual(
                        filled(sentence.zh(), measured, threshold),
                        filled(sentence.en(), measured, threshold)),
                measured,
                threshold,
                counts);
    }

    private static String filled(String sentence, BigDecimal measured, BigDecimal threshold) {
        return sentence.replace("{0}", plain(measured)).replace("{1}", plain(threshold));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
