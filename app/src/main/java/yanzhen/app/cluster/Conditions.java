package yanzhen.app.cluster;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.rules.Rule;

/** 认定条件 of each scheme, as the loaded pack has them. */
public interface Conditions {

    /**
     * 条件.
     *
     * @param rule null where people judge
     * @param source document in which it is written
     * @param confirmed whether it was read there
     * @param reading what we took the document to mean; null where it leaves nothing open
     * @param entry whether it is asked of who applies only, and not of who holds the scheme
     */
    record Condition(
            Bilingual name,
            @Nullable Rule rule,
            Clause source,
            boolean confirmed,
            @Nullable Bilingual reading,
            boolean entry) {}

    /** 终止方式: by itself, or by a decision. */
    enum Way {
        LAPSE,
        REVOCATION
    }

    /**
     * 事由: on what ground a recognition ends before, or at, its time.
     *
     * @param source null where no document says it
     * @param confirmed whether it was read there
     * @param reading what we took it to be; null where a document says it all
     */
    record Ground(
            String scheme,
            Way way,
            Bilingual name,
            @Nullable Clause source,
            boolean confirmed,
            @Nullable Bilingual reading) {}

    /** Of every scheme, in the order of the pack. */
    List<Ground> grounds();

    /** Of a scheme, in the order of the pack; none when the pack has none. */
    List<Condition> of(String scheme);

    /** Of every scheme that has some, by its key. */
    Map<String, List<Condition>> all();

    /**
     * 认定类别的规定.
     *
     * @param cycleMonths months between evaluations; null when there are none
     * @param validityMonths months that one recognition lasts; null when it has no end
     * @param basis document and place in it
     * @param confirmed whether it was read there
     */
    record Terms(
            Scheme scheme,
            @Nullable Integer cycleMonths,
            @Nullable Integer validityMonths,
            String basis,
            boolean confirmed) {}

    /** Of every scheme, by its order in the pack. */
    List<Terms> terms();
}
