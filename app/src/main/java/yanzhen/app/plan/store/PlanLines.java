package yanzhen.app.plan.store;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.dossier.Cell;
import yanzhen.app.chain.dossier.Contribution;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.plan.PlanClause;
import yanzhen.app.plan.Plans;

/**
 * 政策清单 of a chain, and of its 任务清单 the tasks of the plan.
 *
 * <p>The plan does not say which of its clauses are meant for which chain. Our reading: the clause
 * that the chain names, with its headings and the tasks beside it, speaks of the chain; guarantees
 * (保障) hold for every chain; other clauses are left out.
 */
@Component
class PlanLines implements Contribution {

    private static final String TASK = "task";
    private static final String CHAPTER = "chapter";
    private static final String GUARANTEE = "guarantee";
    private static final String MISSING = "missing";

    private final Plans plans;
    private final Clock clock;

    PlanLines(Plans plans, Clock clock) {
        this.plans = plans;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public List<Entry> lines(Atlas.Map chain) {
        var clauses = plans.clauses(clock.instant());
        var byKey = new HashMap<String, PlanClause>();
        clauses.forEach(it -> byKey.put(it.key(), it));
        var named = byKey.get(chain.chain().clause());
        var item = named == null ? null : item(named, byKey);
        var entries = new ArrayList<Entry>();
        for (var it : clauses) {
            var scope = scope(it, item, byKey);
            if (scope == null) {
                continue;
            }
            entries.add(
                    it.kind().equals(TASK) && scope == Scope.NAMED
                            ? new Entry(Listing.TASKS, task(it, chain))
                            : new Entry(Listing.POLICIES, policy(it, scope)));
        }
        return entries;
    }

    /** 范围. */
    private enum Scope {
        /** 本链. */
        NAMED,
        /** 各链. */
        EVERY
    }

    /** The clause under which the tasks stand; the named one itself when it is no task. */
    private static PlanClause item(PlanClause named, Map<String, PlanClause> byKey) {
        if (!named.kind().equals(TASK)) {
            return named;
        }
        return named.above().map(byKey::get).filter(Objects::nonNull).orElse(named);
    }

    private static @Nullable Scope scope(
            PlanClause it, @Nullable PlanClause item, Map<String, PlanClause> byKey) {
        if (it.kind().equals(CHAPTER) || it.kind().equals(MISSING)) {
            return null;
        }
        if (item != null
                && (it.key().equals(item.key())
                        || item.key().equals(it.parent())
                        || it.key().equals(item.parent()))) {
            return Scope.NAMED;
        }
        var parent = it.parent() == null ? null : byKey.get(it.parent());
        boolean guarantee =
                it.kind().equals(GUARANTEE) || (parent != null && parent.kind().equals(GUARANTEE));
        return guarantee ? Scope.EVERY : null;
    }

    private static String page(PlanClause it) {
        return "/plan/clauses#" + it.key();
    }

    private static Line policy(PlanClause it, Scope scope) {
        return new Line(
                it.key(),
                it.title(),
                List.of(
                        Cell.text(it.source().toString()),
                        Cell.word("dossier.scope." + scope),
                        Cell.text(it.wording())),
                page(it),
                null,
                false);
    }

    private static Line task(PlanClause it, Atlas.Map chain) {
        boolean own = it.key().equals(chain.chain().clause());
        return new Line(
                "clause/" + it.key(),
                it.title(),
                List.of(
                        Cell.word("dossier.task.plan"),
                        Cell.text(it.wording()),
                        Cell.word(own ? "dossier.task.own" : "dossier.task.beside")),
                page(it),
                null,
                false);
    }
}
