package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.NodeDiagnosis;
import yanzhen.app.chain.NodeDiagnosis.Judgement;
import yanzhen.app.chain.NodeDiagnosis.Known;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Rule;

/**
 * 计算过程: what each rule measured at a node, and how that was reached, written out.
 *
 * @param name of the rule
 * @param outcome weak, watch, unknown, note, or passed when it did not fire, or unmeasured when
 *     data lack
 * @param measure as text; empty when it cannot be computed
 * @param steps thresholds with the outcome that each leads to
 * @param sum the sum that leads to the measure; null when it is a mere count
 * @param weight what it adds
 * @param atMost what it could add
 * @param reason why it is asked; empty when the book says it for all
 * @param source where that is written; empty when it is our reading
 */
record Reckoning(
        String name,
        String outcome,
        String measure,
        List<Step> steps,
        @Nullable String sum,
        int weight,
        int atMost,
        String reason,
        String source) {

    /**
     * A threshold.
     *
     * @param outcome weak, watch or unknown
     * @param threshold with its comparison, for example {@code ≥ 2500}
     */
    record Step(String outcome, String threshold) {}

    static Reckoning of(Judgement it, List<Provision> facts, Known known, java.util.Locale locale) {
        var measure = it.measure();
        var ground = it.rule().ground();
        return new Reckoning(
                it.rule().name().in(locale),
                outcome(it),
                measure == null ? "" : plain(measure),
                steps(it.rule()),
                measure == null ? null : sum(it.rule().measure(), facts, known, measure),
                it.finding() == null ? 0 : it.finding().weight(),
                it.rule().atMost(),
                ground == null ? "" : ground.reason().in(locale),
                ground == null || ground.clause() == null ? "" : ground.clause().toString());
    }

    private static String outcome(Judgement it) {
        if (it.finding() != null) {
            return it.finding().severity().name().toLowerCase(java.util.Locale.ROOT);
        }
        return it.measure() == null ? "unmeasured" : "passed";
    }

    private static List<Step> steps(Rule rule) {
        var steps = new ArrayList<Step>();
        var asked = rule.steps();
        add(steps, asked, "watch", asked.watch());
        add(steps, asked, "weak", asked.weak());
        add(steps, asked, "unknown", asked.unknown());
        add(steps, asked, "note", asked.note());
        return steps;
    }

    private static void add(
            List<Step> steps, Rule.Steps asked, String outcome, @Nullable BigDecimal threshold) {
        if (threshold != null) {
            steps.add(new Step(outcome, (asked.upwards() ? "≥ " : "≤ ") + plain(threshold)));
        }
    }

    private static @Nullable String sum(
            Rule.Measure measure, List<Provision> facts, Known known, BigDecimal result) {
        return switch (measure) {
            case HHI -> squares(facts) + " = " + plain(result);
            case FOREIGN_SHARE -> foreign(facts) + " = " + plain(result);
            case RECOVERY_GAP ->
                    said(known, NodeFact.Kind.RECOVERY_DAYS)
                            + " − "
                            + said(known, NodeFact.Kind.SURVIVAL_DAYS)
                            + " = "
                            + plain(result);
            case PRODUCTS_STOPPED -> {
                var position = Objects.requireNonNull(known.position());
                yield position.stopped() + " / " + position.products();
            }
            case COUNTRY_HHI,
                    LARGEST_COUNTRY,
                    PROVIDERS,
                    DOMESTIC_PROVIDERS,
                    FACTS,
                    STALE_FACTS,
                    DATA_AGE,
                    READINESS,
                    FOREIGN_DEPENDENCE,
                    SUBSTITUTES,
                    SYSTEMIC_RISK,
                    CHOKE_POINT,
                    TIERS_BEHIND ->
                    null;
        };
    }

    private static String said(Known known, NodeFact.Kind kind) {
        return known.facts().stream()
                .filter(it -> it.kind() == kind)
                .map(NodeDiagnosis.Told::value)
                .findFirst()
                .orElse("");
    }

    /** For example 50² + 30² + 20² = 2500 + 900 + 400. */
    private static String squares(List<Provision> facts) {
        var shares = shares(facts.stream().filter(it -> !it.statement().total()).toList());
        if (shares.size() == 1) {
            return plain(shares.getFirst()) + "²";
        }
        return joined(shares.stream().map(it -> plain(it) + "²").toList())
                + " = "
                + joined(shares.stream().map(it -> plain(it.multiply(it))).toList());
    }

    private static String foreign(List<Provision> facts) {
        boolean totals = facts.stream().anyMatch(it -> it.statement().total());
        var abroad =
                facts.stream()
                        .map(Provision::statement)
                        .filter(it -> it.total() == totals)
                        .filter(it -> NodeDiagnosis.abroad(it.country()) && it.share() != null)
                        .map(it -> it.country() + " " + plain(Objects.requireNonNull(it.share())))
                        .toList();
        return abroad.isEmpty() ? "0" : joined(abroad);
    }

    private static List<BigDecimal> shares(List<Provision> facts) {
        return facts.stream().map(it -> it.statement().share()).filter(Objects::nonNull).toList();
    }

    private static String joined(List<String> terms) {
        return terms.stream().collect(Collectors.joining(" + "));
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
