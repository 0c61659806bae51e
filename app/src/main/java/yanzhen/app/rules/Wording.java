package yanzhen.app.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import yanzhen.app.rules.Expression.Literal;
import yanzhen.app.rules.Expression.OverYears;
import yanzhen.app.rules.Expression.Pair;
import yanzhen.app.rules.Expression.Value;

/**
 * 规则的说法: a rule in the words of a reader's language.
 *
 * @param text of a single comparison; empty for one with parts
 * @param any whether one of the parts is enough
 */
public record Wording(String text, boolean any, List<Wording> parts) {

    public Wording {
        parts = List.copyOf(parts);
    }

    public static Wording of(Rule rule, Locale locale) {
        return switch (rule) {
            case Rule.Comparison it ->
                    new Wording(
                            said(it.left(), locale)
                                    + " "
                                    + it.sign().text()
                                    + " "
                                    + said(it.right(), locale),
                            false,
                            List.of());
            case Rule.All(var parts) -> new Wording("", false, all(parts, locale));
            case Rule.Any(var parts) -> new Wording("", true, all(parts, locale));
        };
    }

    /** A measure in words. */
    static String of(Expression measure, Locale locale) {
        return said(measure, locale);
    }

    /** The whole in one line, parts joined by “and” or “or”. */
    public String line(Locale locale) {
        if (parts.isEmpty()) {
            return text;
        }
        boolean english = locale.getLanguage().equals("en");
        var between = any ? (english ? " or " : " 或 ") : (english ? " and " : " 且 ");
        return parts.stream()
                .map(it -> it.parts.isEmpty() ? it.text : "(" + it.line(locale) + ")")
                .collect(Collectors.joining(between));
    }

    private static List<Wording> all(List<Rule> parts, Locale locale) {
        var worded = new ArrayList<Wording>();
        parts.forEach(it -> worded.add(of(it, locale)));
        return worded;
    }

    private static String said(Expression of, Locale locale) {
        return switch (of) {
            case Literal(var number, var kind) -> kind.said(number, locale);
            case Value(var datum, _) -> datum.name().in(locale);
            case Pair(var left, var operator, var right, _) ->
                    bracketed(left, locale)
                            + " "
                            + operator.sign()
                            + " "
                            + bracketed(right, locale);
            case OverYears it -> over(it, locale);
        };
    }

    private static String bracketed(Expression of, Locale locale) {
        return of instanceof Pair ? "(" + said(of, locale) + ")" : said(of, locale);
    }

    private static String over(OverYears it, Locale locale) {
        var of = said(it.of(), locale);
        if (locale.getLanguage().equals("en")) {
            var years =
                    it.years() == 1 ? "the last year" : "the last %d years".formatted(it.years());
            return switch (it.over()) {
                case MEAN -> "mean of %s over %s".formatted(of, years);
                case SUM -> "sum of %s over %s".formatted(of, years);
                case LEAST -> "%s in each of %s".formatted(of, years);
                case MOST -> "the most of %s in %s".formatted(of, years);
                case GROWTH -> "mean yearly growth of %s over %s".formatted(of, years);
            };
        }
        return switch (it.over()) {
            case MEAN -> "近 %d 年平均%s".formatted(it.years(), of);
            case SUM -> "近 %d 年%s合计".formatted(it.years(), of);
            case LEAST -> "近 %d 年每年%s".formatted(it.years(), of);
            case MOST -> "近 %d 年最高%s".formatted(it.years(), of);
            case GROWTH -> "近 %d 年%s平均增长率".formatted(it.years(), of);
        };
    }
}
