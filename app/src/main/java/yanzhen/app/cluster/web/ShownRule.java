package yanzhen.app.cluster.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.rules.Amount.Missing;
import yanzhen.app.rules.Judgement;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Rule;
import yanzhen.app.rules.Wording;

/**
 * 规则与结论: a rule in words with what came of it, as pages show it.
 *
 * @param text empty for one with parts
 * @param any whether one of the parts is enough
 * @param answer null where nobody asked
 * @param found what the firm has; empty where it is not known
 * @param lacking by how much it falls short or goes beyond; empty where that is not the question
 * @param beyond whether it goes beyond
 * @param missing data that are not known
 */
record ShownRule(
        String text,
        boolean any,
        @Nullable String answer,
        String found,
        String lacking,
        boolean beyond,
        List<String> missing,
        List<ShownRule> parts) {

    /** Without a judgement: the rule only. */
    static ShownRule of(Rule rule, @Nullable Judgement judgement, Locale locale) {
        return of(Wording.of(rule, locale), rule, judgement, locale);
    }

    private static ShownRule of(
            Wording wording, Rule rule, @Nullable Judgement judgement, Locale locale) {
        var rules =
                switch (rule) {
                    case Rule.All(var all) -> all;
                    case Rule.Any(var any) -> any;
                    case Rule.Comparison _ -> List.<Rule>of();
                };
        var parts = new ArrayList<ShownRule>();
        for (int at = 0; at < rules.size(); at++) {
            var part = judgement == null ? null : judgement.parts().get(at);
            parts.add(of(wording.parts().get(at), rules.get(at), part, locale));
        }
        var leaf = parts.isEmpty() ? judgement : null;
        return new ShownRule(
                wording.text(),
                wording.any(),
                judgement == null ? null : judgement.answer().name(),
                leaf == null ? "" : said(rule, leaf.found(), locale),
                leaf == null ? "" : lacking(rule, leaf.lacking(), locale),
                rule instanceof Rule.Comparison comparison && atMost(comparison),
                leaf == null ? List.of() : said(leaf.missing(), locale),
                List.copyOf(parts));
    }

    private static String said(Rule rule, @Nullable BigFraction number, Locale locale) {
        return number == null || !(rule instanceof Rule.Comparison comparison)
                ? ""
                : comparison.kind().said(number, locale);
    }

    /** A place further behind is short of the one asked for, whatever its number. */
    private static boolean atMost(Rule.Comparison it) {
        return it.kind() != Kind.PLACE
                && (it.sign() == Rule.Sign.AT_MOST || it.sign() == Rule.Sign.BELOW);
    }

    private static String lacking(Rule rule, @Nullable BigFraction number, Locale locale) {
        if (number == null
                || number.signum() == 0
                || !(rule instanceof Rule.Comparison comparison)) {
            return "";
        }
        return comparison.kind().lacking(number.signum() < 0 ? number.negate() : number, locale);
    }

    /** Each datum once, with the years of which it is missing. */
    static List<String> said(List<Missing> all, Locale locale) {
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
