package yanzhen.app.chain.taskforce.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Reviews;
import yanzhen.app.chain.Reviews.Review;
import yanzhen.app.chain.taskforce.Direction;
import yanzhen.app.chain.taskforce.Options;
import yanzhen.app.chain.taskforce.Power;
import yanzhen.app.chain.taskforce.ResponsePlans;
import yanzhen.app.chain.taskforce.ResponseRules;
import yanzhen.app.chain.taskforce.TaskForces;
import yanzhen.app.site.NotFound;

/** 应对 of one node, as the page of the node and the page of its options show it. */
@Component
public class AtNode {

    /**
     * All that a template may read.
     *
     * @param open whether the viewer may see plans and options; else reviews are all there is
     * @param hasForce whether the chain has a task force
     */
    public record View(
            boolean open,
            boolean hasForce,
            boolean mayPropose,
            List<Asked> asked,
            List<Way> ways,
            List<PlanLine> plans,
            List<Reviewed> reviews,
            String note,
            String source) {}

    /** A direction that is asked for, and why. */
    public record Asked(String direction, List<Ground> grounds) {}

    public record Ground(String finding, String reason) {}

    /**
     * A kind of measure.
     *
     * @param helps asked directions in which it helps; empty when none of them
     * @param direction in which it would be proposed
     * @param source where the plan speaks of it; empty when it is a reading
     */
    public record Way(
            String key,
            String name,
            List<String> helps,
            String direction,
            String work,
            String reason,
            String source) {}

    /**
     * 复诊.
     *
     * @param before state and weight of before; null when there was none
     * @param now what the latest run says
     */
    public record Reviewed(
            String kind,
            String path,
            String title,
            String at,
            @Nullable String before,
            int beforeWeight,
            String after,
            int afterWeight,
            String now,
            int nowWeight,
            int facts) {}

    private final Atlas atlas;
    private final TaskForces forces;
    private final ResponsePlans plans;
    private final ResponseRules.Book book;
    private final Reviews reviews;
    private final PlanRows lines;
    private final Words words;

    AtNode(
            Atlas atlas,
            TaskForces forces,
            ResponsePlans plans,
            ResponseRules.Book book,
            Reviews reviews,
            PlanRows lines,
            Words words) {
        this.atlas = atlas;
        this.forces = forces;
        this.plans = plans;
        this.book = book;
        this.reviews = reviews;
        this.lines = lines;
        this.words = words;
    }

    /** Whether the viewer may see the work on a chain. */
    public boolean open(String chain) {
        return words.sees(chain);
    }

    /** What is known of the node's options and plans, as far as the viewer may know it. */
    public View of(Atlas.Map map, Atlas.Node node, Locale locale) {
        var chain = map.chain().key();
        var reviewed = reviews.of(node.id()).stream().map(it -> reviewed(it, node)).toList();
        boolean open = words.sees(chain);
        if (!open || !hasRules()) {
            return new View(false, false, false, List.of(), List.of(), List.of(), reviewed, "", "");
        }
        var rules = words.rules();
        var options = Options.of(atlas.findings(map.run().id(), node.id()), rules);
        boolean hasForce = forces.of(chain).isPresent();
        return new View(
                true,
                hasForce,
                hasForce && forces.powers(chain).contains(Power.PROPOSE_PLAN),
                asked(options, locale),
                options.kinds().stream().map(it -> way(it, locale)).toList(),
                lines.of(plans.at(node.id()), locale),
                reviewed,
                rules.note().in(locale),
                rules.basis().toString());
    }

    private boolean hasRules() {
        try {
            book.inForce();
            return true;
        } catch (ResponseRules.NoRules e) {
            return false;
        }
    }

    private static List<Asked> asked(Options options, Locale locale) {
        var asked = new ArrayList<Asked>();
        for (var direction : Direction.values()) {
            var grounds = options.asked().get(direction);
            if (grounds != null) {
                asked.add(
                        new Asked(
                                direction.name(),
                                grounds.stream()
                                        .map(it ->
                                                new Ground(
                                                        it.finding().sentence().in(locale),
                                                        it.reason().in(locale)))
                                        .toList()));
            }
        }
        return asked;
    }

    private static Way way(Options.Way it, Locale locale) {
        var kind = it.kind();
        var source = kind.source();
        var helps =
                it.helps().isEmpty() ? kind.directions().stream().sorted().toList() : it.helps();
        return new Way(
                kind.key(),
                kind.name().in(locale),
                it.helps().stream().map(Enum::name).toList(),
                helps.getFirst().name(),
                kind.work().name(),
                kind.reason().in(locale),
                source == null ? "" : source.toString());
    }

    Reviewed reviewed(Review it, Atlas.Node node) {
        var before = it.before();
        return new Reviewed(
                it.cause().kind(),
                it.cause().path(),
                it.cause().title(),
                words.said(it.at()),
                before == null ? null : before.state().key(),
                before == null ? 0 : before.weight(),
                it.after().state().key(),
                it.after().weight(),
                node.state().key(),
                node.weight(),
                it.facts());
    }

    static String percent(double share) {
        return BigDecimal.valueOf(100 * share).setScale(0, RoundingMode.HALF_UP).toPlainString()
                + "%";
    }

    /** A node and its chain that the viewer may see the work on. */
    record Seen(Atlas.Map map, Atlas.Node node) {}

    Seen seen(String chain, UUID node) {
        var map = words.map(chain);
        return new Seen(map, map.node(node).orElseThrow(() -> new NotFound("node", node)));
    }
}
