package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.NodeDiagnosis;
import yanzhen.app.chain.NodeDiagnosis.Judgement;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Rule;

/**
 * 计算过程: what each rule measured at a node, and how that was reached, written out.
 *
 * @param name of the rule
 * @param outcome weak, watch, unknown, or passed when it did not fire, or unmeasured when data lack
 * @param measure as text; empty when it cannot be computed
 * @param steps thresholds with the outcome that each leads to
 * @param sum the sum that leads to the measure; null when it is a mere count
 */
record Reckoning(
        String name,
        String outcome,
        String measure,
        List<Step> steps,
        @Nullable String sum,
        int weight) {

    /**
     * A threshold.
     *
     * @param outcome weak, watch or unknown
     * @param threshold with its comparison, for example {@code ≥ 2500}
     */
    record Step(String outcome, String threshold) {}

    static Reckoning of(Judgement it, List<Provision> facts, java.util.Locale locale) {
        var measure = it.measure();
        return new Reckoning(
                it.rule().name().in(locale),
                outcome(it),
                measure == null ? "" : plain(measure),
                steps(it.rule()),
                measure == null ? null : sum(it.rule().measure(), facts, measure),
                it.finding() == null ? 0 : it.finding().weight());
    }

    private static String outcome(Judgement it) {
        if (it.finding() != null) {
            return it.finding().severity().name().toLowerCase(java.util.Locale.ROOT);
        }
        return it.measure() == null ? "unmeasured" : "passed";
    }

    private static List<Step> steps(Rule rule) {
        var steps = new ArrayList<Step>();
        add(steps, rule, "watch", rule.watch());
        add(steps, rule, "weak", rule.weak());
        add(steps, rule, "unknown", rule.unknown());
        return steps;
    }

    private static void add(
            List<Step> steps, Rule rule, String outcome, @Nullable BigDecimal threshold) {
        if (threshold != null) {
            steps.add(new Step(outcome, (rule.upwards() ? "≥ " : "≤ ") + plain(threshold)));
        }
    }

    private static @Nullable String sum(
            Rule.Measure measure, List<Provision> facts, BigDecimal result) {
        return switch (measure) {
            case HHI -> squares(facts) + " = " + plain(result);
            case FOREIGN_SHARE -> foreign(facts) + " = " + plain(result);
            case PROVIDERS,
                    DOMESTIC_PROVIDERS,
                    FACTS,
                    STALE_FACTS,
                    READINESS,
                    FOREIGN_DEPENDENCE,
                    SUBSTITUTES ->
                    null;
        };
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
