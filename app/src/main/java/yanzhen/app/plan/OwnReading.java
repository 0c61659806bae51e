package yanzhen.app.plan;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.loop.Contracts;

/**
 * 自有读数: what the platform's own records come to for an indicator. Never mixed with public figures:
 * the two stand side by side.
 */
public sealed interface OwnReading {

    /** Whether a synthetic record went into it. */
    default boolean synthetic() {
        return false;
    }

    /**
     * 有效认定.
     *
     * @param raw holdings in force, every level counted
     * @param organisations bodies that hold at least one, each counted once
     */
    record Stock(long raw, long organisations, boolean synthetic) implements OwnReading {}

    /**
     * 已验收成果.
     *
     * @param within accepted inside of the plan's period
     * @param after accepted since it ended; they do not count towards its target
     */
    record Accepted(long within, long after, boolean synthetic) implements OwnReading {}

    /**
     * 当年登记的合同.
     *
     * @param year the calendar year of the day asked for
     * @param total of the year up to that day
     * @param denominator public figure of the same year; null while there is none
     * @param ratio in the indicator's unit, rounded half up to six decimals; empty without a
     *     denominator
     */
    record Turnover(
            int year,
            Contracts.Total total,
            @Nullable Figure denominator,
            Optional<BigDecimal> ratio)
            implements OwnReading {
        @Override
        public boolean synthetic() {
            return total.synthetic();
        }
    }

    /** 尚无一条: records of this kind are kept, but none lies before the day. This is not zero. */
    record NoneYet() implements OwnReading {}

    /** 不作统计: the indicator is a statistic that no record of the platform could give. */
    record StatisticsOnly() implements OwnReading {}

    /**
     * 未建登记: records of this kind are not kept yet.
     *
     * @param note why not; null when not said
     */
    record NotKept(@Nullable Bilingual note) implements OwnReading {}
}
