package yanzhen.app.challenge.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.Typed;

/**
 * Reads numbers as typed: plain digits only, so that nobody sends a number whose text would fill
 * the memory.
 */
final class Numbers {

    private static final Pattern PLAIN = Pattern.compile("[-+]?\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern MONEY = Pattern.compile("\\d{1,13}(\\.\\d{1,2})?");

    private Numbers() {}

    static @Nullable BigDecimal number(
            @Nullable Integer line, String field, @Nullable String typed, Problems problems) {
        var text = Typed.text(typed);
        if (text.isEmpty()) {
            problems.add("", line, field, "", "required");
            return null;
        }
        if (!PLAIN.matcher(text).matches()) {
            problems.add("", line, field, text, "number");
            return null;
        }
        return new BigDecimal(text);
    }

    /** An amount above zero; empty is nothing unless it is required. */
    static @Nullable Yuan money(
            String field, @Nullable String typed, boolean required, Problems problems) {
        var text = Typed.text(typed).replace(",", "");
        if (text.isEmpty()) {
            if (required) {
                problems.add("", null, field, "", "required");
            }
            return null;
        }
        if (!MONEY.matcher(text).matches() || Yuan.of(text).fen() <= 0) {
            problems.add("", null, field, text, "amount");
            return null;
        }
        return Yuan.of(text);
    }

    /** One number for each target, in order; what is wrong is a problem of its metric. */
    static List<BigDecimal> oneForEach(
            List<Target> targets, @Nullable List<String> typed, Problems problems) {
        var values = new ArrayList<BigDecimal>();
        for (int at = 0; at < targets.size(); at++) {
            var text = typed == null || at >= typed.size() ? "" : typed.get(at);
            var value = number(at + 1, targets.get(at).metric(), text, problems);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }
}
