package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** 疑似重复机构: pairs of records that may be one body, on their way to a decision. */
public interface Duplicates {

    /** 结论. */
    enum Decision {
        /** 同一机构. */
        SAME,
        /** 不是同一机构: nobody is asked again. */
        DIFFERENT
    }

    /**
     * 一对.
     *
     * @param one the older record
     * @param probability that both are one, 0 to 1; null where somebody reported them
     * @param reasons what speaks for and against, the strongest first
     * @param note of whoever reported them; null where they were computed
     * @param foundBy who reported them, or had the register compared
     * @param verdict null while it waits
     */
    record Pair(
            UUID id,
            Body one,
            Body other,
            @Nullable BigDecimal probability,
            List<Reason> reasons,
            @Nullable String note,
            Instant foundAt,
            String foundBy,
            @Nullable Verdict verdict) {
        public Pair {
            reasons = List.copyOf(reasons);
        }
    }

    /** One record of a pair, under its last own name, and how many recognitions it has. */
    record Body(Identities.Party party, String district, long held) {}

    /**
     * 依据.
     *
     * @param level a level of the comparison; its name for people is the message {@code
     *     likeness.<level>}
     * @param bits above 0 speaks for one body
     */
    record Reason(String level, double bits, String detail) {}

    /** What was decided. */
    record Verdict(Decision decision, Instant at, String by, String reason) {}

    /**
     * What to look for.
     *
     * @param state WAITING, SAME or DIFFERENT
     * @param district of one of the two; empty for all
     * @param least probability in percent; 0 for all, also the reported ones
     */
    record Query(String state, String district, int least) {}

    /** Reported ones first, then the likeliest. */
    Slice<Pair> search(Query query, @Nullable Cursor after, int size);

    long count(Query query);

    /** Pairs of an organisation that wait. */
    List<Pair> of(UUID organisation);

    /**
     * 上报: two records that somebody holds for one body. A pair that was decided waits again.
     *
     * @throws Identities.Same when they are one record
     */
    UUID report(UUID first, UUID second, String note);

    /** Says of pairs that wait that they are two bodies each. */
    int dismiss(List<UUID> pairs, String reason);

    /**
     * 批量归并的结果.
     *
     * @param merged how many were merged
     * @param asked those that somebody must look at: a question is open or something stands in the
     *     way
     */
    record Merged(int merged, List<UUID> asked) {}

    /**
     * Merges pairs that wait, each into the record on which more hangs; those with a question stay.
     */
    Merged merge(List<UUID> pairs, String reason);

    /**
     * 比对: the whole register with itself.
     *
     * @param ended null while it runs
     * @param found pairs that were not known before
     */
    record Comparison(
            Instant started, String by, @Nullable Instant ended, int compared, int found) {}

    /**
     * Begins to compare the register with itself, aside.
     *
     * @throws Busy while that is under way
     */
    void compare();

    /** Waits for the end of the comparison that this process does, if there is one. */
    void await(Duration patience);

    /** The latest comparison; empty when there was none. */
    Optional<Comparison> latest();

    /** The register is being compared already. */
    final class Busy extends Conflict {
        public Busy() {
            super("comparison-busy", "The register is being compared already. Wait for the end.");
        }
    }
}
