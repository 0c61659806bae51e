package yanzhen.app.cluster;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.rules.Facts;

/**
 * 评分依据: what a score sheet reads of a firm, and whence it comes.
 *
 * @param industry null when it is not known
 * @param origins by datum and year; what the register knows itself has none
 */
public record ScoreBasis(
        Facts facts, @Nullable IndustryCode industry, Map<String, Origin> origins) {

    public ScoreBasis {
        origins = Map.copyOf(origins);
    }

    /**
     * 来源 of a number.
     *
     * @param report year of the annual report
     * @param by who reported it
     */
    public record Origin(int report, String by, Instant at) {}
}
