package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Rule;

/**
 * 核对: whether the numbers of a report go together, as the pack has it. Nothing is refused for what
 * is found, and what is not known is no finding.
 */
public interface Checks {

    /**
     * 核对规则.
     *
     * @param rule one comparison that should hold
     * @param say what is said when it does not
     * @param hint whether it may well be otherwise; if not, the numbers contradict each other
     * @param source document in which it is written; null where it is our own
     * @param confirmed whether it was read there
     * @param reading what we took the terms to mean; null where a document says it all
     */
    record Check(
            String key,
            Rule rule,
            Bilingual name,
            Bilingual say,
            boolean hint,
            @Nullable Clause source,
            boolean confirmed,
            @Nullable Bilingual reading) {}

    /** All of them, in the order of the pack. */
    List<Check> all();

    /** 一个数, as a check looked at it. */
    record Figure(Datum datum, int year, BigDecimal value) {}

    /**
     * 疑问: a check that does not hold.
     *
     * @param figures that it looked at, in the order in which the rule names them
     */
    record Doubt(Check check, List<Figure> figures) {}

    /**
     * What does not hold in the report of a year, contradictions before hints.
     *
     * @param typed numbers that would take the place of those reported, by key; null takes one back
     */
    List<Doubt> of(UUID organisation, int year, Map<String, @Nullable BigDecimal> typed);
}
