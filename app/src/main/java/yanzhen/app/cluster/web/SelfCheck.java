package yanzhen.app.cluster.web;

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
            var plain = NumberTyping.plain(typed.get(name));
            if (plain.isEmpty()) {
                continue;
            }
            var value = NumberTyping.read(name, plain, datum.kind(), problems);
            if (value != null) {
                values.put(name, Amount.of(value));
            }
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
