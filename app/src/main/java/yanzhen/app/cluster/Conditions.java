package yanzhen.app.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.rules.Rule;

/** 认定条件 of each scheme, as the loaded pack has them, by version of its rules. */
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

    /** Of the version of every scheme that stands today, in the order of the pack. */
    List<Ground> grounds();

    /** Of one version of a scheme, in the order of the pack. */
    List<Ground> grounds(String scheme, String version);

    /** Of the version of a scheme that stands today, in the order of the pack. */
    List<Condition> of(String scheme);

    /** Of one version of a scheme, in the order of the pack; none when the pack has none. */
    List<Condition> of(String scheme, String version);

    /**
     * Of the version of every scheme that stands today, by its key; schemes without are missing.
     */
    Map<String, List<Condition>> all();

    /**
     * 认定类别的规定.
     *
     * @param versions all of its rules
     * @param version the one that stands today
     */
    record Terms(Scheme scheme, SchemeVersions versions, SchemeVersion version) {}

    /** Of every scheme, by its order in the pack. */
    List<Terms> terms();

    /** All versions of the rules of a scheme; empty when there is no such scheme. */
    Optional<SchemeVersions> versions(String scheme);
}
