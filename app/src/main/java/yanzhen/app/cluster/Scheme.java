package yanzhen.app.cluster;

import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 认定类别: what an organisation can be recognised as.
 *
 * @param family schemes of one family are levels of the same thing
 * @param level district, city or national
 * @param rank height within the family
 * @param step step of the ladder 雁阵; null off the ladder
 */
public record Scheme(
        String key,
        String family,
        String level,
        int rank,
        @Nullable Integer step,
        Bilingual name) {}
