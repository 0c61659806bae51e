package yanzhen.app.plan;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;

/**
 * 公开数据: one published value of a series, in one vintage. It never changes; a correction is another
 * figure that supersedes it.
 *
 * @param subject whose figure it is, see {@link Subject}
 * @param component part of the figure, for example {@code national}; empty for the whole
 * @param period the year or month that it measures, such as 2025 or 2025-06
 * @param value in the unit of its subject
 * @param qualifier how exactly the source says it
 * @param source document, address, as-of day and how sure
 * @param published the day that it became public; null when that is not known
 * @param note what a reader should know; null when nothing
 * @param knownFrom the moment from which it counts as known: its publication, or for a correction
 *     of an earlier entry the moment of the correction
 * @param knownUntil the moment that a correction took its place; null while it stands
 * @param recordedAt the moment that it was entered here
 */
public record Figure(
        UUID id,
        Subject subject,
        String component,
        String period,
        BigDecimal value,
        Qualifier qualifier,
        SourceNote source,
        @Nullable LocalDate published,
        @Nullable Bilingual note,
        Instant knownFrom,
        @Nullable Instant knownUntil,
        Instant recordedAt) {

    /** 限定词 of a published value. */
    public enum Qualifier {
        /** As it stands. */
        EXACT,
        /** 约, 左右. */
        ABOUT,
        /** 余, 多, 超过: this much and some more. */
        MORE_THAN,
        /** 年中: told within the year, before the year's own figure. */
        INTERIM
    }

    /**
     * 数据归属: an indicator, or a series that indicators are computed from.
     *
     * @param key number of the indicator or key of the series
     */
    public record Subject(boolean ofIndicator, String key) {

        public static Subject indicator(int number) {
            return new Subject(true, String.valueOf(number));
        }

        public static Subject series(String key) {
            return new Subject(false, key);
        }
    }

    /** The day that the value is about. */
    public LocalDate asOf() {
        return source.asOf();
    }

    /** Whether the figure counted as known at this moment. */
    public boolean knownAt(Instant moment) {
        return !moment.isBefore(knownFrom) && (knownUntil == null || moment.isBefore(knownUntil));
    }
}
