package yanzhen.app.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** 机构与认定的办理: searching the register and changing what it says. */
public interface Register {

    /**
     * What to look for.
     *
     * @param words part of a name or the beginning of a code; empty for all
     * @param district six digits; empty for all
     * @param park code of a park; empty for all
     * @param emerging key of an area of 战略性新兴产业 that it lies in, or may lie in; empty for all
     * @param kind empty for all
     * @param scheme only who holds it on the day; empty for all
     * @param day the day that {@code scheme} is about
     * @param sort NAME, CODE or REGISTERED
     * @param descending newest or last first
     */
    record Query(
            String words,
            String district,
            String park,
            String emerging,
            String kind,
            String scheme,
            LocalDate day,
            Sort sort,
            boolean descending) {}

    /** 排序. */
    enum Sort {
        CODE,
        NAME,
        REGISTERED
    }

    Slice<Organisation> search(Query query, @Nullable Cursor after, int size);

    long count(Query query);

    /** Every organisation that fits, in the order of the query, one by one and none kept. */
    void each(Query query, Consumer<Organisation> organisations);

    /**
     * One line of an organisation's history of recognitions.
     *
     * @param reason why it ended early; null while it did not
     * @param ending how it ended early; null while it did not
     */
    record Held(
            UUID recognition,
            Scheme scheme,
            Period valid,
            String document,
            @Nullable String reason,
            @Nullable Ending ending) {}

    /** 提前终止: how a recognition ended before its time. */
    enum Ending {
        /** 撤销. */
        REVOKED,
        /** 由其他单位承继. */
        SUCCEEDED,
        /** 注销或不再具备条件. */
        CEASED,
        /** 规定换版，过渡期满. */
        TRANSITION
    }

    /** All recognitions of the organisation as known at the moment, the latest first. */
    List<Held> history(UUID organisation, Instant knownAt);

    /** Recognitions in force, by scheme and organisation; two values make the cursor. */
    Slice<Holding> holdings(String scheme, AsOf asOf, @Nullable Cursor after, int size);

    /**
     * A recognition with who holds it, as an exported list has it.
     *
     * @param key credit code, or what stands in for it
     * @param revoked whether its end was brought forward
     */
    record Listed(
            String key,
            String name,
            String scheme,
            Period valid,
            String document,
            boolean revoked,
            boolean synthetic) {}

    /** Every recognition in force, by code and scheme, one by one and none kept. */
    void eachListed(AsOf asOf, Consumer<Listed> listed);

    /** How many hold a scheme on a day. */
    record Stock(Scheme scheme, long count, boolean synthetic) {}

    /** Every scheme with its stock on the day, as known at the moment. */
    List<Stock> stock(AsOf asOf);

    /**
     * Grants a recognition.
     *
     * @param document notice by which it was granted
     * @return identity of the recognition
     * @throws Overlaps when the organisation holds the scheme on a day of the period
     * @throws BeyondTransition when later rules have it end before
     */
    UUID grant(UUID organisation, String scheme, Period period, String document);

    /**
     * Ends a recognition before its time.
     *
     * @param on first day no longer in force
     * @throws NotInForce when the day is not inside of its period
     */
    void revoke(UUID recognition, LocalDate on, String reason);

    /**
     * 终止: ends a recognition because its holder ceased to be, or to qualify.
     *
     * @param on first day no longer in force
     * @throws NotInForce when the day is not inside of its period
     */
    void cease(UUID recognition, LocalDate on, String reason);

    /**
     * 承继: ends a recognition on a day and gives its holder's successor the rest of it.
     *
     * @param on first day of the successor
     * @param document notice that the successor's recognition rests on
     * @return identity of the successor's recognition
     * @throws NotInForce when the day is not inside of its period
     * @throws Overlaps when the successor holds the scheme on a day of the rest
     */
    UUID passOn(UUID recognition, UUID successor, LocalDate on, String document, String reason);

    /** The organisation holds the scheme already on some of these days. */
    final class Overlaps extends Conflict {
        public Overlaps(Period held) {
            super(
                    "recognition-overlaps",
                    "The organisation holds this recognition from %s until %s already."
                            .formatted(held.from(), held.until() == null ? "…" : held.until()),
                    held.from().toString(),
                    held.until() == null ? "…" : held.until().toString());
        }
    }

    /** By the transition to later rules it ends before. */
    final class BeyondTransition extends Conflict {
        public BeyondTransition(LocalDate end) {
            super(
                    "recognition-beyond-transition",
                    "By the transition to later rules the recognition ends on %s at the latest."
                            .formatted(end),
                    end.toString());
        }
    }

    /** The recognition is not in force on the day on which it is to end. */
    final class NotInForce extends Conflict {
        public NotInForce(LocalDate on) {
            super(
                    "recognition-not-in-force",
                    "The recognition is not in force on %s.".formatted(on),
                    on.toString());
        }
    }
}
