package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.cluster.Formations.Trial;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Rule;
import yanzhen.app.rules.RuleFault;
import yanzhen.app.rules.RuleText;
import yanzhen.app.rules.Vocabulary;
import yanzhen.app.site.Typed;

/** Reads a trial: another text for one condition, and a datum to be multiplied. */
final class TrialTyping {

    private static final BigDecimal MOST = BigDecimal.TEN;
    private static final Pattern FACTOR = Pattern.compile("\\d{1,2}(?:\\.\\d{1,4})?");

    /**
     * What the address holds; all may be missing.
     *
     * @param version of the rules that are tried; those that stand without it
     * @param condition which condition has another rule, counted from 1
     */
    record Typing(
            @Nullable String version,
            @Nullable Integer condition,
            @Nullable String rule,
            @Nullable String datum,
            @Nullable String factor) {}

    private TrialTyping() {}

    /** The data of which the rules speak, each once. */
    static List<Datum> data(List<Condition> conditions) {
        var data = new LinkedHashMap<Datum, Integer>();
        for (var it : conditions) {
            if (it.rule() != null) {
                data.putAll(it.rule().needs());
            }
        }
        return List.copyOf(data.keySet());
    }

    /** The trial; null when something is wrong with it. */
    static @Nullable Trial read(
            String scheme,
            List<Condition> inForce,
            int condition,
            Typing typed,
            Vocabulary words,
            Problems problems) {
        var rule = rule(Typed.text(typed.rule), words, problems);
        var datum = Typed.text(typed.datum);
        if (!datum.isEmpty() && words.find(datum).isEmpty()) {
            problems.add("", null, "datum", datum, "unknown-reference");
        }
        var factor = factor(Typed.text(typed.factor), problems);
        if (rule == null || factor == null || !problems.none()) {
            return null;
        }
        var conditions = new ArrayList<>(inForce);
        var old = inForce.get(condition);
        conditions.set(
                condition,
                new Condition(
                        old.name(),
                        rule,
                        old.source(),
                        old.confirmed(),
                        old.reading(),
                        old.entry()));
        return new Trial(scheme, conditions, datum.isEmpty() ? null : datum, factor);
    }

    private static @Nullable Rule rule(String text, Vocabulary words, Problems problems) {
        if (text.isEmpty()) {
            problems.add("", null, "rule", "", "required");
            return null;
        }
        try {
            return RuleText.read(text, words);
        } catch (RuleFault e) {
            var details = new ArrayList<String>();
            details.add(String.valueOf(e.at() + 1));
            details.addAll(e.details());
            problems.add("", null, "rule", text, e.code(), details.toArray(String[]::new));
            return null;
        }
    }

    private static @Nullable BigDecimal factor(String text, Problems problems) {
        if (text.isEmpty()) {
            return BigDecimal.ONE;
        }
        var factor = FACTOR.matcher(text).matches() ? new BigDecimal(text) : null;
        if (factor == null || factor.compareTo(MOST) > 0) {
            problems.add("", null, "factor", text, "trial-factor", MOST.toPlainString());
            return null;
        }
        return factor;
    }
}
