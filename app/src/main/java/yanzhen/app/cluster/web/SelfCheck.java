package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Amount.Missing;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Judgement;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Rule;
import yanzhen.app.rules.Wording;

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

    /**
     * A rule with what came of it.
     *
     * @param text empty for one with parts
     * @param answer null before anything was typed
     * @param found what was typed or reckoned; empty where it is not known
     * @param missing data that are not known
     */
    record Shown(
            String text,
            boolean any,
            @Nullable String answer,
            String found,
            List<String> missing,
            List<Shown> parts) {}

    Shown shown(Rule rule, Locale locale) {
        return shown(Wording.of(rule, locale), begun() ? rule.judge(this) : null, rule, locale);
    }

    private Shown shown(Wording wording, @Nullable Judgement judgement, Rule rule, Locale locale) {
        var parts = new ArrayList<Shown>();
        var rules =
                switch (rule) {
                    case Rule.All(var all) -> all;
                    case Rule.Any(var any) -> any;
                    case Rule.Comparison _ -> List.<Rule>of();
                };
        for (int at = 0; at < rules.size(); at++) {
            parts.add(
                    shown(
                            wording.parts().get(at),
                            judgement == null ? null : judgement.parts().get(at),
                            rules.get(at),
                            locale));
        }
        var leaf = parts.isEmpty() ? judgement : null;
        return new Shown(
                wording.text(),
                wording.any(),
                judgement == null ? null : judgement.answer().name(),
                leaf == null ? "" : said(rule, leaf.found(), locale),
                leaf == null ? List.of() : said(leaf.missing(), locale),
                List.copyOf(parts));
    }

    private static String said(Rule rule, @Nullable BigFraction number, Locale locale) {
        return number == null || !(rule instanceof Rule.Comparison comparison)
                ? ""
                : comparison.kind().said(number, locale);
    }

    /** Each datum once, with the years of which it is missing. */
    private static List<String> said(List<Missing> all, Locale locale) {
        var years = new LinkedHashMap<String, List<String>>();
        for (var each : all) {
            var name = each.datum().name().in(locale) + (each.zero() ? " = 0" : "");
            var known = years.computeIfAbsent(name, _ -> new ArrayList<>());
            if (each.datum().yearly()) {
                known.add(String.valueOf(each.year()));
            }
        }
        var said = new ArrayList<String>();
        years.forEach(
                (name, of) -> said.add(of.isEmpty() ? name : name + " " + String.join("/", of)));
        return List.copyOf(said);
    }
}
