package yanzhen.app.plan.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.chain.Atlas;
import yanzhen.app.plan.PlanClause;
import yanzhen.app.plan.Plans;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 规划条款: the plan as a tree, each clause with what hangs on it. */
@Controller
class ClausesPage {

    /** All that the template may read. */
    record View(
            String plan,
            String document,
            List<Line> lines,
            int count,
            String words,
            boolean filtered) {}

    /**
     * One clause.
     *
     * @param depth 0 at the root
     */
    record Line(
            String key,
            int depth,
            String kind,
            String place,
            String title,
            String wording,
            List<Hanging> hanging) {}

    /** What points at a clause. */
    record Hanging(String path, String name) {}

    private final Plans plans;
    private final Atlas atlas;
    private final Clock clock;

    ClausesPage(Plans plans, Atlas atlas, Clock clock) {
        this.plans = plans;
        this.atlas = atlas;
        this.clock = clock;
    }

    @GetMapping("/plan/clauses")
    String show(
            @ModelAttribute Asked asked,
            @RequestParam(defaultValue = "") String q,
            Model model,
            Locale locale) {
        var at = asked.asOf(clock).knownAt();
        var outline = plans.outline(at).orElseThrow(() -> new NotFound("plan", "clauses"));
        var clauses = plans.clauses(at);
        var hanging = hanging(asked, locale);
        var depths = new HashMap<String, Integer>();
        var lines = new ArrayList<Line>();
        var words = Typed.text(q);
        for (var it : clauses) {
            int depth = it.above().map(above -> depths.getOrDefault(above, 0) + 1).orElse(0);
            depths.put(it.key(), depth);
            if (fits(it, words, locale)) {
                lines.add(line(it, depth, hanging, locale));
            }
        }
        model.addAttribute(
                "view",
                new View(
                        outline.name().in(locale),
                        outline.document(),
                        lines,
                        clauses.size(),
                        words,
                        !words.isEmpty()));
        return "plan/clauses";
    }

    private static boolean fits(PlanClause it, String words, Locale locale) {
        return (it.source().place() + it.title().in(locale) + it.wording().in(locale))
                .toLowerCase(locale)
                .contains(words.toLowerCase(locale));
    }

    private static Line line(
            PlanClause it, int depth, Map<String, List<Hanging>> hanging, Locale locale) {
        return new Line(
                it.key(),
                depth,
                it.kind(),
                it.source().place(),
                it.title().in(locale),
                it.wording().in(locale),
                hanging.getOrDefault(it.key(), List.of()));
    }

    private Map<String, List<Hanging>> hanging(Asked asked, Locale locale) {
        var hanging = new HashMap<String, List<Hanging>>();
        plans.indicators(asked.asOf(clock).knownAt())
                .forEach(it ->
                        hanging.computeIfAbsent(it.clause(), _ -> new ArrayList<>())
                                .add(
                                        new Hanging(
                                                "/indicators/" + it.number(),
                                                it.number() + " " + it.name().in(locale))));
        atlas.chains()
                .forEach(it ->
                        hanging.computeIfAbsent(it.chain().clause(), _ -> new ArrayList<>())
                                .add(
                                        new Hanging(
                                                "/chains/" + it.chain().key(),
                                                it.chain().name().in(locale))));
        return hanging;
    }
}
