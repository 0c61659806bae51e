package yanzhen.app.chain;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Finding.Severity;
import yanzhen.app.kernel.Bilingual;

/**
 * 诊断规则 of a pack.
 *
 * @param upwards true when large measures are bad (at-least), false when small ones are (at-most)
 * @param watch reached: to be watched; null when the rule has no such step
 * @param weak reached: weak; null when the rule has no such step
 * @param unknown reached: cannot be judged; null when the rule has no such step
 * @param sentence {0} is the measure, {1} the threshold
 */
public record Rule(
        String key,
        Measure measure,
        boolean upwards,
        @Nullable BigDecimal watch,
        @Nullable BigDecimal weak,
        @Nullable BigDecimal unknown,
        int weight,
        Bilingual name,
        Bilingual sentence) {

    /** 度量. */
    public enum Measure {
        PROVIDERS,
        HHI,
        FOREIGN_SHARE,
        DOMESTIC_PROVIDERS,
        FACTS,
        STALE_FACTS,
        /** 技术成熟度, 1 to 9. */
        READINESS,
        /** 对外依存度, percent. */
        FOREIGN_DEPENDENCE,
        /** 可替代: 1 where something else can take its place, 0 where nothing can. */
        SUBSTITUTES;

        /** From the notation of the pack, for example {@code foreign-share}. */
        public static Measure of(String written) {
            return valueOf(written.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }

    /** What this rule says of a measure; nothing when no step is reached. */
    public Optional<Finding> judge(BigDecimal measured) {
        if (reached(weak, measured)) {
            return Optional.of(finding(Severity.WEAK, measured, weak, weight));
        }
        if (reached(watch, measured)) {
            return Optional.of(finding(Severity.WATCH, measured, watch, 0));
        }
        if (reached(unknown, measured)) {
            return Optional.of(finding(Severity.UNKNOWN, measured, unknown, 0));
        }
        return Optional.empty();
    }

    @org.jspecify.annotations.NullUnmarked
    private boolean reached(@Nullable BigDecimal step, BigDecimal measured) {
        return step != null
                && (upwards ? measured.compareTo(step) >= 0 : measured.compareTo(step) <= 0);
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
