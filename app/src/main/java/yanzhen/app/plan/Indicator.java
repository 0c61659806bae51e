package yanzhen.app.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 指标: one line of the plan's table, with everything needed to read it and to judge a reading.
 *
 * @param number in the table, from 1
 * @param key stable name
 * @param group the part of the table that it stands in
 * @param name as the table has it
 * @param unit of its values
 * @param decimals how many are shown
 * @param scale how many counted things make one unit, 10000 for 万家
 * @param shape what kind of number it is
 * @param clause key of its clause
 * @param wording the table's wording, which is judged against
 * @param others other wordings of the same target in the document
 * @param baseline where it stood when the plan began; null where the plan does not say
 * @param definition what is counted; null where the plan's name says it all
 * @param ratio of which two series it is the quotient; null where it is none
 * @param own how the platform's own records are counted
 */
public record Indicator(
        int number,
        String key,
        Group group,
        Bilingual name,
        Bilingual unit,
        int decimals,
        int scale,
        Shape shape,
        String clause,
        Wording wording,
        List<Wording> others,
        @Nullable Baseline baseline,
        @Nullable Bilingual definition,
        @Nullable Ratio ratio,
        OwnRule own) {

    public Indicator {
        others = List.copyOf(others);
    }

    /**
     * 类别 of the table.
     *
     * @param key stable name
     */
    public record Group(String key, Bilingual name) {}

    /**
     * 表述: the words of a target and where they stand.
     *
     * @param words as written, in Chinese
     * @param place in the document
     * @param interpretation what we decided where the words leave it open; null when nothing
     */
    public record Wording(
            Target target, String words, String place, @Nullable Bilingual interpretation) {}

    /**
     * 基期.
     *
     * @param value in the indicator's unit
     * @param period the year
     * @param place where the document says it
     * @param note what a reader should know; null when nothing
     */
    public record Baseline(
            BigDecimal value, String period, String place, @Nullable Bilingual note) {}

    /**
     * 比值 of two series of the same period.
     *
     * @param factor from the plain ratio to the unit of the indicator, 100 for per cent
     */
    public record Ratio(String numerator, String denominator, BigDecimal factor) {}

    /** 指标形态: no formula fits all four. */
    public enum Shape {
        /** 存量 in force on a day. */
        STOCK,
        /** 累计 over the plan. */
        CUMULATIVE,
        /** 比值 of two statistics. */
        RATIO,
        /** 位次 among regions. */
        RANK
    }

    public Target target() {
        return wording.target();
    }

    /** The baseline's value; a count over the plan starts from nothing. */
    public Optional<BigDecimal> baselineValue() {
        if (baseline != null) {
            return Optional.of(baseline.value());
        }
        return shape == Shape.CUMULATIVE ? Optional.of(BigDecimal.ZERO) : Optional.empty();
    }
}
