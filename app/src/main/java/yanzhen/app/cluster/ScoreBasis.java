package yanzhen.app.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.rules.Facts;

/**
 * 评分依据: what a score sheet reads of a firm, and whence it comes.
 *
 * @param industry null when it is not known
 * @param origins by datum and year; what the register knows itself has none
 * @param since of each datum that counts years and that the register knows: since when
 */
public record ScoreBasis(
        Facts facts,
        @Nullable IndustryCode industry,
        Map<String, Origin> origins,
        Map<String, LocalDate> since) {

    public ScoreBasis {
        origins = Map.copyOf(origins);
        since = Map.copyOf(since);
    }

    /** Of what was reported only. */
    public ScoreBasis(Facts facts, @Nullable IndustryCode industry, Map<String, Origin> origins) {
        this(facts, industry, origins, Map.of());
    }

    /**
     * 来源 of a number.
     *
     * @param report year of the annual report
     * @param by who reported it
     */
    public record Origin(int report, String by, Instant at) {}
}
