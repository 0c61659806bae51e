package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Rule;

/** 自测: what comes of the conditions for numbers that a visitor types. Nothing of it is kept. */
final class SelfCheck implements Facts {

    private static final BigDecimal WAN = new BigDecimal(10_000);
    private static final BigDecimal MOST = new BigDecimal("1e12");
    private static final int MOST_DIGITS = 4;

    private final int lastYear;
    private final Map<String, String> typed;
    private final Map<Datum, Integer> needs = new LinkedHashMap<>();
    private final Map<String, Amount> values = new HashMap<>();
    private final Problems problems = new Problems();

    /**
     * A check.
     *
     * @param typed texts by datum and year, such as {@code revenue-2024}; others are passed over
     */
    SelfCheck(List<Condition> conditions, int lastYear, Map<String, String> typed) {
        this.lastYear = lastYear;
        this.typed = new TreeMap<>(typed);
        for (var condition : conditions) {
            if (condition.rule() != null) {
                condition.rule().needs().forEach((it, years) -> needs.merge(it, years, Math::max));
            }
        }
        needs.forEach(this::take);
    }

    private void take(Datum datum, int years) {
        for (int back = 0; back < years; back++) {
            var name = name(datum, lastYear - back);
            var text = typed.getOrDefault(name, "").replace(",", "").replace("，", "").strip();
            if (!text.isEmpty()) {
                take(name, text, datum.kind());
            }
        }
    }

    private void take(String name, String text, Kind kind) {
        try {
            var number = new BigDecimal(text);
            if (number.abs().compareTo(MOST) > 0 || number.scale() > MOST_DIGITS) {
                problems.add("", null, name, text, "self-check-range");
                return;
            }
            values.put(name, Amount.of(kind == Kind.MONEY ? number.multiply(WAN) : number));
        } catch (NumberFormatException _) {
            problems.add("", null, name, text, "self-check-number");
        }
    }

    private static String name(Datum datum, int year) {
        return datum.yearly() ? datum.key() + "-" + year : datum.key();
    }

    @Override
    public int lastYear() {
        return lastYear;
    }

    @Override
    public @Nullable Amount value(Datum datum, int year) {
        return values.get(name(datum, year));
    }

    /** Whether a number was typed. */
    boolean begun() {
        return !values.isEmpty() || problems.count() > 0;
    }

    Problems problems() {
        return problems;
    }

    /**
     * A datum that the conditions need.
     *
     * @param unit in which it is typed, as a key of a message
     * @param cells one for each year, the last one first
     */
    record Field(String label, Kind unit, List<Cell> cells) {}

    /**
     * One number.
     *
     * @param year null for a datum that is not of a year
     */
    record Cell(String name, @Nullable Integer year, String text) {}

    List<Field> fields(Locale locale) {
        var fields = new ArrayList<Field>();
        needs.forEach((datum, years) -> {
            var cells = new ArrayList<Cell>();
            for (int back = 0; back < years; back++) {
                int year = lastYear - back;
                var name = name(datum, year);
                cells.add(
                        new Cell(name, datum.yearly() ? year : null, typed.getOrDefault(name, "")));
            }
            fields.add(new Field(datum.name().in(locale), datum.kind(), List.copyOf(cells)));
        });
        return fields;
    }

    ShownRule shown(Rule rule, Locale locale) {
        return ShownRule.of(rule, begun() ? rule.judge(this) : null, locale);
    }
}
