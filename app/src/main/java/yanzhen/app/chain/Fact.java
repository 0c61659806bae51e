package yanzhen.app.chain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 事实 on a node: never changed, but corrected by a newer one that names it, or withdrawn. It says
 * until when it counts as fresh, who recorded it when, and how it ended.
 */
public interface Fact {

    UUID id();

    UUID node();

    /** Last day on which it still counts as fresh. */
    LocalDate staleAfter();

    Instant recordedAt();

    /** Who stated it, as named at that time; null for the program itself. */
    @Nullable String recordedBy();

    /** How it ceased to be the present fact; null while it is. */
    @Nullable End end();

    default boolean stale(LocalDate day) {
        return day.isAfter(staleAfter());
    }

    default boolean present() {
        return end() == null;
    }

    /**
     * How a fact ended.
     *
     * @param by who ended it, as named at that time
     * @param reason in their words
     */
    record End(Kind kind, Instant at, @Nullable String by, String reason) {

        /** 更正 or 撤回. */
        public enum Kind {
            /** 更正: a newer fact took its place. */
            CORRECTED,
            /** 撤回: it was wrong or is over, and nothing took its place. */
            WITHDRAWN
        }
    }
}
