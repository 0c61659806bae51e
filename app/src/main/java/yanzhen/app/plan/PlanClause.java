package yanzhen.app.plan;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;

/**
 * 规划条款: a heading or a task of the plan, in a short wording of our own.
 *
 * @param key stable name that other things point at
 * @param parent key of the heading above; null at the root
 * @param kind of clause, as the pack names it, for example {@code chapter} or {@code task}
 * @param source where it is written
 * @param title its heading
 * @param wording what it says, shortened; empty for a bare heading
 * @param position order among all clauses, from 1
 */
public record PlanClause(
        String key,
        @Nullable String parent,
        String kind,
        Clause source,
        Bilingual title,
        Bilingual wording,
        int position) {

    public Optional<String> above() {
        return Optional.ofNullable(parent);
    }
}
