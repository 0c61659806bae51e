package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 导入前的比对: rows of a table that are new by their code or identifier, yet may be a body of the
 * register, or of an earlier row. Nobody must answer: pairs of rows without an answer wait in the
 * queue of {@link Duplicates} once the table is stored.
 */
public interface LikelyRows {

    /** 答复: what is to become of a row. */
    enum Answer {
        /** 上报: it is stored, and its pairs wait as reported. */
        REPORTED,
        /** 不是同一家: it is stored, and nobody is asked again. */
        DIFFERENT,
        /** 不导入: it is left out. */
        LEFT_OUT
    }

    /**
     * 待核对的行.
     *
     * @param key credit code, or what stands in for it
     * @param address null where the row has none
     * @param answer null while nobody has answered
     */
    record Row(
            int line,
            String key,
            String name,
            @Nullable String address,
            List<Likely> likely,
            @Nullable Answer answer) {
        public Row {
            likely = List.copyOf(likely);
        }
    }

    /**
     * 可能是同一家.
     *
     * @param organisation null where it is an earlier row
     * @param earlierLine the row; null where it is an organisation
     * @param address null where it has none
     * @param probability that both are one, 0.5 to 1
     * @param reasons what speaks for and against, the strongest first
     */
    record Likely(
            @Nullable UUID organisation,
            @Nullable Integer earlierLine,
            String key,
            String name,
            @Nullable String address,
            BigDecimal probability,
            List<Duplicates.Reason> reasons) {
        public Likely {
            reasons = List.copyOf(reasons);
        }
    }

    /** Those of a table that waits for confirmation: unanswered first, then the likeliest. */
    List<Row> of(UUID job, int from, int most);

    /** How many there are, and how many of them without an answer. */
    Count count(UUID job);

    /** 行数. */
    record Count(int all, int open) {}

    /**
     * Answers for rows, as long as the table is not stored; a later answer replaces an earlier one.
     *
     * @return how many rows of those given may be somebody
     * @throws Imports.NotReady when the table does not wait for confirmation
     */
    int settle(UUID job, Collection<Integer> lines, Answer answer);
}
