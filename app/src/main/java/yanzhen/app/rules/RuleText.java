package yanzhen.app.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.rules.Expression.Literal;
import yanzhen.app.rules.Expression.Operator;
import yanzhen.app.rules.Expression.Over;
import yanzhen.app.rules.Expression.OverYears;
import yanzhen.app.rules.Expression.Pair;
import yanzhen.app.rules.Expression.Value;
import yanzhen.app.rules.Rule.Sign;

/**
 * 规则文本: reads a rule as a pack writes it.
 *
 * <pre>
 * rule       = both { "or" both }
 * both       = test { "and" test }
 * test       = sum sign sum | "(" rule ")"
 * sign       = "&gt;=" | "≥" | "&gt;" | "&lt;=" | "≤" | "&lt;" | "="
 * sum        = product { ("+" | "-") product }
 * product    = atom { ("*" | "/") atom }
 * atom       = number [ unit ] | datum | over "(" sum "," number "年" ")" | "(" sum ")"
 * over       = "mean" | "sum" | "least" | "most" | "growth"
 * unit       = "元" | "万元" | "亿元" | "%" | "人" | "年" | "项" | "分" | "名"
 * </pre>
 *
 * <p>Such as {@code rd >= 100万元 and rd / revenue >= 3%}, or {@code mean(rd, 2年) >= 1000万元}. A datum
 * of each year is that of the last year. Kinds are checked here: money is added to money, divided
 * by money it is a share, and a share of something is of its kind.
 */
public final class RuleText {

    private static final int MOST_YEARS = 30;
    private static final int MOST_LENGTH = 2_000;
    private static final int DEEPEST = 50;

    private final String text;
    private final Vocabulary vocabulary;
    private int at;
    private int depth;

    private RuleText(String text, Vocabulary vocabulary) {
        this.text = text;
        this.vocabulary = vocabulary;
    }

    /**
     * Reads a rule.
     *
     * @throws RuleFault when it is none
     */
    public static Rule read(String text, Vocabulary vocabulary) throws RuleFault {
        var reader = within(text, vocabulary);
        var rule = reader.either();
        reader.mustEnd();
        return rule;
    }

    /**
     * Reads what a side of a comparison may be, such as {@code mean(rd, 2年) / revenue}.
     *
     * @throws RuleFault when it is none
     */
    public static Measure measure(String text, Vocabulary vocabulary) throws RuleFault {
        var reader = within(text, vocabulary);
        var measure = new Measure(reader.sum());
        reader.mustEnd();
        return measure;
    }

    /**
     * Reads a number with its unit.
     *
     * @throws RuleFault when it is none
     */
    public static Quantity quantity(String text) throws RuleFault {
        var reader = within(text, new Vocabulary(List.of()));
        reader.blanks();
        var literal = reader.literal();
        reader.mustEnd();
        return new Quantity(literal.number(), literal.kind());
    }

    private static RuleText within(String text, Vocabulary vocabulary) throws RuleFault {
        if (text.length() > MOST_LENGTH) {
            throw new RuleFault("rule-too-long", MOST_LENGTH, String.valueOf(MOST_LENGTH));
        }
        return new RuleText(text, vocabulary);
    }

    private void mustEnd() throws RuleFault {
        blanks();
        if (at < text.length()) {
            throw fault("rule-rest", text.substring(at));
        }
    }

    private Rule either() throws RuleFault {
        var parts = new ArrayList<>(List.of(both()));
        while (word("or")) {
            parts.add(both());
        }
        return parts.size() == 1 ? parts.getFirst() : new Rule.Any(parts);
    }

    private Rule both() throws RuleFault {
        var parts = new ArrayList<>(List.of(test()));
        while (word("and")) {
            parts.add(test());
        }
        return parts.size() == 1 ? parts.getFirst() : new Rule.All(parts);
    }

    /** A bracket may hold a rule or a sum: it is tried as a rule first. */
    private Rule test() throws RuleFault {
        deeper();
        int begin = at;
        if (sign("(")) {
            var rule = inBrackets();
            if (rule != null) {
                depth--;
                return rule;
            }
            at = begin;
        }
        var left = sum();
        var sign = comparison();
        var right = sum();
        if (left.kind() != right.kind()) {
            throw fault("rule-kinds", left.kind().name(), right.kind().name());
        }
        depth--;
        return new Rule.Comparison(left, sign, right);
    }

    private @Nullable Rule inBrackets() {
        int deep = depth;
        try {
            var rule = either();
            return sign(")") && !continues() ? rule : null;
        } catch (RuleFault e) {
            depth = deep;
            return null;
        }
    }

    /** Whether what was in brackets is part of a sum or a comparison. */
    private boolean continues() {
        blanks();
        return at < text.length() && "+-*/<>=≥≤".indexOf(text.charAt(at)) >= 0;
    }

    private Sign comparison() throws RuleFault {
        if (sign(">=") || sign("≥")) {
            return Sign.AT_LEAST;
        }
        if (sign("<=") || sign("≤")) {
            return Sign.AT_MOST;
        }
        if (sign(">")) {
            return Sign.ABOVE;
        }
        if (sign("<")) {
            return Sign.BELOW;
        }
        if (sign("=")) {
            return Sign.EQUAL;
        }
        throw fault("rule-sign");
    }

    private Expression sum() throws RuleFault {
        var sum = product();
        while (true) {
            var operator = sign("+") ? Operator.PLUS : sign("-") ? Operator.MINUS : null;
            if (operator == null) {
                return sum;
            }
            var next = product();
            if (sum.kind() != next.kind()) {
                throw fault("rule-kinds", sum.kind().name(), next.kind().name());
            }
            sum = new Pair(sum, operator, next, sum.kind());
        }
    }

    private Expression product() throws RuleFault {
        var product = atom();
        while (true) {
            var operator = sign("*") ? Operator.TIMES : sign("/") ? Operator.OVER : null;
            if (operator == null) {
                return product;
            }
            var next = atom();
            product =
                    new Pair(product, operator, next, kind(product.kind(), operator, next.kind()));
        }
    }

    private Kind kind(Kind left, Operator operator, Kind right) throws RuleFault {
        if (operator == Operator.OVER && left == right) {
            return Kind.SHARE;
        }
        if (right == Kind.SHARE) {
            return left;
        }
        if (operator == Operator.TIMES && left == Kind.SHARE) {
            return right;
        }
        throw fault("rule-kinds", left.name(), right.name());
    }

    private Expression atom() throws RuleFault {
        deeper();
        blanks();
        Expression atom;
        if (sign("(")) {
            atom = sum();
            expect(")");
        } else if (at < text.length() && Character.isDigit(text.charAt(at))) {
            atom = literal();
        } else {
            int begin = at;
            var name = name();
            var over = over(name);
            atom = over == null ? new Value(datum(name, begin), 0) : overYears(over);
        }
        depth--;
        return atom;
    }

    private Literal literal() throws RuleFault {
        int begin = at;
        var number = number();
        var unit = Kind.Unit.at(text, at);
        if (unit == null) {
            at = begin;
            throw fault("rule-unit", number.toPlainString());
        }
        at += unit.text().length();
        return new Literal(unit.of(number), unit.kind());
    }

    private BigDecimal number() throws RuleFault {
        int begin = at;
        while (at < text.length()
                && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        try {
            return new BigDecimal(text.substring(begin, at));
        } catch (NumberFormatException _) {
            at = begin;
            throw fault("rule-number");
        }
    }

    private String name() throws RuleFault {
        int begin = at;
        while (at < text.length() && named(text.charAt(at))) {
            at++;
        }
        if (begin == at) {
            throw fault("rule-name");
        }
        return text.substring(begin, at);
    }

    private static boolean named(char it) {
        return (it >= 'a' && it <= 'z') || (it >= '0' && it <= '9') || it == '_';
    }

    private Datum datum(String name, int begin) throws RuleFault {
        var datum = vocabulary.find(name);
        if (datum.isEmpty()) {
            at = begin;
            throw fault("rule-datum", name, String.join(", ", vocabulary.keys()));
        }
        return datum.get();
    }

    private @Nullable Over over(String name) {
        blanks();
        if (at == text.length() || text.charAt(at) != '(') {
            return null;
        }
        for (var each : Over.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return each;
            }
        }
        return null;
    }

    private Expression overYears(Over over) throws RuleFault {
        expect("(");
        var of = sum();
        expect(",");
        blanks();
        var years = literal();
        if (years.kind() != Kind.YEARS || !whole(years.number())) {
            throw fault("rule-years", String.valueOf(MOST_YEARS));
        }
        expect(")");
        return new OverYears(
                over, of, years.number().intValue(), over == Over.GROWTH ? Kind.SHARE : of.kind());
    }

    private static boolean whole(BigFraction years) {
        return years.getDenominator().equals(java.math.BigInteger.ONE)
                && years.compareTo(BigFraction.ONE) >= 0
                && years.compareTo(BigFraction.of(MOST_YEARS)) <= 0;
    }

    private void expect(String sign) throws RuleFault {
        if (!sign(sign)) {
            throw fault("rule-expected", sign);
        }
    }

    private boolean sign(String sign) {
        blanks();
        if (!text.startsWith(sign, at)) {
            return false;
        }
        at += sign.length();
        return true;
    }

    private boolean word(String word) {
        blanks();
        int end = at + word.length();
        if (!text.startsWith(word, at) || (end < text.length() && named(text.charAt(end)))) {
            return false;
        }
        at = end;
        return true;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void deeper() throws RuleFault {
        depth++;
        if (depth > DEEPEST) {
            throw fault("rule-too-deep", String.valueOf(DEEPEST));
        }
    }

    private RuleFault fault(String code, String... details) {
        return new RuleFault(code, at, details);
    }
}
